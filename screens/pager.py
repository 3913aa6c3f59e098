"""Longer lists page: nothing scrolls (look.md section 3)."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from screens.page import Page
from screens.widgets.button import secondary, unavailable
from screens.words import words
from screens.zones import Box

T = TypeVar("T")


class Pager(Generic[T]):
    """A list cut into pages; remembers which page is shown and whether all were."""

    def __init__(self, entries: Sequence[T], per_page: int) -> None:
        self._entries, self.per_page = list(entries), per_page
        self.at = 0
        self._furthest = 0

    @property
    def pages(self) -> int:
        return max(1, -(-len(self._entries) // self.per_page))

    @property
    def shown(self) -> list[T]:
        return self._entries[self.at * self.per_page : (self.at + 1) * self.per_page]

    @property
    def all_seen(self) -> bool:
        return self._furthest == self.pages - 1

    def show_page_of(self, wanted: Callable[[T], bool]) -> None:
        """Turn to the page of the first entry that is wanted."""
        for index, entry in enumerate(self._entries):
            if wanted(entry):
                self._turn(index // self.per_page)
                return

    def paint(self, page: Page, box: Box, refresh: Callable[[], None]) -> None:
        """上一页, 下一页 and where one is; nothing when there is one page."""
        if self.pages == 1:
            return
        left, right = box.columns(2, 16)
        where = words(f"第 {self.at + 1} 页，共 {self.pages} 页", f"page {self.at + 1} of {self.pages}")
        before, after = words("上一页", "Previous"), words("下一页", "Next")

        def turn(by: int) -> Callable[[], None]:
            def act() -> None:
                self._turn(self.at + by)
                refresh()

            return act

        if self.at > 0:
            secondary(page, left, before, turn(-1), icon="arrow-left", name="previous")
        else:
            unavailable(page, left, before, words("这是第一页", "This is the first page"), name="previous")
        if self.at < self.pages - 1:
            secondary(page, right, after, turn(1), icon="arrow-right", icon_after=True, second=where, name="next")
        else:
            unavailable(page, right, after, words("这是最后一页", "This is the last page"), name="next")

    def _turn(self, to: int) -> None:
        self.at = to
        self._furthest = max(self._furthest, to)
