"""A row of the rating: a face that differs by its mouth, a grade in words."""

from contract.text import Text
from screens.page import Page, Part
from screens.pen import Pen
from screens.widgets.button import Act, paint_control
from screens.zones import Box


def rating_row(page: Page, box: Box, face: int | None, text: Text, act: Act, *, name: str) -> Part:
    """`face` 5 (best) … 1, or None for 不评了; all rows are the same size."""
    words = page.style.say(text)

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_control(pen, at, pressed)
        px = min(104, at.h - 22)
        where = Box(at.x + 32, at.y + (at.h - px) / 2, px, px)
        if face is None:
            pen.icon("minus-circle", where, "edge")
        else:
            pen.drawing(f"face-{face}", where)
        pen.icon("caret-right", Box(at.right - 76, at.y + (at.h - 44) / 2, 44, 44), "pine")
        pen.text(at.trim(left=168, right=90), words, "t", weight="bold", across="middle", leading=1.2)

    return page.part(box, paint, act, name=name)
