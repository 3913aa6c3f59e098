"""One job of the certificate printer, from its first byte to its end, with the visitor in front of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Literal

from contract.wire import DocumentRef, Outcome
from drivers.certificate_printer import PrintProgress
from drivers.status import Act, Acts, Trouble
from kiosk import words
from kiosk.race import either, within
from kiosk.reporting import act_left
from kiosk.surroundings import Visit, follow_call
from kiosk.ui import PaperTrouble

TAG_DIGITS = 8


class PrintJob:
    """Runs once. Its name is new each time: that is how the printer knows it again, also after a power cut."""

    def __init__(self, v: Visit, outcome: Outcome, document: DocumentRef) -> None:
        self._v, self._outcome, self._document = v, outcome, document
        self.tag = v.kiosk.new_id()[:TAG_DIGITS]
        self._name = f"{outcome.case_no} {self.tag}"
        self._trouble: Trouble | None = None
        self._changed = asyncio.Event()
        self.given_up = False

    async def run(self, pdf: bytes, held: Callable[[bool], None]) -> Act:
        """Print; while the job is held the visitor is told who comes. A job nobody waits for is taken back."""
        printing = asyncio.ensure_future(self._print(pdf))
        printing.add_done_callback(lambda done: self._changed.set())
        try:
            while await self._next_change(printing):
                held(self._trouble is not None)
                if self._trouble is not None and not await self._bear(self._trouble, printing, held):
                    await self._take_back()
            return await printing
        except asyncio.CancelledError:
            await self._take_back()
            await asyncio.wait({printing})
            raise

    async def _print(self, pdf: bytes) -> Act:
        printer, limits = self._v.kiosk.devices.certificate_printer, self._v.kiosk.site.limits
        where = {"case_no": self._outcome.case_no, "document": self._document.id, "job": self._name}
        return await self._v.once(
            f"print {self._document.id} {self.tag}",
            lambda key: printer.print_pdf(
                pdf, job_name=self._name, within=limits.print_seconds, on_progress=self._progressed
            ),
            intent=where,
            result=lambda act: {**where, **act_left(act)},
        )

    def _progressed(self, progress: PrintProgress) -> None:
        self._trouble = progress.trouble
        self._changed.set()

    async def _next_change(self, printing: "asyncio.Future[Act]") -> bool:
        """Wait for progress; false when the job has ended."""
        await self._changed.wait()
        self._changed.clear()
        return not printing.done()

    async def _bear(self, trouble: Trouble, printing: "asyncio.Future[Act]", held: Callable[[bool], None]) -> bool:
        async def free_again() -> None:
            while self._trouble is not None and await self._next_change(printing):
                continue

        went_on = await visitor_waits(self._v, self._outcome, trouble, free_again())
        held(False)
        self._changed.set()
        return went_on

    async def _take_back(self) -> None:
        self.given_up = True
        await self._v.kiosk.devices.certificate_printer.cancel_job(self._name)


async def visitor_waits(v: Visit, outcome: Outcome, trouble: Trouble, mended: Coroutine[Any, Any, None]) -> bool:
    """办好了，只是没打出来: call who can mend it; true once it is mended, false when the visitor does not wait."""
    mending = asyncio.ensure_future(within(mended, v.kiosk.site.limits.print_seconds))
    async with _called(v, trouble):
        try:
            if await _waited(v, trouble_screen(outcome, trouble), mending) == "leave":
                return False
            await mending
            return True
        except TimeoutError:
            return False
        finally:
            await _end(mending)


async def tell_doubt(v: Visit, outcome: Outcome, trouble: Trouble) -> None:
    """Say that the sheet may be out and that a person comes to look; software never prints it again by itself."""
    async with _called(v, trouble) as call:
        await _waited(v, replace(trouble_screen(outcome, trouble), in_doubt=True, say=words.PAPER_DOUBT), call)


def trouble_screen(outcome: Outcome, trouble: Trouble) -> PaperTrouble:
    """Return the screen of a paper trouble: what, who comes."""
    who: Literal["attendant", "technician"] = "technician" if trouble.acts is Acts.technician else "attendant"
    return PaperTrouble(outcome, words.paper_says(trouble), who)


@asynccontextmanager
async def _called(v: Visit, trouble: Trouble) -> AsyncIterator["asyncio.Future[None]"]:
    """A person is called while the block lasts; the future ends when they are done."""
    calling = asyncio.ensure_future(follow_call(v, trouble.code))
    v.waiting_for_staff = True
    try:
        yield calling
    finally:
        v.waiting_for_staff = False
        await _end(calling)


async def _waited(v: Visit, screen: PaperTrouble, over: "asyncio.Future[None]") -> Literal["wait", "leave"] | None:
    """Ask 我等着 or 不等了 until it is over by itself; returns "leave" when the visitor leaves."""
    first = await either(_ends(over), v.ask(screen))
    if first != "wait":
        return first
    waiting = v.ask(replace(screen, waiting=True))
    return await either(_ends(over), waiting)


async def _ends(task: "asyncio.Future[None]") -> None:
    await asyncio.wait({task})


async def _end(*tasks: "asyncio.Future[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
