"""One question or notice while it is on the screen: keeps what was touched, paints itself, ends with an answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

from contract.text import Text
from contract.wire import CallState
from kiosk.model import Place
from kiosk.ui import WentBack
from screens.page import Page
from screens.widgets.button import Act
from screens.widgets.dock import Left, WayBack
from screens.words import words

A = TypeVar("A")
Side = Literal["left", "right"]

STAGES = {"choose": 0, "identify": 1, "fill": 2, "sign": 3, "take": 4}


@dataclass(frozen=True)
class Hall:
    """What the screens say of the place: who runs the machine, its number, and on which side its devices are."""

    county: Text
    site: Text
    terminal: str
    hotline: str = "12345"
    reader_side: Side = "left"
    paper_side: Side = "right"


@dataclass(frozen=True)
class Ways:
    """The ways out of a screen that are there now; None where one does not work."""

    back: Act | None
    leave: Act | None


class Screen(Generic[A]):
    """Base of every screen. Subclasses paint; they decide nothing.

    `shows_holder` false hides whose visit it is; `refresh` is set by the UI and paints the page anew.
    """

    shows_holder: ClassVar[bool] = True
    shows_steps: ClassVar[bool] = True
    can_go_back: bool = False

    def __init__(self, place: Place, hall: Hall) -> None:
        self.place, self.hall = place, hall
        self.call: CallState | None = None
        self.refresh: Callable[[], None] = lambda: None
        self._answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()

    def paint(self, page: Page) -> None:
        """Paint everything between the top bar and the dock."""
        raise NotImplementedError

    def spoken(self) -> Text:
        """What the screen says aloud: the question first."""
        raise NotImplementedError

    def left(self, ways: Ways) -> Left:
        """What stands at the left of 人工帮忙."""
        return WayBack(ways.back if self.can_go_back else None, ways.leave)

    def step_back(self) -> bool:
        """Undo something inside the screen; false when 返回 leaves it."""
        return False

    def call_moved(self) -> None:
        """`call` has changed: repaint the part that says how it stands."""

    def tick(self) -> None:
        """A second has passed."""

    @property
    def step(self) -> int | None:
        return STAGES[self.place.stage] if self.shows_steps and self.place.stage else None

    def give(self, answer: A) -> None:
        """Answer the question; only the first answer counts."""
        if not self._answer.done():
            self._answer.set_result(answer)

    def go_back(self) -> None:
        if self.step_back():
            self.refresh()
        elif not self._answer.done():
            self._answer.set_exception(WentBack())

    def close(self) -> None:
        """The question was answered or taken away: what is touched on it now does nothing."""
        self._answer.cancel()

    async def answer(self) -> A:
        return await self._answer


def done_already() -> Left:
    """返回 does not work any more: what was signed is done."""
    return WayBack(None, None, words("这件事已经有结果", "There is a result already"))
