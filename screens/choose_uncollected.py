"""ChooseUncollected: papers of earlier cases that were decided but not taken."""

from functools import partial

from contract.text import Text
from contract.wire import UncollectedDocument
from kiosk.model import Place
from kiosk.ui import ChooseUncollected
from screens.page import Page
from screens.pager import Pager
from screens.plain_end import PlainEnd, paint_plain_end
from screens.screen import Hall, Screen
from screens.widgets.button import secondary
from screens.widgets.head import title_block
from screens.widgets.tile import row_tile
from screens.words import words
from screens.zones import CTRL, PRIMARY, Box

TITLE = words("您有没拿的材料", "Your uncollected papers")
BELOW = words("点一件，现在就打出来。", "Touch one to print it now.")
NONE = words("没有没拿的材料", "Nothing is waiting for you")
NONE_SAYS = words("您名下的材料都拿走了。", "You have taken everything that is yours.")
DOUBT = words("上次可能打出来了。没拿到就再打一张。", "It may have come out. Print it again if you do not have it.")
DONE = words("不打了，结束", "No printing, done")
ROW_H, PER_PAGE = 148, 5


class ChooseUncollectedScreen(Screen[UncollectedDocument | None]):
    def __init__(self, question: ChooseUncollected, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._pager = Pager(question.documents, PER_PAGE)
        self._empty = not question.documents

    def spoken(self) -> Text:
        return NONE if self._empty else TITLE

    def paint(self, page: Page) -> None:
        if self._empty:
            heading = words("查过了", "We looked it up")
            paint_plain_end(page, PlainEnd(NONE, (NONE_SAYS,), "take-all", heading), self._end, self.hall.hotline)
            return
        title_block(page, TITLE, BELOW, drawing="paper-out", drawing_w=300)
        boxes = CTRL.rows([ROW_H] * len(self._pager.shown), 16)
        for document, box in zip(self._pager.shown, boxes, strict=True):
            name = f"document:{document.document.id}"
            decided = words(f"{document.decided_on} 办好", f"decided on {document.decided_on}")
            below = DOUBT if document.in_doubt else decided
            row_tile(page, box, document.title, below, partial(self.give, document), icon="file-text", name=name)
        self._pager.paint(page, Box(CTRL.x, 1392, CTRL.w, 120), self.refresh)
        secondary(page, PRIMARY, DONE, self._end, icon="check", name="primary")

    def _end(self) -> None:
        self.give(None)
