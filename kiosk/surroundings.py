"""What is around every visit, once: wiping, the idle question, 不办了, 人工帮忙, and that nothing kills the kiosk."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import structlog

from contract.item import Item
from contract.text import Text
from contract.wire import CallState, PlaceCall
from kiosk import words
from kiosk.county_client import CountyClient
from kiosk.county_errors import CountyError
from kiosk.journal import Journal, Json
from kiosk.model import Place
from kiosk.settings import Site
from kiosk.settle import owes
from kiosk.ui import UI, CannotNow, Notice, Question
from kiosk.wire import Devices

A = TypeVar("A")
R = TypeVar("R")
log = structlog.get_logger("visit")

IDLE_LOOK_SECONDS = 0.5
CALL_POLL_SECONDS = 2.0
CALL_LIMIT_SECONDS = 1800.0
GOODBYE_SECONDS = 3.0


@dataclass(frozen=True)
class Kiosk:
    """All that a visit works with; clock is monotonic seconds, new_id makes random ids."""

    ui: UI
    devices: Devices
    county: CountyClient
    journal: Journal
    items: dict[str, Item]
    site: Site
    new_id: Callable[[], str]
    now: Callable[[], datetime]
    clock: Callable[[], float]


class Visit:
    """One person's use of the kiosk; everything personal lives here and dies with it."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self.id = kiosk.new_id()
        self.place = Place()
        self.screen = "attract"
        self.moved_at = kiosk.clock()
        self.waiting_for_staff = False
        self.concluded = True
        self.slip_declined = False

    async def ask(self, question: Question[A]) -> A:
        """Put a question to the visitor where the visit stands."""
        if question.name != self.screen:  # a new screen takes time to read; the same one again does not count
            self.screen, self.moved_at = question.name, self.kiosk.clock()
        return await self.kiosk.ui.ask(question, self.place)

    def show(self, notice: Notice) -> None:
        """Show a notice where the visit stands."""
        self.kiosk.ui.show(notice, self.place)

    def at(self, **where: Any) -> None:
        """Move on: fields of Place by name."""
        self.place = replace(self.place, **where)

    async def once(
        self, step: str, effect: Callable[[str], Awaitable[R]], *, intent: Json, result: Callable[[R], Json]
    ) -> R:
        """Journal.once of this visit."""
        return await self.kiosk.journal.once(self.id, step, effect, intent=intent, result=result)


Course = Callable[[Visit], Awaitable[None]]


class _Controls:
    """不办了 and 人工帮忙 of one visit."""

    def __init__(self, visit: Visit, course: "asyncio.Task[None]") -> None:
        self._visit, self._course = visit, course
        self._calling: asyncio.Task[None] | None = None

    def leave(self) -> None:
        end(self._course)

    def help(self) -> None:
        if self._calling is None or self._calling.done():
            self._calling = asyncio.ensure_future(follow_call(self._visit, "help"))

    async def end(self) -> None:
        if self._calling is not None:
            self._calling.cancel()
            await asyncio.gather(self._calling, return_exceptions=True)


def end(course: "asyncio.Task[None]") -> None:
    """Cancel the course of a visit once: a second touch must not break off what is being put in order."""
    if not course.cancelling():
        course.cancel()


async def run_visit(kiosk: Kiosk, course: Course) -> None:
    """Run one visit to its end, whatever happens in it, and wipe the screen."""
    visit = Visit(kiosk)
    running = asyncio.ensure_future(_guarded(course, visit))
    controls = _Controls(visit, running)
    kiosk.ui.begin(controls)
    idle = asyncio.ensure_future(_watch_idle(visit, running))
    try:
        await asyncio.wait({running})
    finally:
        running.cancel()
        idle.cancel()
        await asyncio.gather(running, idle, return_exceptions=True)
        await controls.end()
        kiosk.ui.wipe()
        await _say_goodbye(visit)


async def _guarded(course: Course, visit: Visit) -> None:
    """An error nobody foresaw ends the visit in a plain sentence; its message may hold personal data, its type not."""
    try:
        await course(visit)
    except Exception as error:
        log.error("visit_broke", error=type(error).__name__, where=where_of(error), screen=visit.screen)
        await visit.ask(CannotNow(_apology(visit)))


def _apology(visit: Visit) -> Text:
    decided = visit.concluded and visit.place.case_no is not None
    return words.DONE_ALL_THE_SAME if decided else words.NOT_FILED


def where_of(error: BaseException) -> str:
    """Return module and line an error was raised at: what a log may say of it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"


async def _watch_idle(visit: Visit, running: "asyncio.Task[None]") -> None:
    """Ask 还在吗 after each idle minute; without an answer the visit ends."""
    limits, clock, ui = visit.kiosk.site.limits, visit.kiosk.clock, visit.kiosk.ui
    since = clock()
    while True:
        await asyncio.sleep(IDLE_LOOK_SECONDS)
        since = max(since, ui.last_touch_at, visit.moved_at)
        if clock() - since < (limits.waiting_seconds if visit.waiting_for_staff else limits.idle_seconds):
            continue
        if not await ui.still_here(limits.still_here_seconds):
            log.info("visit_timed_out", screen=visit.screen)
            end(running)
            return
        since = clock()


async def follow_call(visit: Visit, reason: str) -> None:
    """Call a person and show how the call stands until it is closed; cancelled, it is taken back."""
    county, ui = visit.kiosk.county, visit.kiosk.ui
    try:
        asked = PlaceCall(reason=reason, screen=visit.screen, case_no=visit.place.case_no)
        call = await county.place_call(asked, key=visit.kiosk.new_id())
    except CountyError:
        ui.call_changed(None)
        return
    try:
        await _poll_call(visit, call)
    finally:
        ui.call_changed(None)
        await quietly(county.close_call(call.call_no))


async def _poll_call(visit: Visit, call: CallState) -> None:
    deadline = visit.kiosk.clock() + CALL_LIMIT_SECONDS
    while call.state != "closed" and visit.kiosk.clock() < deadline:
        visit.kiosk.ui.call_changed(call)
        await asyncio.sleep(CALL_POLL_SECONDS)
        try:
            call = await visit.kiosk.county.call_state(call.call_no)
        except CountyError:
            continue


async def _say_goodbye(visit: Visit) -> None:
    """Tell the county of a case left before its signature; keep in the journal only what is still owed."""
    if not visit.concluded and visit.place.case_no is not None:
        await quietly(visit.kiosk.county.abandon(visit.place.case_no))
    steps = visit.kiosk.journal.steps(visit.id)
    if steps and not owes(steps, slip_declined=visit.slip_declined):
        visit.kiosk.journal.forget(visit.id)


async def quietly(telling: Awaitable[Any]) -> None:
    """Tell the county something it would find out by itself later."""
    try:
        async with asyncio.timeout(GOODBYE_SECONDS):
            await telling
    except (CountyError, TimeoutError):
        log.info("county_not_told")
