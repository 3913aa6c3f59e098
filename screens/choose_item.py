"""ChooseItem: 您要办什么？ The items by their plain names; what cannot be done now says why on itself."""

from functools import partial

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import ChooseItem, ShowUncollected
from screens.page import Page
from screens.pager import Pager
from screens.screen import Hall, Screen, Ways
from screens.widgets.bars import note
from screens.widgets.dock import Left, LeftButton
from screens.widgets.head import section, sheet
from screens.widgets.tile import item_tile
from screens.words import joined, words
from screens.zones import CTRL, Box

TITLE = words("您要办什么？", "What do you need?")
BELOW = words("点一下就行。按错没关系，随时可以返回。", "One touch is enough. You can always go back.")
HOW = words("三步就办好", "Three steps")
HOW_STEPS = (
    ("lay-card", words("放身份证", "Lay your ID card")),
    ("sign-tick", words("看一遍，签 √", "Read it, tick √")),
    ("take-all", words("拿好纸", "Take your paper")),
)
UNCOLLECTED = words("我有没拿的材料", "My uncollected papers")
FEW, ITEMS_PER_PAGE = 3, 5


class ChooseItemScreen(Screen[str | ShowUncollected]):
    shows_steps = False

    def __init__(self, question: ChooseItem, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        self._pager = Pager(question.tiles, ITEMS_PER_PAGE)

    def left(self, ways: Ways) -> Left:
        return LeftButton("uncollected", "files", UNCOLLECTED, lambda: self.give(ShowUncollected()))

    def spoken(self) -> Text:
        return joined(TITLE, BELOW)

    def paint(self, page: Page) -> None:
        say = page.style.say
        page.pen.text(Box(48, 130, 984, 90), say(TITLE), "h", weight="bold", leading=1.2)
        page.pen.text(Box(48, 224, 984, 60), say(BELOW), "b", colour="ink2")
        page.pen.drawing("hall", Box(48, 292, 984, 332))
        area = CTRL
        if self._question.notice:
            note(page, Box(area.x, area.y, area.w, 112), "plugs", self._question.notice)
            area = area.trim(top=128)
        count = len(self._question.tiles)
        section(page, Box(area.x, area.y, area.w, 52), words(f"能办的事 · {count} 件", f"{count} services"))
        bottom = self._tiles(page, area.trim(top=60))
        if count <= FEW and CTRL.bottom - bottom > 330:
            _how(page, Box(CTRL.x, bottom + 8, CTRL.w, CTRL.bottom - bottom - 8))
        self._pager.paint(page, Box(CTRL.x, 1544, CTRL.w, 112), self.refresh)

    def _tiles(self, page: Page, area: Box) -> float:
        """The items of this page; returns where they end."""
        shown = self._pager.shown
        heights = [172.0 if tile.why_not or len(shown) <= FEW else 148.0 for tile in shown]
        boxes = area.rows(heights, 16)
        for tile, box in zip(shown, boxes, strict=True):
            item_tile(page, box, tile, partial(self.give, tile.id))
        return boxes[-1].bottom if boxes else area.y


def _how(page: Page, area: Box) -> None:
    section(page, Box(area.x, area.y, area.w, 52), HOW)
    row = area.trim(top=60)
    for box, (drawing, text) in zip(row.columns(3, 14), HOW_STEPS, strict=True):
        sheet(page, box)
        page.pen.drawing(drawing, box.trim(left=24, top=14, right=24, bottom=74))
        label = Box(box.x + 12, box.bottom - 74, box.w - 24, 64)
        page.pen.text(label, page.style.say(text), "b", weight="bold", align="centre", across="middle", leading=1.2)
