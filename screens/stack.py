"""Several texts under each other as one block: each wraps in the width, the largest shrinks until the block fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from screens.fonts import Weight
from screens.pen import Across, Align, Pen
from screens.tokens import SCALE_STEPS, Role
from screens.zones import Box

ENDLESS_PX = 10_000.0


@dataclass(frozen=True)
class Line:
    """One text of a block; `gap_px` is the space above it."""

    text: str
    role: Role
    weight: Weight = "regular"
    colour: str = "ink"
    leading: float = 1.3
    gap_px: float = 0.0


def stack(pen: Pen, box: Box, lines: Sequence[Line], *, align: Align = "left", across: Across = "middle") -> float:
    """Paint the block into the box; returns its height in px."""
    fitted = list(lines)
    heights = _heights(pen, box.w, fitted)
    while sum(heights) > box.h and (index := _largest(fitted)) is not None:
        step = SCALE_STEPS[SCALE_STEPS.index(fitted[index].role) - 1]
        fitted[index] = replace(fitted[index], role=step)
        heights = _heights(pen, box.w, fitted)
    y = box.y + {"top": 0.0, "middle": (box.h - sum(heights)) / 2, "bottom": box.h - sum(heights)}[across]
    for line, height in zip(fitted, heights, strict=True):
        where = Box(box.x, y + line.gap_px, box.w, height - line.gap_px)
        pen.text(where, line.text, line.role, weight=line.weight, colour=line.colour, align=align, leading=line.leading)
        y += height
    return sum(heights)


def _heights(pen: Pen, width: float, lines: Sequence[Line]) -> list[float]:
    endless = Box(0, 0, width, ENDLESS_PX)
    return [
        line.gap_px + pen.fit(endless, line.text, line.role, weight=line.weight, leading=line.leading).h
        for line in lines
    ]


def _largest(lines: Sequence[Line]) -> int | None:
    """The line to shrink next: the largest, of equals the last, so that no line outgrows the first; None at the end."""
    index = max(range(len(lines)), key=lambda i: (SCALE_STEPS.index(lines[i].role), i))
    return index if lines[index].role != "s" else None
