"""Where things stand on a portrait screen of 1080 × 1920 px; y counts down from the top edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

SCREEN_WIDTH, SCREEN_HEIGHT = 1080, 1920


@dataclass(frozen=True)
class Box:
    """A rectangle in px; y and bottom count down from the top edge of the screen."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def inset(self, dx: float, dy: float | None = None) -> Self:
        dy = dx if dy is None else dy
        return type(self)(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def trim(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Self:
        return type(self)(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def columns(self, count: int, gap: float) -> list[Self]:
        width = (self.w - gap * (count - 1)) / count
        return [type(self)(self.x + i * (width + gap), self.y, width, self.h) for i in range(count)]

    def grid(self, count: int, per_row: int, row_h: float, gap: float) -> list[Self]:
        """`count` boxes row by row from the top edge of this box; they may reach below it."""
        rows = -(-count // per_row)
        lines = [type(self)(self.x, self.y + r * (row_h + gap), self.w, row_h) for r in range(rows)]
        return [box for line in lines for box in line.columns(per_row, gap)][:count]

    def rows(self, heights: Sequence[float], gap: float) -> list[Self]:
        boxes, y = [], self.y
        for height in heights:
            boxes.append(type(self)(self.x, y, self.w, height))
            y += height + gap
        return boxes

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def centred(self, w: float, h: float) -> Self:
        return type(self)(self.x + (self.w - w) / 2, self.y + (self.h - h) / 2, w, h)


SCREEN = Box(0, 0, SCREEN_WIDTH, SCREEN_HEIGHT)
TOP = Box(48, 0, 984, 104)
INFO = Box(48, 104, 984, 520)
STEPS = Box(48, 126, 984, 96)
TITLE = Box(48, 246, 984, 378)
CTRL = Box(48, 640, 984, 1016)
PRIMARY = Box(48, 1528, 984, 128)
DOCK = Box(0, 1672, 1080, 248)
TOOLS = Box(48, 1686, 984, 80)
BACK = Box(48, 1778, 272, 128)
QUIT = Box(336, 1778, 252, 128)
BACK_AND_QUIT = Box(48, 1778, 540, 128)
HELP = Box(604, 1778, 428, 128)
