"""还在吗: replaces the screen so that nobody reads what is private, and counts down."""

from contract.text import Text
from kiosk.model import Place
from screens.page import Page
from screens.screen import Hall, Screen, Ways
from screens.stack import Line, stack
from screens.tokens import TOKENS
from screens.widgets.button import primary, secondary
from screens.widgets.dock import Left, WayBack
from screens.widgets.head import sheet
from screens.widgets.progress import CountdownRing
from screens.words import words
from screens.zones import CTRL, Box

TITLE = words("还在吗？", "Still here?")
CALM = words("不着急，慢慢来。\n您填的都还在。", "Take your time.\nYour answers are still here.")
ENDS = words("秒后自动结束", "seconds, then it ends")
WHAT_ENDS = words("结束后屏幕清空，别人看不到您的资料。", "Then the screen is cleared: nobody sees your data.")
GO_ON, LEAVE = words("我还在，接着办", "I am here, go on"), words("不办了，清空屏幕", "Leave and clear the screen")


class StillHere(Screen[bool]):
    """True when the visitor goes on; false by 不办了 or at the end of the time."""

    shows_holder = False
    shows_steps = False

    def __init__(self, place: Place, hall: Hall, seconds: int) -> None:
        super().__init__(place, hall)
        self._seconds = self._left = seconds
        self._ring: CountdownRing | None = None

    def left(self, ways: Ways) -> Left:
        return WayBack(None, None, words("点“接着办”就回到刚才那页", "“Go on” leads back to your page"))

    def spoken(self) -> Text:
        return TITLE

    def tick(self) -> None:
        self._left -= 1
        if self._ring:
            self._ring.step(self._left)
        if self._left <= 0:
            self.give(False)

    def paint(self, page: Page) -> None:
        say = page.style.say
        page.pen.drawing("tea", Box(72, 204, 400, 300))
        lines = Line(say(TITLE), "h", "bold", leading=1.2), Line(say(CALM), "l", colour="ink2", leading=1.4, gap_px=16)
        stack(page.pen, Box(520, 124, 512, 480), lines)
        panel = Box(CTRL.x, CTRL.y, CTRL.w, 420)
        sheet(page, panel)
        self._ring = CountdownRing(page, Box(panel.x + 56, panel.y + 30, 360, 360), self._seconds)
        self._ring.step(self._left)
        lines = Line(say(ENDS), "l", "bold"), Line(say(WHAT_ENDS), "b", colour="ink2", leading=1.4, gap_px=12)
        stack(page.pen, panel.trim(left=460, top=20, right=40, bottom=20), lines)
        primary(
            page,
            Box(CTRL.x, 1092, CTRL.w, 260),
            GO_ON,
            lambda: self.give(True),
            icon="hand-tap",
            icon_px=96,
            role="h",
            radius=TOKENS.radius.hero,
        )
        secondary(page, Box(CTRL.x, 1496, CTRL.w, 160), LEAVE, lambda: self.give(False), icon="sign-out", name="leave")
