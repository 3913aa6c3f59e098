"""Rate: 这次办得怎么样？ One touch; not rating is as large as rating."""

from functools import partial

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import Rate
from screens.page import Page
from screens.screen import Hall, Screen, Ways
from screens.widgets.bars import quiet_line
from screens.widgets.dock import Left, LeftButton
from screens.widgets.head import title_block
from screens.widgets.rating import rating_row
from screens.words import words
from screens.zones import CTRL, Box

TITLE = words("这次办得怎么样？", "How did it go?")
BELOW = words("点一个就好。", "One touch is enough.")
ON_PAD = words("点一个就好，也可以按旁边的评价器。", "Touch one, or use the rating pad beside.")
TAKEN = words("身份证和纸都拿了吗？", "Do you have your card and paper?")
GRADES = (
    (5, words("非常满意", "Very good")),
    (4, words("满意", "Good")),
    (3, words("基本满意", "Fairly good")),
    (2, words("不满意", "Not good")),
    (1, words("非常不满意", "Bad")),
)
SKIP = words("不评了，谢谢", "No rating, thank you")
NOTE = words(
    "评不评都可以。结束以后，屏幕上您的资料都清掉。", "As you like. At the end your data is cleared from the screen."
)


class RateScreen(Screen[int | None]):
    shows_holder = False

    def __init__(self, question: Rate, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question

    def left(self, ways: Ways) -> Left:
        return LeftButton("home", "house", words("回首页", "Start page"), lambda: self.give(None))

    def spoken(self) -> Text:
        return TITLE

    def paint(self, page: Page) -> None:
        below = ON_PAD if self._question.on_pad else BELOW
        title_block(
            page, TITLE, words(f"{below.zh}\n{TAKEN.zh}", f"{below.en}\n{TAKEN.en}"), drawing="take-all", drawing_w=300
        )
        grades = GRADES[: self._question.levels]
        height, gap = (146, 18) if self._question.levels == 4 else (126, 16)
        boxes = CTRL.rows([height] * (len(grades) + 1), gap)
        for (stars, text), box in zip(grades, boxes, strict=False):
            face = 1 if stars == grades[-1][0] else stars  # the lowest grade shown has the mouth turned down
            rating_row(page, box, face, text, partial(self.give, stars), name=f"stars:{stars}")
        rating_row(page, boxes[-1], None, SKIP, lambda: self.give(None), name="skip")
        quiet_line(page, Box(CTRL.x, 1560, CTRL.w, 90), "lock", NOTE)
