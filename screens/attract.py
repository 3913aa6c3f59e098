"""Attract: the waiting screen between visits; any touch answers it."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import Attract
from screens.page import Page
from screens.screen import Hall, Screen, Ways
from screens.tokens import TOKENS
from screens.widgets.button import primary
from screens.widgets.dock import Left
from screens.words import words
from screens.zones import DOCK, Box

LINE = words("来了就办\n办完就走", "Come in,\nget it done")
PROMISE = words(
    "带上身份证，\n在这里等着就能拿到结果。", "Bring your ID card and wait here:\nyou leave with the result."
)
STEPS = (words("放身份证", "ID card"), words("点 √", "Tick √"), words("拿好纸", "Take paper"))
START = words("点这里，开始办", "Touch here to start")


class AttractScreen(Screen[None]):
    shows_steps = False

    def __init__(self, question: Attract, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)

    def left(self, ways: Ways) -> Left:
        return None

    def spoken(self) -> Text:
        return START

    def paint(self, page: Page) -> None:
        say = page.style.say
        page.part(Box(0, 0, 1080, DOCK.y), lambda *_: None, lambda: self.give(None), name="anywhere")
        page.pen.text(Box(48, 150, 984, 270), say(LINE), "x", weight="serif", leading=1.12)
        page.pen.text(Box(48, 426, 984, 140), say(PROMISE), "l", colour="ink2")
        page.pen.drawing("hall", Box(0, 580, 1080, 551))
        row = Box(48, 1206, 984, 72)
        for number, (box, text) in enumerate(zip(row.columns(3, 16), STEPS, strict=True), 1):
            _step(page, box, str(number), say(text))
        primary(
            page,
            Box(48, 1376, 984, 232),
            START,
            lambda: self.give(None),
            icon="hand-tap",
            icon_px=96,
            role="h",
            radius=TOKENS.radius.hero,
        )


def _step(page: Page, box: Box, number: str, text: str) -> None:
    dot = Box(box.x, box.y + 4, 64, 64)
    page.pen.plate(dot, "tint", "pine", radius=32)
    page.pen.text(dot, number, "b", weight="bold", colour="pine", align="centre", across="middle", leading=1.2)
    page.pen.text(box.trim(left=80), text, "l", weight="bold", across="middle", leading=1.2)
