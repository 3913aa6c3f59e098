"""PaperTrouble: 办好了，只是没打出来: who comes, whether they were called, and that nobody has to wait."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import PaperTrouble
from screens.call_words import how_it_stands
from screens.page import Page, Part
from screens.pen import Pen
from screens.screen import Hall, Screen, Ways, done_already
from screens.widgets.bars import WHO_LOOKS, note
from screens.widgets.button import primary, secondary, unavailable
from screens.widgets.dock import Left
from screens.widgets.head import sheet, title_block
from screens.words import PRINT_LATER, words
from screens.zones import CTRL, PRIMARY, Box

TITLE = words("办好了，\n只是没打出来", "It is done,\nonly not printed")
IN_DOUBT = words("办好了，\n纸要看一下", "It is done,\nthe paper needs a look")
COMES = {
    "attendant": words("请等工作人员来看一下", "Please wait for the staff"),
    "technician": words("要等技术员来修", "A technician has to come"),
}
WHO = {"attendant": words("大厅值班员", "hall attendant"), "technician": words("技术员", "technician")}
WAIT, LEAVE = words("我等着", "I wait"), words("不等了，结束", "I do not wait")
LATER_IN_DOUBT = words(
    "没拿到纸，以后拿身份证来，\n可以再打一张。",
    "If you have no paper, come back with\nyour ID card and print it again.",
)
CALLING = words("正在叫，也可以按“人工帮忙”", "calling; or press Call staff")
WAITING = {
    "attendant": words("正在等工作人员", "Waiting for staff"),
    "technician": words("正在等技术员", "Waiting for help"),
}
LATER_TITLE = words("不等也行", "You need not wait")
ROW_H = 92


class PaperTroubleScreen(Screen[str]):
    def __init__(self, question: PaperTrouble, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        self._call_row: Part | None = None

    def left(self, ways: Ways) -> Left:
        return done_already()

    def spoken(self) -> Text:
        return self._question.say

    def paint(self, page: Page) -> None:
        question = self._question
        title_block(page, IN_DOUBT if question.in_doubt else TITLE, question.say, drawing="refill-tray", drawing_w=330)
        bottom = self._panel(page)
        later = LATER_IN_DOUBT if question.in_doubt else PRINT_LATER
        note(page, Box(CTRL.x, bottom + 20, CTRL.w, 176), "map-pin", later, title=LATER_TITLE)
        number = words(f"办件号 {question.outcome.case_no}", f"Case {question.outcome.case_no}")
        note(page, Box(CTRL.x, bottom + 216, CTRL.w, 112), "receipt", number)
        left, right = PRIMARY.columns(2, 16)
        if question.waiting:
            unavailable(page, left, WAITING[question.who], LATER_TITLE, name="waiting")
        else:
            primary(page, left, WAIT, lambda: self.give("wait"), name="wait")
        secondary(page, right, LEAVE, lambda: self.give("leave"), name="leave_waiting")

    def _panel(self, page: Page) -> float:
        rows = self._rows()
        box = Box(CTRL.x, CTRL.y, CTRL.w, 112 + ROW_H * len(rows) + 8)
        sheet(page, box, edge="ink", border=4)
        icon, fill, _, colour = WHO_LOOKS[self._question.who]
        if page.style.contrast:
            colour = "paper" if fill == "wheat" else colour
        head = Box(box.x, box.y, box.w, 112)
        page.pen.plate(head.inset(4), fill, None, radius=20)
        page.pen.rectangle(Box(head.x + 4, head.y + 60, head.w - 8, 52), fill)
        page.pen.icon(icon, Box(head.x + 30, head.y + 26, 60, 60), colour)
        title = page.style.say(COMES[self._question.who])
        page.pen.text(
            head.trim(left=114, right=24), title, "t", weight="bold", across="middle", leading=1.2, colour=colour
        )
        lines = box.trim(left=30, top=114, right=30).rows([ROW_H] * len(rows), 0)
        for (label, value), line in zip(rows, lines, strict=True):
            name = page.style.say(label)
            page.pen.text(Box(line.x, line.y, 210, line.h), name, "b", across="middle", colour="ink2", leading=1.2)
            if value is not None:
                _value(page.pen, line, value)
            else:
                self._call_row = page.part(line, self._paint_call, name="call")
        return box.bottom

    def call_moved(self) -> None:
        if self._call_row:
            self._call_row.repaint()

    def _paint_call(self, pen: Pen, at: Box, _pressed: bool) -> None:
        _value(pen, at, how_it_stands(self.call) if self.call else CALLING)

    def _rows(self) -> list[tuple[Text, Text | None]]:
        """Label and value; the value that changes while the screen is shown is None."""
        rows: list[tuple[Text, Text | None]] = [
            (words("谁来", "Who"), WHO[self._question.who]),
            (words("叫了没有", "Called"), None),
        ]
        if not self._question.in_doubt:
            rows.append((words("来了以后", "Then"), words("机器自己接着打", "the machine goes on by itself")))
        return rows


def _value(pen: Pen, line: Box, value: Text) -> None:
    pen.text(line.trim(left=230), pen.style.say(value), "l", weight="bold", across="middle", leading=1.2)
