"""Draws the look on a Kivy canvas in px from the top left corner: plates, texts, icons, drawings."""

from dataclasses import dataclass
from typing import Any, Literal

from kivy.graphics import BorderImage, Color, Rectangle

from screens import rasters
from screens.fonts import Weight
from screens.glyphs import Glyphs
from screens.rasters import IconWeight
from screens.style import Style
from screens.tokens import SCALE_STEPS, TOKENS, Rgba, Role
from screens.typeset import break_lines, spaced
from screens.zones import SCREEN_HEIGHT, Box

Align = Literal["left", "centre", "right"]
Across = Literal["top", "middle", "bottom"]

LINE_HEIGHT_EM = 1.448  # ascent 1.160 + descent 0.288 of Noto Sans CJK
ASCENT_EM = 1.160
ROUNDING_PX = 16


@dataclass(frozen=True)
class Set:
    """A text as it was set: what a test of clipping looks at."""

    text: str
    lines: tuple[str, ...]
    asked: Role
    role: Role
    box: Box
    w: float
    h: float

    @property
    def fits(self) -> bool:
        return self.w <= self.box.w + 0.5 and self.h <= self.box.h + 0.5


class Pen:
    """Paints one canvas; remembers every text it set."""

    def __init__(self, canvas: Any, style: Style, glyphs: Glyphs) -> None:
        self._canvas = canvas
        self._glyphs = glyphs
        self.style = style
        self.texts: list[Set] = []

    def clear(self) -> None:
        self._canvas.clear()
        self.texts.clear()

    def rectangle(self, box: Box, colour: str) -> None:
        with self._canvas:
            Color(*self.style.colour(colour))
            Rectangle(pos=_pos(box), size=(box.w, box.h))

    def plate(
        self,
        box: Box,
        fill: str | None,
        edge: str | None,
        *,
        radius: int,
        border: int = TOKENS.border.control,
        dashed: bool = False,
    ) -> None:
        """A rounded rectangle: fill and edge are colours by use, None leaves that part out."""
        radius = int(min(radius, box.w // 2, box.h // 2))
        if fill:
            self._stretched(rasters.plate_fill(radius, border if edge else 0), box, radius, fill)
        if edge and dashed:
            texture = rasters.plate_dashes(round(box.w), round(box.h), radius, border)
            self._picture(texture, box, self.style.colour(edge))
        elif edge:
            self._stretched(rasters.plate_ring(radius, border), box, radius, edge)

    def icon(self, name: str, box: Box, colour: str, weight: IconWeight | None = None) -> None:
        """A Phosphor icon, square, in the middle of the box."""
        px = round(min(box.w, box.h))
        self._picture(rasters.icon(name, px, weight), box.centred(px, px), self.style.colour(colour))

    def drawing(self, name: str, box: Box) -> None:
        """A drawing as large as the box allows, in its middle."""
        w = round(min(box.w, box.h * rasters.drawing_ratio(name)))
        texture = rasters.drawing(name, w, self.style.contrast)
        self._picture(texture, box.centred(texture.width, texture.height), (1, 1, 1, 1))

    def ring(self, box: Box, part: float, width: int, colour: str) -> None:
        self._picture(rasters.ring(round(box.w), width, part), box, self.style.colour(colour))

    def text(
        self,
        box: Box,
        text: str,
        role: Role,
        *,
        colour: str = "ink",
        weight: Weight = "regular",
        align: Align = "left",
        across: Across = "top",
        leading: float = 1.4,
    ) -> Set:
        """Set a text into a box, one role smaller as often as it takes to fit; returns how it was set."""
        placed = self.fit(box, text, role, weight=weight, leading=leading)
        self.texts.append(placed)
        top = box.y + {"top": 0.0, "middle": (box.h - placed.h) / 2, "bottom": box.h - placed.h}[across]
        line_px = self.style.px(placed.role) * leading
        for index, line in enumerate(placed.lines):
            self._line(line, box, top + index * line_px, line_px, placed, align, weight, colour)
        return placed

    def fit(self, box: Box, text: str, role: Role, *, weight: Weight = "regular", leading: float = 1.4) -> Set:
        """How a text would be set into a box, without drawing it."""
        placed = self._set(box, text, role, role, weight, leading)
        for smaller in reversed(SCALE_STEPS[: SCALE_STEPS.index(role)]):
            if placed.fits:
                break
            placed = self._set(box, text, role, smaller, weight, leading)
        return placed

    def width(self, text: str, role: Role, weight: Weight = "regular") -> float:
        return self._glyphs.width(text, weight, self.style.px(role))

    def _set(self, box: Box, text: str, asked: Role, role: Role, weight: Weight, leading: float) -> Set:
        px = self.style.px(role)

        def measure(part: str) -> float:
            return self._glyphs.width(part, weight, px)

        seamed = spaced(text)
        lines = break_lines(seamed, box.w, measure) or seamed.split("\n")
        widest = max(measure(line) for line in lines)
        if box.w < widest < box.w + ROUNDING_PX:  # widths of words are whole px, their sum is not that of the line
            lines = break_lines(seamed, box.w - ROUNDING_PX, measure) or lines
            widest = max(measure(line) for line in lines)
        return Set(text, tuple(lines), asked, role, box, widest, len(lines) * px * leading)

    def _line(
        self, line: str, box: Box, top: float, line_px: float, placed: Set, align: Align, weight: Weight, colour: str
    ) -> None:
        px = self.style.px(placed.role)
        free = box.w - self._glyphs.width(line, weight, px)
        x = box.x + {"left": 0.0, "centre": free / 2, "right": free}[align]
        baseline = top + (line_px - LINE_HEIGHT_EM * px) / 2 + ASCENT_EM * px
        for run in self._glyphs.runs(line, weight):
            texture = self._glyphs.texture(run, px)
            advance = self._glyphs.run_width(run, px)
            y = baseline - self._glyphs.ascent(run, px)
            for n in range(len(run.text) if run.is_tick else 1):
                start = x + (n + 0.5) * advance / len(run.text) - texture.width / 2 if run.is_tick else x
                where = Box(start, y, texture.width, texture.height)
                self._picture(texture, where, self.style.colour(colour))
            x += advance

    def _picture(self, texture: Any, box: Box, colour: Rgba) -> None:
        with self._canvas:
            Color(*colour)
            Rectangle(texture=texture, pos=_pos(box), size=(round(box.w), round(box.h)))

    def _stretched(self, texture: Any, box: Box, radius: int, colour: str) -> None:
        corner = radius + 2
        with self._canvas:
            Color(*self.style.colour(colour))
            size = round(box.w), round(box.h)
            BorderImage(texture=texture, pos=_pos(box), size=size, border=(corner,) * 4, auto_scale="off")


def _pos(box: Box) -> tuple[int, int]:
    return round(box.x), round(SCREEN_HEIGHT - box.y - box.h)
