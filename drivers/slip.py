"""A slip of paper as lines, without a word about the printer."""

from dataclasses import dataclass
from typing import Literal

Size = Literal["s", "b", "t"]
Align = Literal["left", "center", "right"]
SMALLEST_MODULE_DOTS = 4


@dataclass(frozen=True, repr=False)
class Text:
    """A paragraph, wrapped at the paper's edge; sizes: s body, b headline, t title."""

    text: str
    size: Size = "s"
    bold: bool = False
    align: Align = "left"


@dataclass(frozen=True, repr=False)
class Pair:
    """A label at the left and its value, bold, at the right."""

    label: str
    value: str


@dataclass(frozen=True, repr=False)
class Bar:
    """White text on a black bar: the number of the case."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A dashed line across the paper."""


@dataclass(frozen=True, repr=False)
class Qr:
    """A QR code, never scaled, with an optional paragraph beside it."""

    data: str
    dots_per_module: int = SMALLEST_MODULE_DOTS
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.dots_per_module < SMALLEST_MODULE_DOTS:
            raise ValueError(f"a QR module needs {SMALLEST_MODULE_DOTS} dots, not {self.dots_per_module}")


@dataclass(frozen=True)
class Feed:
    """Empty paper."""

    mm: int


SlipLine = Text | Pair | Bar | Rule | Qr | Feed


@dataclass(frozen=True, repr=False)
class Slip:
    """The lines of one slip, in their order; it is cut behind the last."""

    lines: tuple[SlipLine, ...]
