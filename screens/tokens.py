"""The look's tokens: colours, type sizes, radii and borders, read once from look/tokens.json.

Colours are named by use (look.md section 2), sizes are px on a portrait screen 1080 wide (2.7 px per mm).
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, Self

LOOK_DIRECTORY = Path(__file__).parent / "look"
SCALE_STEPS: tuple["Role", ...] = ("s", "b", "l", "t", "h", "x")

Role = Literal["s", "b", "l", "t", "h", "x"]
Rgba = tuple[float, float, float, float]


def rgba(hex_colour: str) -> Rgba:
    """`#RRGGBB` as four floats 0…1."""
    red, green, blue = (int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, 1.0


@dataclass(frozen=True)
class Palette:
    """One theme's colours as `#RRGGBB`, by use."""

    paper: str
    sheet: str
    ink: str
    ink2: str
    line: str
    edge: str
    pine: str
    press: str
    tint: str
    wheat: str
    wtint: str
    clay: str
    ctint: str
    mute: str
    onpine: str

    @classmethod
    def read(cls, colours: dict[str, str]) -> Self:
        return cls(**{field.name: colours[field.name] for field in fields(cls)})


@dataclass(frozen=True)
class Radii:
    key: int
    mini: int
    button: int
    sheet: int
    hero: int


@dataclass(frozen=True)
class Borders:
    sheet: int
    control: int
    selected: int


@dataclass(frozen=True)
class Tokens:
    """Everything in tokens.json that the screens use; `drawing_recolour` maps a drawing's colour to contrast."""

    normal: Palette
    contrast: Palette
    drawing_recolour: dict[str, str]
    type_normal: dict[Role, int]
    type_large: dict[Role, int]
    radius: Radii
    border: Borders


def read_tokens(path: Path = LOOK_DIRECTORY / "tokens.json") -> Tokens:
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Tokens(
        normal=Palette.read(raw["color"]["normal"]),
        contrast=Palette.read(raw["color"]["contrast"]),
        drawing_recolour=raw["drawing_recolour_for_contrast"],
        type_normal=raw["type_px"]["normal"],
        type_large=raw["type_px"]["large"],
        radius=Radii(**raw["radius_px"]),
        border=Borders(**raw["border_px"]),
    )


TOKENS = read_tokens()
