"""The UI of kiosk.ui on Kivy: one page at a time in one window, its frame, its style, the 还在吗 over it."""

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from contract.text import Language
from contract.wire import CallState
from kiosk.model import Place
from kiosk.ui import Attract, Controls, Notice, Question
from screens import registry, typeset
from screens.attract import AttractScreen
from screens.glyphs import Glyphs
from screens.page import Page, Stage
from screens.screen import Hall, Screen, Ways
from screens.still_here import StillHere
from screens.style import Style
from screens.touch import TouchGuard
from screens.widgets.dock import Tool, dock
from screens.widgets.head import TopBar, step_bar, top_bar
from screens.window import OpenWindow
from screens.words import words

A = TypeVar("A")
COLLECT_WAIT_SECONDS = 0.3  # behind a wipe: the visit has let go of its own, the waiting screen is drawn


class KivyUi:
    """Implements kiosk.ui.UI. `now` is the wall clock of the top bar, `clock` monotonic seconds."""

    def __init__(
        self,
        window: OpenWindow,
        hall: Hall,
        *,
        now: Callable[[], datetime] = datetime.now,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._window, self._hall, self._now = window, hall, now
        self._glyphs, self._guard = Glyphs(), TouchGuard(clock)
        self._guard.shut()
        window.window.bind(on_flip=self._first_shown)
        self._stage = Stage(self._glyphs, self._guard, window.damage.add, window.scale)
        self._style = Style()
        self._controls: Controls | None = None
        self._help_wanted = False
        self._call: CallState | None = None
        self._screen: Screen[Any] | None = None
        self._over: StillHere | None = None
        self._wiped_to: AttractScreen | None = None
        self._ticking: Any = None
        self.page: Page | None = None

    # -- the protocol ------------------------------------------------------------------------------------------------

    async def ask(self, question: Question[A], place: Place) -> A:
        waiting, self._wiped_to = self._wiped_to, None
        if isinstance(question, Attract) and waiting is not None:
            screen: Screen[Any] = waiting  # shown since the wipe: a touch in between counts
        else:
            screen = registry.screen_for(question, place, self._hall)
            self._put(screen)
        try:
            return cast(A, await screen.answer())
        finally:
            screen.close()

    def show(self, notice: Notice, place: Place) -> None:
        self._wiped_to = None
        self._put(registry.screen_for(notice, place, self._hall))

    async def still_here(self, seconds: int) -> bool:
        self._over = StillHere(Place(), self._hall, seconds)
        self._paint()
        try:
            return await self._over.answer()
        finally:
            self._over = None
            self._paint()

    def call_changed(self, call: CallState | None) -> None:
        """Only what tells of the call is drawn anew: a finger keeps what it presses."""
        if call == self._call:
            return
        self._call = call
        if self.page is None or (screen := self.screen) is None:
            return
        screen.call = call
        self.page.named("help").repaint()
        screen.call_moved()
        self._window.loop.wake()

    def begin(self, controls: Controls) -> None:
        self._controls = controls
        if self._help_wanted:
            self._help_wanted = False
            controls.help()

    def wipe(self) -> None:
        self._controls = self._call = self._over = None
        self._help_wanted = False
        self._style = Style()
        self._glyphs.forget()
        typeset.forget()
        self._collect_soon()
        self._wiped_to = AttractScreen(Attract(), Place(), self._hall)
        self._put(self._wiped_to)

    def _collect_soon(self) -> None:
        """Pages are cycles: what was on them is gone only when Python has collected them."""
        from kivy.clock import Clock

        Clock.schedule_once(lambda _: gc.collect(), COLLECT_WAIT_SECONDS)

    @property
    def language(self) -> Language:
        return self._style.language

    @property
    def last_touch_at(self) -> float:
        return self._guard.last_touch_at

    # -- painting ----------------------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen[Any] | None:
        """What is on the screen now."""
        return self._over or self._screen

    def restyle(self, style: Style) -> None:
        """Show the same question in another language, contrast or text size."""
        self._style = style
        self._paint()

    def _put(self, screen: Screen[Any]) -> None:
        self._screen = screen  # under 还在吗 it stays hidden: only a finger answers that
        self._paint()

    def _paint(self) -> None:
        page = Page(self._stage, self._style)
        if (screen := self.screen) is not None:
            screen.refresh = self._paint
            screen.call = self._call
            self._frame(page, screen)
            screen.paint(page)
        window = self._window.window
        for old in list(window.children):
            window.remove_widget(old)
        window.add_widget(page)
        if self.page is not None:
            self._guard.page_changed()
        self.page = page
        self._tick_for(screen)
        self._window.damage.all()
        self._window.loop.wake()

    def _first_shown(self, window: Any) -> None:
        window.unbind(on_flip=self._first_shown)
        self._guard.shown()

    def _frame(self, page: Page, screen: Screen[Any]) -> None:
        holder = screen.place.holder.name if screen.place.holder and screen.shows_holder else None
        top_bar(page, TopBar(self._hall.county, self._hall.site, holder, f"{self._now():%H:%M}"))
        if screen.step is not None:
            step_bar(page, screen.step)
        leave = self._controls.leave if self._controls else None
        dock(page, screen.left(Ways(screen.go_back, leave)), self._tools(), self._help, lambda: self._call)

    def _tools(self) -> tuple[Tool, ...]:
        style = self._style
        other: Language = "en" if style.language == "zh" else "zh"

        def switch(**changes: Any) -> Callable[[], None]:
            return lambda: self.restyle(replace(style, **changes))

        label = words("English", "中文")
        return (
            Tool("large", "text-aa", words("大字", "Large text"), style.large, switch(large=not style.large)),
            Tool(
                "contrast",
                "circle-half",
                words("黑底白字", "Contrast"),
                style.contrast,
                switch(contrast=not style.contrast),
            ),
            Tool("language", "translate", label, False, switch(language=other)),
        )

    def _help(self) -> None:
        if self._controls is not None:
            self._controls.help()
        elif self._screen is not None:
            self._help_wanted = True
            self._screen.give(None)

    def _tick_for(self, screen: Screen[Any] | None) -> None:
        from kivy.clock import Clock

        if self._ticking is not None:
            self._ticking.cancel()
        self._ticking = None
        if screen is None:
            return
        if type(screen).tick is not Screen.tick:
            self._ticking = Clock.schedule_interval(lambda _: screen.tick(), 1.0)
        else:
            self._ticking = Clock.schedule_once(lambda _: self._paint(), 60.0 - self._now().second)
