"""The page that is signed: rows of label and value, and the large √."""

from collections.abc import Callable

from contract.text import Text
from contract.wire import SummaryLine
from screens.page import Page, Part
from screens.pen import Pen
from screens.stack import Line, stack
from screens.tokens import TOKENS
from screens.widgets.button import PRESSED_INSET, Act
from screens.widgets.group import Group, paint_group
from screens.widgets.tile import paint_selectable, tick_box
from screens.words import words
from screens.zones import Box

ROW_H, LABEL_W = 96, 210
EDIT_WORDS = words("改", "Change")


def summary_row(page: Page, box: Box, line: SummaryLine, edit: Callable[[], None] | None, *, last: bool) -> None:
    """Label, value, and 改 where the answer can be changed."""
    say = page.style.say
    edit_w = (150 if page.style.language == "zh" else 220) if edit else 0
    label = Box(box.x, box.y, LABEL_W, box.h)
    page.pen.text(label, say(line.label), "b", across="middle", colour="ink2", leading=1.2)
    value = Box(box.x + LABEL_W + 20, box.y, box.w - LABEL_W - 20 - edit_w, box.h)
    page.pen.text(value, say(line.value), "l", weight="bold", across="middle", leading=1.2)
    if edit:
        where = Box(box.right - edit_w + 12, box.y + (box.h - 76) / 2, edit_w - 12, 76)
        mini(page, where, EDIT_WORDS, "pencil-simple", edit, name=f"edit:{line.edit}")
    if not last:
        page.pen.rectangle(Box(box.x, box.bottom - 1, box.w, 2), "line")


def mini(page: Page, box: Box, text: Text, icon: str, act: Act, *, name: str) -> Part:
    """The smallest button of the product, 76 px high."""
    words_ = page.style.say(text)

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        plate = at.inset(PRESSED_INSET) if pressed else at
        pen.plate(plate, "tint" if pressed else "sheet", "edge", radius=TOKENS.radius.mini)
        paint_group(pen, at.inset(12, 4), Group(words_, "b", icon, 34, gap=10), "ink", "pine")

    return page.part(box, paint, act, name=name)


def sign_tick(page: Page, box: Box, sentence: Text, below: Text, is_signed: Callable[[], bool], act: Act) -> Part:
    """我看过了，都对: nothing is final before this √."""
    say = page.style.say

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_selectable(pen, at, pressed, is_signed())
        tick_box(pen, Box(at.x + 28, at.y + (at.h - 112) / 2, 112, 112), is_signed(), radius=18)
        inner = at.trim(left=168, right=24).inset(0, 8)
        lines = Line(say(sentence), "t", "bold", leading=1.2), Line(say(below), "b", colour="ink2")
        stack(pen, inner, lines)

    return page.part(box, paint, act, name="sign")
