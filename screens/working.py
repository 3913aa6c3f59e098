"""Working: something takes seconds; what has happened, what happens now, and the longest it takes."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import Working
from screens.page import Page, Part
from screens.pen import Pen
from screens.screen import Hall, Screen, Ways
from screens.widgets.bars import note
from screens.widgets.dock import Left, WayBack
from screens.widgets.head import sheet, title_block
from screens.widgets.progress import StepState, step_row
from screens.words import CARD_BACK, words
from screens.zones import CTRL, Box

CARD_READ = words("身份证读好了", "ID card read")
ANSWERED = words("您都填好了", "Your answers are complete")
SIGNED = words("您签了 √", "You ticked √")
RESULT = words("出结果，打印", "Result and paper")
QUESTIONS = words("接下来点几个 √", "Next: a few √ to tick")
ROW_H = 124


class WorkingScreen(Screen[None]):
    def __init__(self, notice: Working, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._notice = notice
        self._seconds = 0
        self._clock: Part | None = None

    def left(self, ways: Ways) -> Left:
        if self.place.stage == "sign":
            return WayBack(None, None, words("已经交上去，正在等结果", "Sent, waiting for the result"))
        return WayBack(None, ways.leave, words("正在查", "Looking up"))

    def spoken(self) -> Text:
        return self._notice.say

    def tick(self) -> None:
        self._seconds += 1
        if self._clock:
            self._clock.repaint()

    def paint(self, page: Page) -> None:
        limit = self._notice.limit_seconds
        below = words(
            f"最长 {limit} 秒。\n到时间没好，会告诉您怎么办。",
            f"At most {limit} seconds. If it takes longer,\nwe tell you what to do.",
        )
        title_block(page, self._notice.say, below, drawing="tea", drawing_w=260)
        steps = self._steps()
        box = Box(CTRL.x, CTRL.y, CTRL.w, ROW_H * len(steps) + 12)
        sheet(page, box)
        rows = box.inset(32, 6).rows([ROW_H] * len(steps), 0)
        for (state, text), row in zip(steps, rows, strict=True):
            step_row(page, row, state, text, None, last=row is rows[-1])
        now = rows[[state for state, _ in steps].index("now")]
        self._clock = page.part(Box(now.right - 260, now.y + 12, 260, now.h - 24), self._paint_clock, name="seconds")
        note(page, Box(CTRL.x, 1544, CTRL.w, 112), "identification-card", CARD_BACK)

    def _steps(self) -> list[tuple[StepState, Text]]:
        """Only what truly happened is ticked."""
        if self.place.stage == "sign":
            return [("done", ANSWERED), ("done", SIGNED), ("now", self._notice.say), ("waiting", RESULT)]
        return [("done", CARD_READ), ("now", self._notice.say), ("waiting", QUESTIONS)]

    def _paint_clock(self, pen: Pen, at: Box, _pressed: bool) -> None:
        pen.rectangle(at, "sheet")
        text = pen.style.say(words(f"已用 {self._seconds} 秒", f"{self._seconds} s so far"))
        pen.text(at, text, "b", colour="ink2", align="right", across="middle")
