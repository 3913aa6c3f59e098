"""CardRefused: this card cannot be used: why, and where to go."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import CardRefused
from screens.page import Page
from screens.plain_end import PlainEnd, paint_plain_end
from screens.screen import Hall, Screen, Ways
from screens.widgets.dock import Left, WayBack
from screens.words import words

TITLE = words("这张卡\n这里用不了", "This card cannot\nbe used here")


class CardRefusedScreen(Screen[None]):
    def __init__(self, question: CardRefused, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._say = question.say

    def left(self, ways: Ways) -> Left:
        return WayBack(None, None, words("点“知道了”就回首页", "“I understand” leads to the start"))

    def spoken(self) -> Text:
        return self._say

    def paint(self, page: Page) -> None:
        end = PlainEnd(TITLE, (self._say,), "another-way", words("为什么，怎么办", "Why, and what to do"))
        paint_plain_end(page, end, lambda: self.give(None), self.hall.hotline)
