"""A primary button that opens when something was done; until then it is dashed and says what is missing."""

from collections.abc import Callable

from contract.text import Text
from screens.page import Page, Part
from screens.pen import Pen
from screens.tokens import TOKENS
from screens.widgets.button import PADDING, PRESSED_INSET, Act, paint_unavailable
from screens.widgets.group import Group, paint_group
from screens.zones import Box


def gated_primary(
    page: Page,
    box: Box,
    text: Text,
    missing: Callable[[], Text | None],
    act: Act,
    *,
    icon: str,
    icon_after: bool = True,
) -> Part:
    """`missing` tells what is still to be done, or None when the button acts."""
    say = page.style.say

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        if (reason := missing()) is not None:
            paint_unavailable(pen, at, say(text), say(reason))
            return
        plate = at.inset(PRESSED_INSET) if pressed else at
        pen.plate(plate, "press" if pressed else "pine", None, radius=TOKENS.radius.button)
        paint_group(pen, at.inset(PADDING, 4), Group(say(text), "l", icon, icon_after=icon_after), "onpine")

    def act_when_open() -> None:
        if missing() is None:
            act()

    return page.part(box, paint, act_when_open, name="primary")
