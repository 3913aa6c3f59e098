"""Printing: 办好了, and how far each sheet truly is; a sheet that waits for staff says so and can be left."""

from contract.text import Text
from kiosk.model import Place, Sheet
from kiosk.ui import Printing
from screens.outcome_head import TITLES, outcome_head, paper_sentence
from screens.page import Page
from screens.screen import Hall, Screen, Ways, done_already
from screens.sheet_states import AWAITED, SAID, Said
from screens.stack import Line, stack
from screens.widgets.bars import device_hint, note, who_acts
from screens.widgets.dock import Left, LeftButton
from screens.widgets.head import sheet
from screens.words import CARD_AND_PAPER, PRINT_LATER, joined, words
from screens.zones import CTRL, Box

WARM = words("热的是正常的，出完再拿", "It is warm, that is normal. Take it when it is out")
WAITING = words("纸还没打出来，正在等工作人员", "Not printed yet: waiting for the staff")
STOP_WAITING = words("不等了，以后再打", "Do not wait, print later")
ROW_H, ROWS_H, BAR_H = 116.0, 464.0, 124.0
FOOT_Y = 1384


class PrintingScreen(Screen[None]):
    def __init__(self, notice: Printing, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._notice = notice
        self._awaited = awaited(notice.sheets)

    def left(self, ways: Ways) -> Left:
        if self._awaited and ways.leave:
            return LeftButton("leave", "x", STOP_WAITING, ways.leave)
        return done_already()

    def spoken(self) -> Text:
        outcome = self._notice.outcome
        now = WAITING if self._awaited else paper_sentence(self.hall.paper_side)
        return joined(TITLES[outcome.outcome], outcome.say, now)

    def paint(self, page: Page) -> None:
        outcome_head(page, self._notice.outcome)
        top = float(CTRL.y)
        if self._awaited:
            who_acts(page, Box(CTRL.x, top, CTRL.w, BAR_H), "attendant", WAITING)
            top += BAR_H + 16
        bottom = self._sheets(page, top)
        picture = Box(CTRL.x, bottom + 16, CTRL.w, FOOT_Y - 16 - bottom - 16)
        sheet(page, picture)
        page.pen.drawing("refill-tray" if self._awaited else "paper-out", picture.inset(24, 14))
        self._foot(page, Box(CTRL.x, FOOT_Y, CTRL.w, 136))
        note(page, Box(CTRL.x, 1544, CTRL.w, 112), "identification-card", CARD_AND_PAPER)

    def _foot(self, page: Page, box: Box) -> None:
        if self._awaited:
            note(page, box, "map-pin", PRINT_LATER)
            return
        side = self.hall.paper_side
        device_hint(page, box, paper_sentence(side), WARM, arrow_right=side == "right")

    def _sheets(self, page: Page, top: float) -> float:
        """Each sheet with its own state; returns where they end."""
        sheets = self._notice.sheets
        row_h = min(ROW_H, ROWS_H / max(1, len(sheets)))
        box = Box(CTRL.x, top, CTRL.w, row_h * len(sheets) + 12)
        sheet(page, box)
        for one, row in zip(sheets, box.inset(32, 6).rows([row_h] * len(sheets), 0), strict=True):
            _sheet_row(page, row, one, AWAITED if one is self._awaited else SAID[one.state])
            if one is not sheets[-1]:
                page.pen.rectangle(Box(row.x, row.bottom - 1, row.w, 2), "line")
        return box.bottom


def awaited(sheets: tuple[Sheet, ...]) -> Sheet | None:
    """The sheet that waits for staff: the last one begun; one held before it was left for later."""
    begun = [one for one in sheets if one.state != "waiting"]
    held = bool(begun) and begun[-1].state == "held" and begun[-1].printer == "certificate"
    return begun[-1] if held else None


def _sheet_row(page: Page, row: Box, one: Sheet, said: Said) -> None:
    say = page.style.say
    page.pen.icon(said.icon, Box(row.x, row.y + (row.h - 60) / 2, 60, 60), said.colour)
    lines = Line(say(one.title), "l", "bold", leading=1.2), Line(say(said.words), "b", colour="ink2", leading=1.25)
    stack(page.pen, row.trim(left=86, top=4, bottom=4), lines)
