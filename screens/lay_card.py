"""LayCard: where to lay the identity card, and what to do differently after a try that went wrong."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import LayCard
from screens.page import Page
from screens.screen import Hall, Screen
from screens.widgets.bars import device_hint, note, who_acts
from screens.widgets.head import sheet, title_block
from screens.words import words
from screens.zones import CTRL, Box

TITLE = words("请把身份证平放在读卡处", "Lay your ID card flat on the reader")
BELOW = words(
    "放好别动，一般 2 秒就读完。\n读完马上可以拿回去。", "Leave it there, it takes about 2 seconds.\nThen take it back."
)
WHERE = {
    "left": words("读卡处在屏幕下方，左手边", "The reader is below, on your left"),
    "right": words("读卡处在屏幕下方，右手边", "The reader is below, on your right"),
}
HOW = words("有照片的一面朝上", "Photo side up")
TIPS = (
    ("sleeve-off", words("取下卡套", "No sleeve")),
    ("one-card-only", words("只放一张", "One card only")),
    ("take-all", words("办完拿走", "Take it along")),
)


class LayCardScreen(Screen[None]):
    def __init__(self, question: LayCard, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question

    def spoken(self) -> Text:
        return self._question.trouble or TITLE

    def paint(self, page: Page) -> None:
        question, side = self._question, self.hall.reader_side
        title_block(page, TITLE, BELOW)
        top = CTRL.y
        if question.trouble:
            who_acts(page, Box(CTRL.x, top, CTRL.w, 124), "visitor", question.trouble)
            top += 142
        picture = Box(CTRL.x, top, CTRL.w, 1092 - top)
        sheet(page, picture)
        page.pen.drawing(question.drawing.replace("_", "-"), picture.inset(24, 10))
        device_hint(page, Box(CTRL.x, 1110, CTRL.w, 124), WHERE[side], HOW, arrow_right=side == "right")
        for box, (drawing, tip) in zip(Box(CTRL.x, 1252, CTRL.w, 248).columns(3, 16), TIPS, strict=True):
            sheet(page, box)
            page.pen.drawing(drawing, box.trim(left=16, top=12, right=16, bottom=68))
            label = Box(box.x + 8, box.bottom - 68, box.w - 16, 60)
            page.pen.text(label, page.style.say(tip), "b", weight="bold", align="centre", across="middle", leading=1.2)
        purpose = words(f"您要办：{question.purpose.zh}", f"You chose: {question.purpose.en}")
        note(page, Box(CTRL.x, 1528, CTRL.w, 112), "identification-card", purpose)
