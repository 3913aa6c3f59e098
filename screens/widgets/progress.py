"""Progress that happened: named steps and segments; and the ring that counts down."""

from typing import Literal

from contract.text import Text
from screens.page import Page, Part
from screens.pen import Pen
from screens.zones import Box

StepState = Literal["done", "now", "waiting"]

ICONS: dict[StepState, tuple[str, str]] = {
    "done": ("check-circle", "pine"),
    "now": ("circle-notch", "pine"),
    "waiting": ("circle", "edge"),
}


def step_row(page: Page, box: Box, state: StepState, text: Text, right: Text | None, *, last: bool) -> None:
    """One named step with its state as an icon."""
    icon, colour = ICONS[state]
    say = page.style.say
    page.pen.icon(icon, Box(box.x, box.y + (box.h - 60) / 2, 60, 60), colour)
    right_w = page.pen.width(say(right), "b") + 2 if right else 0
    inner = box.trim(left=86, right=right_w + 16 if right else 0)
    page.pen.text(
        inner, say(text), "l", weight="regular" if state == "waiting" else "bold", across="middle", leading=1.25
    )
    if right:
        at = Box(box.right - right_w, box.y, right_w, box.h)
        page.pen.text(at, say(right), "b", across="middle", colour="ink2", align="right")
    if not last:
        page.pen.rectangle(Box(box.x, box.bottom - 1, box.w, 2), "line")


def segments(page: Page, box: Box, done: int, of: int) -> None:
    """A bar of `of` segments, the first `done` filled."""
    for index, segment in enumerate(box.columns(of, 8)):
        page.pen.plate(segment, "pine" if index < done else "sheet", "pine" if index < done else "edge", radius=8)


class CountdownRing:
    """A ring that empties and the seconds in it; step() once a second."""

    def __init__(self, page: Page, box: Box, seconds: int) -> None:
        self._left, self._total = seconds, seconds
        self._part: Part = page.part(box, self._paint, None, name="countdown")

    def step(self, left: int) -> None:
        self._left = max(0, left)
        self._part.repaint()

    def _paint(self, pen: Pen, box: Box, _pressed: bool) -> None:
        pen.rectangle(box, "sheet")
        pen.ring(box, 1.0, 28, "line")
        if self._left:
            pen.ring(box, min(1.0, self._left / self._total), 28, "pine")
        pen.text(box.inset(40), str(self._left), "x", weight="bold", align="centre", across="middle", leading=1.2)
