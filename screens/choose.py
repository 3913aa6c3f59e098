"""Choose with √ choices: one question of the item, the whole tile is the target."""

from collections.abc import Callable

from contract.text import Text
from contract.wire import AskedOption
from kiosk.model import Place
from kiosk.ui import Choose
from screens.page import Page, Part
from screens.pager import Pager
from screens.screen import Hall, Screen
from screens.widgets.bars import note
from screens.widgets.gated import gated_primary
from screens.widgets.head import title_block
from screens.widgets.tile import choice_tile, common_role
from screens.words import CARD_BACK, joined, words
from screens.zones import CTRL, PRIMARY, Box

NEXT = words("选好了，下一步", "Done, next")
PICK = words("先点一格打 √", "Tick one first")
HINT = words("点一格打 √。签名之前都可以改。", "Tick one. You can change it until you sign.")
ROW_H, GAP, WIDE_ROW_H = 120, 14, 128
FEW, FEW_ROW_H = 4, 160
TILE_TEXT_X = 114
MOST_ROWS = 6


class ChoiceScreen(Screen[str | int]):
    def __init__(self, question: Choose, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        self._chosen = question.chosen
        self._pager: Pager[AskedOption] | None = None

    def spoken(self) -> Text:
        return joined(
            self._question.question.label,
            *(option.label for option in self._question.question.options),
        )

    def paint(self, page: Page) -> None:
        asked = self._question.question
        title_block(page, asked.label, asked.hint or HINT, small=progress(self._question))
        columns = self._columns(page)
        pager = self._pages(columns)
        tiles: list[Part] = []
        few = columns == 1 and len(asked.options) <= FEW
        row_h = FEW_ROW_H if few else WIDE_ROW_H if columns == 1 else ROW_H
        boxes = CTRL.grid(len(pager.shown), columns, row_h, GAP)
        line = Box(0, 0, boxes[0].w - TILE_TEXT_X, 90 if columns < 3 else 66)
        role = common_role(page, line, [option.label for option in asked.options], "t" if few else "l")
        for option, box in zip(pager.shown, boxes, strict=True):
            act = self._choosing(option.value, tiles)
            is_chosen = self._is_chosen(option.value)
            name = f"choice:{option.value}"
            tiles.append(choice_tile(page, box, option.label, option.note, is_chosen, act, name=name, role=role))
        tiles.append(gated_primary(page, PRIMARY, NEXT, self._missing, self._next, icon="arrow-right"))
        foot = Box(CTRL.x, 1400, CTRL.w, 112)
        pager.paint(page, foot, self.refresh)
        if self._question.card_back and pager.pages == 1:
            note(page, foot, "identification-card", CARD_BACK)

    def _columns(self, page: Page) -> int:
        """As few columns as the rows allow, more only where every label fits on its tile."""
        options = self._question.question.options
        for columns in (1, 2, 3):
            if -(-len(options) // columns) <= MOST_ROWS - (columns == 1):
                return columns if columns == 1 or self._fit(page, columns) else columns - 1
        return 3 if self._fit(page, 3) else 2

    def _fit(self, page: Page, columns: int) -> bool:
        width = (CTRL.w - GAP * (columns - 1)) / columns - TILE_TEXT_X
        room = Box(0, 0, width, ROW_H - 16)
        return all(page.pen.fit(room, page.style.say(o.label), "b").fits for o in self._question.question.options)

    def _pages(self, columns: int) -> Pager[AskedOption]:
        """The options in pages; kept while the screen lives, made anew when the columns change."""
        per_page = columns * (MOST_ROWS - (columns == 1))
        if self._pager is None or self._pager.per_page != per_page:
            self._pager = Pager(self._question.question.options, per_page)
            self._pager.show_page_of(lambda option: option.value == self._chosen)
        return self._pager

    def _is_chosen(self, value: str | int) -> Callable[[], bool]:
        return lambda: self._chosen == value

    def _choosing(self, value: str | int, tiles: list[Part]) -> Callable[[], None]:
        def choose() -> None:
            self._chosen = value
            for tile in tiles:
                tile.repaint()

        return choose

    def _missing(self) -> Text | None:
        known = any(option.value == self._chosen for option in self._question.question.options)
        return None if known else PICK

    def _next(self) -> None:
        if self._chosen is not None:
            self.give(self._chosen)


def progress(question: Choose) -> Text | None:
    """Which question of how many, where there are several."""
    if question.of < 2:
        return None
    return words(f"第 {question.at} 问，共 {question.of} 问", f"Question {question.at} of {question.of}")
