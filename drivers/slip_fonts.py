"""Typefaces of rastered lines: Noto Sans CJK SC, and a second face for characters it lacks."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NOTO_BOLD = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
HANAZONO = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
SIMPLIFIED_CHINESE_FACE = 2


@dataclass(frozen=True)
class Pen:
    """Size, weight and grey level of one row of text."""

    dots: int
    bold: bool = False
    ink: int = 255


@dataclass(frozen=True)
class SlipFonts:
    """Files of the faces; a collection is read at its Simplified Chinese face. Missing fallbacks are ignored."""

    regular: str = NOTO
    bold: str = NOTO_BOLD
    fallback: str = HANAZONO

    def width(self, text: str, pen: Pen) -> float:
        """Length of `text` in dots."""
        return sum(font.getlength(run) for font, run in self._runs(text, pen))

    def draw(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, pen: Pen) -> None:
        """Write `text` with the left end of its baseline at `at`."""
        x, y = at
        for font, run in self._runs(text, pen):
            draw.text((x, y), run, font=font, fill=pen.ink, anchor="ls")
            x += font.getlength(run)

    def _runs(self, text: str, pen: Pen) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        first = self.bold if pen.bold else self.regular
        faces = groupby(text, lambda character: self._face(character, first))
        return [(_font(face, pen.dots), "".join(run)) for face, run in faces]

    def _face(self, character: str, first: str) -> str:
        if not character.isascii() and _lacks(first, character) and Path(self.fallback).exists():
            return self.fallback
        return first


@cache
def _font(path: str, dots: int) -> ImageFont.FreeTypeFont:
    face = SIMPLIFIED_CHINESE_FACE if path.endswith(".ttc") else 0
    return ImageFont.truetype(path, dots, index=face, layout_engine=ImageFont.Layout.BASIC)


@cache
def _lacks(path: str, character: str) -> bool:
    # a face draws every character it lacks as the same box
    return bytes(_font(path, 24).getmask(character)) == bytes(_font(path, 24).getmask("\U0010fffd"))
