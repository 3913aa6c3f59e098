"""TakeYourPaper: everything is out, take it; what may follow is one touch away."""

from contract.text import Text
from kiosk.model import Place, Sheet
from kiosk.ui import TakePaperAnswer, TakeYourPaper
from screens.outcome_head import outcome_head, paper_sentence
from screens.page import Page
from screens.screen import Hall, Screen, Ways, done_already
from screens.sheet_states import SAID
from screens.stack import Line, stack
from screens.widgets.bars import device_hint, note
from screens.widgets.button import primary, secondary
from screens.widgets.dock import Left
from screens.widgets.head import sheet
from screens.words import joined, words
from screens.zones import CTRL, PRIMARY, Box

TAKE = words("请拿好纸和身份证", "Take your paper and your ID card")
DONE = words("拿好了，办完了", "I have everything, done")


class TakePaperScreen(Screen[TakePaperAnswer]):
    def __init__(self, question: TakeYourPaper, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question

    def left(self, ways: Ways) -> Left:
        return done_already()

    def spoken(self) -> Text:
        return joined(TAKE, self._question.outcome.say)

    def paint(self, page: Page) -> None:
        outcome_head(page, self._question.outcome)
        box = Box(CTRL.x, CTRL.y, CTRL.w, 340)
        sheet(page, box)
        page.pen.drawing("take-all", Box(box.x + 24, box.y + 24, 360, 292))
        inner = box.trim(left=410, top=24, right=24, bottom=24)
        stack(page.pen, Box(inner.x, inner.y, inner.w, 116), [Line(page.style.say(TAKE), "l", "bold", leading=1.25)])
        for sheet_, row in zip(
            self._question.sheets[:3], inner.trim(top=118).rows([self._row_h()] * 3, 0), strict=False
        ):
            _sheet_row(page, row, sheet_)
        side = self.hall.paper_side
        hint = words("轻轻一拉就好", "Just pull gently")
        device_hint(page, Box(CTRL.x, 1000, CTRL.w, 136), paper_sentence(side), hint, arrow_right=side == "right")
        y = self._sms(page, 1156)
        self._next(page, Box(CTRL.x, y, CTRL.w, 176))
        primary(page, PRIMARY, DONE, lambda: self.give(TakePaperAnswer()), icon="check")

    def _row_h(self) -> float:
        return min(87.0, 174 / max(1, len(self._question.sheets[:3])))

    def _sms(self, page: Page, y: float) -> float:
        if self._question.slip_by_sms is None:
            return y
        number = self._question.slip_by_sms
        note(
            page,
            Box(CTRL.x, y, CTRL.w, 112),
            "phone",
            words(f"小票发短信到 {number}", f"The slip was sent to {number}"),
        )
        return y + 132

    def _next(self, page: Page, box: Box) -> None:
        following = self._question.next
        if following is None:
            return
        note(page, box, "info", words("", ""), title=None)
        lines = (
            Line(page.style.say(words("还可以接着办", "You can go on with")), "b", colour="ink2"),
            Line(page.style.say(following.plain), "l", "bold", leading=1.25),
        )
        stack(page.pen, box.trim(left=108, top=8, right=330, bottom=8), lines)
        at = Box(box.right - 310, box.y + 28, 284, 120)
        act = TakePaperAnswer(following.id)
        secondary(
            page, at, words("去办", "Go on"), lambda: self.give(act), icon="arrow-right", icon_after=True, name="next"
        )


def _sheet_row(page: Page, row: Box, sheet_: Sheet) -> None:
    said = SAID[sheet_.state]
    page.pen.icon(said.icon, Box(row.x, row.y + (row.h - 44) / 2, 44, 44), said.colour)
    text = words(f"{sheet_.title.zh}：{said.words.zh}", f"{sheet_.title.en}: {said.words.en}")
    page.pen.text(row.trim(left=60), page.style.say(text), "b", across="middle", leading=1.15)
