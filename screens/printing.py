"""Printing: 办好了, and the true progress of each sheet."""

from contract.text import Text
from kiosk.model import Place, Sheet
from kiosk.ui import Printing
from screens.outcome_head import TITLES, outcome_head, paper_sentence
from screens.page import Page
from screens.screen import Hall, Screen, Ways, done_already
from screens.stack import Line, stack
from screens.widgets.bars import device_hint, note
from screens.widgets.dock import Left
from screens.widgets.head import sheet
from screens.widgets.progress import segments
from screens.words import joined, words
from screens.zones import CTRL, Box

WARM = words("热的是正常的，出完再拿", "It is warm, that is normal. Take it when it is out")
OVER = ("out", "held", "unknown")


class PrintingScreen(Screen[None]):
    def __init__(self, notice: Printing, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._notice = notice

    def left(self, ways: Ways) -> Left:
        return done_already()

    def spoken(self) -> Text:
        return joined(
            TITLES[self._notice.outcome.outcome], self._notice.outcome.say, paper_sentence(self.hall.paper_side)
        )

    def paint(self, page: Page) -> None:
        outcome_head(page, self._notice.outcome)
        box = Box(CTRL.x, CTRL.y, CTRL.w, 380)
        sheet(page, box)
        page.pen.drawing("paper-out", Box(box.x + 32, box.y + 24, 420, 332))
        self._progress(page, box.trim(left=490, top=36, right=36, bottom=36))
        side = self.hall.paper_side
        device_hint(page, Box(CTRL.x, 1044, CTRL.w, 136), paper_sentence(side), WARM, arrow_right=side == "right")
        card = words("身份证和纸，都别忘了拿。", "Take your ID card and your paper along.")
        note(page, Box(CTRL.x, 1544, CTRL.w, 112), "identification-card", card)

    def _progress(self, page: Page, box: Box) -> None:
        say, sheets = page.style.say, self._notice.sheets
        finished = sum(s.state in OVER for s in sheets)
        at = min(finished + 1, len(sheets))
        page.pen.icon("printer", Box(box.x, box.y + 8, 60, 60), "pine")
        head = box.trim(left=76)
        title = say(words("正在打印", "Printing"))
        page.pen.text(Box(head.x, head.y, head.w, 76), title, "t", weight="bold", across="middle")
        which = say(words(f"第 {at} 张，共 {len(sheets)} 张", f"Sheet {at} of {len(sheets)}"))
        page.pen.text(Box(box.x, box.y + 92, box.w, 60), which, "l")
        segments(page, Box(box.x, box.y + 172, box.w, 28), finished, max(1, len(sheets)))
        stack(page.pen, box.trim(top=212), [Line(say(_now(sheets)), "b", colour="ink2")], across="top")


def _now(sheets: tuple[Sheet, ...]) -> Text:
    """The title of the sheet that is being printed, and what follows it."""
    left = [s.title for s in sheets if s.state not in OVER]
    if not left:
        return words("都出来了", "All out")
    if len(left) == 1:
        return left[0]
    return words(f"{left[0].zh}，\n再出{left[1].zh}", f"{left[0].en},\nthen {left[1].en}")
