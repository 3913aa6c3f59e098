"""Buttons: a primary one per screen, secondary ones, and what is not available now with its reason on it."""

from collections.abc import Callable

from contract.text import Text
from screens.page import Page, Part
from screens.pen import Pen
from screens.stack import Line, stack
from screens.tokens import TOKENS, Role
from screens.widgets.group import Group, paint_group
from screens.zones import Box

Act = Callable[[], None]
PRESSED_INSET = 4
PADDING = 24


def primary(
    page: Page,
    box: Box,
    text: Text,
    act: Act,
    *,
    icon: str | None = None,
    icon_after: bool = False,
    role: Role = "l",
    icon_px: int = 48,
    radius: int = TOKENS.radius.button,
    name: str = "primary",
) -> Part:
    """The one thing to do next: pine, verb and object."""
    group = Group(page.style.say(text), role, icon, icon_px, icon_after)

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        plate = at.inset(PRESSED_INSET) if pressed else at
        pen.plate(plate, "press" if pressed else "pine", None, radius=radius)
        paint_group(pen, at.inset(PADDING, 4), group, "onpine")

    return page.part(box, paint, act, name=name)


def secondary(
    page: Page,
    box: Box,
    text: Text,
    act: Act,
    *,
    icon: str | None = None,
    icon_after: bool = False,
    second: Text | None = None,
    role: Role = "l",
    name: str,
) -> Part:
    """Another way: white with a border."""
    group = Group(
        page.style.say(text), role, icon, icon_after=icon_after, second=page.style.say(second) if second else None
    )

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_control(pen, at, pressed)
        paint_group(pen, at.inset(PADDING, 4), group, "ink")

    return page.part(box, paint, act, name=name)


def unavailable(page: Page, box: Box, text: Text, reason: Text, *, name: str) -> Part:
    """Stays in its place, dashed, and says on itself why it cannot be pressed now."""
    words, why = page.style.say(text), page.style.say(reason)

    def paint(pen: Pen, at: Box, _pressed: bool) -> None:
        paint_unavailable(pen, at, words, why)

    return page.part(box, paint, None, name=name)


def paint_unavailable(pen: Pen, at: Box, words: str, why: str) -> None:
    pen.plate(at, "mute", "edge", radius=TOKENS.radius.button, dashed=True)
    lines = Line(words, "l", "bold", "ink2", 1.2), Line(why, "s", leading=1.2, gap_px=4)
    stack(pen, at.inset(PADDING, 8), lines, align="centre")


def paint_control(pen: Pen, at: Box, pressed: bool, *, radius: int = TOKENS.radius.button) -> None:
    """The white plate of anything that can be touched."""
    plate = at.inset(PRESSED_INSET) if pressed else at
    pen.plate(plate, "tint" if pressed else "sheet", "edge", radius=radius)
