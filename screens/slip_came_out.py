"""SlipCameOut: the receipt printer gave no answer; only the visitor can see whether the slip is there."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import SlipCameOut
from screens.page import Page
from screens.screen import Hall, Screen, Ways, done_already
from screens.widgets.bars import device_hint
from screens.widgets.dock import Left
from screens.widgets.head import sheet, title_block
from screens.widgets.tile import equal_choice
from screens.words import words
from screens.zones import CTRL, Box

TITLE = words("小票出来了吗？", "Did the slip come out?")
BELOW = words(
    "机器不知道小票出来没有，\n请您帮忙看一眼。", "The machine cannot tell whether it came out.\nPlease have a look."
)
HAVE = words("我拿到了", "I have it")
AGAIN = words("再打一张（补打）", "Print it again; it will say 补打 (reprint)")
LOOK = {
    "right": words("小票口在屏幕下方，右手边", "The slip comes out below, on your right"),
    "left": words("小票口在屏幕下方，左手边", "The slip comes out below, on your left"),
}


class SlipCameOutScreen(Screen[bool]):
    def __init__(self, question: SlipCameOut, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)

    def left(self, ways: Ways) -> Left:
        return done_already()

    def spoken(self) -> Text:
        return TITLE

    def paint(self, page: Page) -> None:
        title_block(page, TITLE, BELOW)
        picture = Box(CTRL.x, CTRL.y, CTRL.w, 420)
        sheet(page, picture)
        page.pen.drawing("receipt-out", picture.inset(24, 12))
        side = self.hall.paper_side
        pull = words("细长的一张，轻轻一拉", "A narrow strip, pull gently")
        device_hint(page, Box(CTRL.x, 1080, CTRL.w, 136), LOOK[side], pull, arrow_right=side == "right")
        left, right = Box(CTRL.x, 1300, CTRL.w, 356).columns(2, 24)
        yes, no = words("出来了", "Yes"), words("没出来", "No")
        equal_choice(page, left, "check-circle", yes, HAVE, lambda: self.give(True), name="yes")
        equal_choice(page, right, "printer", no, AGAIN, lambda: self.give(False), name="no")
