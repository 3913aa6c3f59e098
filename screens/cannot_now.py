"""CannotNow: it cannot be done now, why, and what to do instead; what was signed may be safe in the machine."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import CannotNow
from screens.page import Page
from screens.plain_end import PlainEnd, paint_plain_end
from screens.screen import Hall, Screen, Ways
from screens.widgets.dock import Left, WayBack
from screens.words import words

NOT_NOW = words("现在办不了", "Not possible now")
KEPT = words("您签的已经存好", "Your signature is safe")


class CannotNowScreen(Screen[None]):
    shows_steps = False

    def __init__(self, question: CannotNow, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question

    def left(self, ways: Ways) -> Left:
        return WayBack(None, None, words("点“知道了”就回首页", "“I understand” leads to the start"))

    def spoken(self) -> Text:
        return self._question.say

    def paint(self, page: Page) -> None:
        kept = self._question.kept
        heading = words("接下来", "What happens next") if kept else words("为什么，怎么办", "Why, and what to do")
        end = PlainEnd(KEPT if kept else NOT_NOW, (self._question.say,), "tea" if kept else "another-way", heading)
        paint_plain_end(page, end, lambda: self.give(None), self.hall.hotline)
