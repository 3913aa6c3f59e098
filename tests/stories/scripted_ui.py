"""A visitor made of a script: it answers each question the visit asks and remembers what it was shown."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from contract.text import Language
from contract.wire import CallState
from kiosk.model import Place
from kiosk.ui import Controls, Notice, Question

A = TypeVar("A")
Reaction = Callable[[Any], Any | Awaitable[Any]]


class Never:
    """An answer that does not come: the question stays open until it is cancelled."""


@dataclass
class ScriptedUI:
    """`script` maps a screen's name to its answer, a list of answers in turn, or a function of the question.

    A function may raise WentBack or await what happens in the world meanwhile. `on_screen` does something in the world
    when a screen comes up (a notice: the first time, beside what goes on); a screen without an answer stays until it
    is taken away. `kiosk` is what the visit works with, while it runs.
    """

    script: dict[str, Any]
    shown: list[Any] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    calls: list[CallState | None] = field(default_factory=list)
    on_screen: dict[str, Callable[[], Any]] = field(default_factory=dict)
    stays: bool = True
    wiped: int = 0
    language: Language = "zh"
    controls: Controls | None = None
    last_touch_at: float = 0.0
    kiosk: Any = None
    happening: "asyncio.Future[Any] | None" = None

    async def ask(self, question: Question[A], place: Place) -> A:
        self.shown.append(question)
        self.places.append(place)
        if question.name in self.on_screen:
            await asyncio.to_thread(self.on_screen[question.name])
        answer = self.script.get(question.name, Never)
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else Never
        if answer is Never:
            await asyncio.Event().wait()
        if callable(answer):
            answer = answer(question)
            if asyncio.iscoroutine(answer):
                answer = await answer
        await asyncio.sleep(0)
        self.last_touch_at = time.monotonic()
        return answer  # type: ignore[no-any-return]

    def show(self, notice: Notice, place: Place) -> None:
        self.shown.append(notice)
        self.places.append(place)
        if (happens := self.on_screen.pop(notice.name, None)) is not None:
            self.happening = asyncio.ensure_future(asyncio.to_thread(happens))

    async def still_here(self, seconds: int) -> bool:
        self.shown.append("still_here")
        if not self.stays:
            await asyncio.sleep(seconds)
        self.last_touch_at = time.monotonic()
        return self.stays

    def call_changed(self, call: CallState | None) -> None:
        self.calls.append(call)

    def begin(self, controls: Controls) -> None:
        self.controls = controls
        self.last_touch_at = time.monotonic()

    def wipe(self) -> None:
        self.wiped += 1
        self.controls = None

    def names(self) -> list[str]:
        """The screens in their order, each run of the same one once."""
        names = [getattr(screen, "name", screen) for screen in self.shown]
        return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]

    def last(self, kind: type[A]) -> A:
        """The last screen of that kind that was shown."""
        return next(screen for screen in reversed(self.shown) if isinstance(screen, kind))
