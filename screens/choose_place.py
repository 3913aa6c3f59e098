"""Choose with a place: first the province, then the city; the answer is written 广东省/广州市."""

from collections.abc import Callable
from functools import partial

from contract.divisions import PROVINCES, City, Province, short
from contract.text import Text
from kiosk.model import Place
from kiosk.ui import Choose
from screens.choose import TILE_TEXT_X, progress
from screens.page import Page, Part
from screens.pager import Pager
from screens.screen import Hall, Screen
from screens.widgets.button import secondary
from screens.widgets.gated import gated_primary
from screens.widgets.head import title_block
from screens.widgets.tile import choice_tile, common_role
from screens.words import words
from screens.zones import CTRL, PRIMARY, Box

COLUMNS, ROWS, ROW_H, GAP = 3, 6, 108, 14
PER_PAGE = COLUMNS * ROWS
WHICH_PROVINCE = words("先点是哪个省", "First the province")
NEXT = words("选好了，下一步", "Done, next")


class PlaceScreen(Screen[str | int]):
    def __init__(self, question: Choose, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        self._province, self._city = _read(question.chosen)
        self._provinces = Pager(PROVINCES, PER_PAGE)
        self._cities = Pager(self._province.cities if self._province else (), PER_PAGE)

    def spoken(self) -> Text:
        return self._question.question.label

    def step_back(self) -> bool:
        """From the cities back to the provinces."""
        if self._province is None:
            return False
        self._province = self._city = None
        return True

    def paint(self, page: Page) -> None:
        asked = self._question.question
        province = self._province
        below = WHICH_PROVINCE
        if province:
            below = words(f"{province.name.zh}，哪个市？", f"{province.name.en}: which city?")
        title_block(page, asked.label, below, small=progress(self._question))
        if province is None:
            self._paint_provinces(page)
        else:
            self._paint_cities(page)

    def _paint_provinces(self, page: Page) -> None:
        for province, box in zip(self._provinces.shown, CTRL.grid(PER_PAGE, COLUMNS, ROW_H, GAP), strict=False):
            act = partial(self._choose_province, province)
            secondary(page, box, _short(province.name), act, name=f"province:{province.code}")
        self._provinces.paint(page, Box(CTRL.x, 1384, CTRL.w, 120), self.refresh)

    def _paint_cities(self, page: Page) -> None:
        live: list[Part] = []
        line = Box(0, 0, (CTRL.w - 2 * GAP) / COLUMNS - TILE_TEXT_X, 66)
        role = common_role(page, line, [_short(city.name) for city in self._cities.shown])
        for city, box in zip(self._cities.shown, CTRL.grid(PER_PAGE, COLUMNS, ROW_H, GAP), strict=False):
            is_chosen = partial(self._is_city, city)
            act = self._choosing(city, live)
            name = f"city:{city.code}"
            live.append(choice_tile(page, box, _short(city.name), None, is_chosen, act, name=name, role=role))
        self._cities.paint(page, Box(CTRL.x, 1384, CTRL.w, 120), self.refresh)
        live.append(gated_primary(page, PRIMARY, NEXT, self._missing, self._next, icon="arrow-right"))

    def _choose_province(self, province: Province) -> None:
        self._province = province
        self._city = province.cities[0] if len(province.cities) == 1 else None
        self._cities = Pager(province.cities, PER_PAGE)
        self.refresh()

    def _choosing(self, city: City, live: list[Part]) -> Callable[[], None]:
        def choose() -> None:
            self._city = city
            for part in live:
                part.repaint()

        return choose

    def _is_city(self, city: City) -> bool:
        return self._city == city

    def _missing(self) -> Text | None:
        return None if self._city else words("先点一个市", "Pick a city first")

    def _next(self) -> None:
        if self._province and self._city:
            self.give(f"{self._province.name.zh}/{self._city.name.zh}")


def _short(name: Text) -> Text:
    return words(short(name.zh), name.en)


def _read(chosen: str | int | None) -> tuple[Province | None, City | None]:
    """The province and city of an earlier answer."""
    for province in PROVINCES:
        for city in province.cities:
            if f"{province.name.zh}/{city.name.zh}" == chosen:
                return province, city
    return None, None
