"""Bars that say something: who acts now, where on the machine, and quiet notes."""

from typing import Literal

from contract.text import Text
from screens.page import Page
from screens.stack import Line, stack
from screens.tokens import TOKENS
from screens.zones import Box

Who = Literal["visitor", "attendant", "technician"]

WHO_LOOKS: dict[Who, tuple[str, str, str, str]] = {
    # icon, fill, edge, text
    "visitor": ("hand-pointing", "wtint", "ink", "ink"),
    "attendant": ("users", "wheat", "ink", "ink"),
    "technician": ("wrench", "ctint", "clay", "clay"),
}


def who_acts(page: Page, box: Box, who: Who, text: Text) -> None:
    """One sentence about who has to act: the visitor, the staff of the hall, a technician."""
    icon, fill, edge, colour = WHO_LOOKS[who]
    if page.style.contrast and who == "attendant":
        colour = edge = "paper"
    page.pen.plate(box, fill, edge, radius=TOKENS.radius.button)
    page.pen.icon(icon, Box(box.x + 24, box.y + (box.h - 60) / 2, 60, 60), colour)
    inner = box.trim(left=108, right=24)
    page.pen.text(
        inner.inset(0, 6), page.style.say(text), "l", weight="bold", across="middle", leading=1.2, colour=colour
    )


def device_hint(page: Page, box: Box, title: Text, line: Text, *, arrow_right: bool = False) -> None:
    """Where on the machine: the arrow stands on the side where the device is."""
    edge = "wheat" if page.style.contrast else "ink"
    page.pen.plate(box, "wtint", edge, radius=TOKENS.radius.button)
    arrow_x = box.right - 24 - 90 if arrow_right else box.x + 24
    page.pen.icon("arrow-fat-down", Box(arrow_x, box.y + (box.h - 90) / 2, 90, 90), "ink")
    text_box = box.trim(left=30, right=132) if arrow_right else box.trim(left=138, right=24)
    two_lines(page, text_box.inset(0, 10), title, line)


def two_lines(page: Page, box: Box, title: Text, line: Text | None) -> None:
    """A bold line and a plain one below it, in the middle of the height."""
    lines = [Line(page.style.say(title), "l", "bold", leading=1.25)]
    if line:
        lines.append(Line(page.style.say(line), "b"))
    stack(page.pen, box, lines)


def note(page: Page, box: Box, icon: str, text: Text, *, title: Text | None = None) -> None:
    """A quiet remark on tint."""
    page.pen.plate(box, "tint", None, radius=TOKENS.radius.button)
    page.pen.icon(icon, Box(box.x + 26, box.y + (box.h - 60) / 2, 60, 60), "pine")
    inner = box.trim(left=108, right=26).inset(0, 8)
    if title:
        two_lines(page, inner, title, text)
    else:
        page.pen.text(inner, page.style.say(text), "b", across="middle", leading=1.35)


def quiet_line(page: Page, box: Box, icon: str, text: Text) -> None:
    """An icon and a sentence on the bare page."""
    page.pen.icon(icon, Box(box.x, box.y + (box.h - 44) / 2, 44, 44), "pine")
    page.pen.text(box.trim(left=60), page.style.say(text), "b", across="middle", colour="ink2", leading=1.3)
