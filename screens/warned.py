"""Warned: something to know before the signature; going on and stopping are both ways."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import Warned
from screens.page import Page
from screens.plain_end import sentences, stack_height
from screens.screen import Hall, Screen
from screens.stack import Line, stack
from screens.widgets.button import primary, secondary
from screens.widgets.head import sheet, title_block
from screens.words import joined, words
from screens.zones import CTRL, PRIMARY, Box

TITLE = words("办之前，\n请您看一下", "Before you go on,\nplease read")
GO_ON, STOP = words("知道了，接着办", "Go on"), words("先不办了", "Stop here")


class WarnedScreen(Screen[bool]):
    def __init__(self, question: Warned, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._says = question.says

    def spoken(self) -> Text:
        return joined(*self._says)

    def paint(self, page: Page) -> None:
        title_block(
            page, TITLE, words("现在停下，什么都不会交上去。", "If you stop now, nothing is sent."), drawing="sign-tick"
        )
        lines: list[Line] = []
        for text in self._says:
            lines.extend(sentences(page.style.say(text), gap_px=20 if lines else 0))
        box = Box(CTRL.x, CTRL.y, CTRL.w, min(840.0, 64 + stack_height(page, lines)))
        sheet(page, box, edge="ink", border=4)
        stack(page.pen, box.inset(32, 26), lines)
        left, right = PRIMARY.columns(2, 16)
        secondary(page, left, STOP, lambda: self.give(False), icon="x", name="stop")
        primary(page, right, GO_ON, lambda: self.give(True), icon="arrow-right", icon_after=True, name="go_on")
