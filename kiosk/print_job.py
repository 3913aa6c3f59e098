"""One job of the certificate printer, from its first byte to its end, with the visitor in front of it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from contract.wire import DocumentRef, Outcome
from drivers.certificate_printer import PrintProgress
from drivers.status import Act, Acts, Trouble
from kiosk import words
from kiosk.race import either, within
from kiosk.reporting import act_left
from kiosk.surroundings import Visit, follow_call
from kiosk.ui import PaperTrouble


class PrintJob:
    """Runs once; the job's name is how the printer knows it again. `given_up`: nobody waits for it any more."""

    def __init__(self, v: Visit, outcome: Outcome, document: DocumentRef, attempt: int) -> None:
        self._v, self._outcome, self._document = v, outcome, document
        self._step = f"print {document.id} {attempt}"
        self._name = f"{outcome.case_no} {document.id[-8:]} {attempt}"
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
        where = {"case_no": self._outcome.case_no, "document": self._document.id}
        return await self._v.once(
            self._step,
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

        went_on = await visitor_waits(self._v, self._outcome, trouble, free_again(), lambda: held(True))
        held(False)
        self._changed.set()
        return went_on

    async def _take_back(self) -> None:
        self.given_up = True
        await self._v.kiosk.devices.certificate_printer.cancel_job(self._name)


async def visitor_waits(
    v: Visit, outcome: Outcome, trouble: Trouble, mended: Coroutine[Any, Any, None], waiting: Callable[[], None]
) -> bool:
    """办好了，只是没打出来: call who can mend it; true once it is mended, false when the visitor does not wait."""
    mending = asyncio.ensure_future(within(mended, v.kiosk.site.limits.print_seconds))
    calling = asyncio.ensure_future(follow_call(v, trouble.code))
    v.waiting_for_staff = True
    try:
        if await either(_ends(mending), v.ask(trouble_screen(outcome, trouble, in_doubt=False))) == "leave":
            return False
        waiting()
        await mending
        return True
    except TimeoutError:
        return False
    finally:
        v.waiting_for_staff = False
        await _end(mending, calling)


async def tell_doubt(v: Visit, outcome: Outcome, trouble: Trouble) -> None:
    """Say that the sheet may be out and that a person comes to look; software never prints it again by itself."""
    calling = asyncio.ensure_future(follow_call(v, trouble.code))
    try:
        await v.ask(trouble_screen(outcome, trouble, in_doubt=True))
    finally:
        await _end(calling)


def trouble_screen(outcome: Outcome, trouble: Trouble, *, in_doubt: bool) -> PaperTrouble:
    """Return the screen of a paper trouble: what, who comes."""
    who: Literal["attendant", "technician"] = "technician" if trouble.acts is Acts.technician else "attendant"
    return PaperTrouble(outcome, words.paper_says(trouble, in_doubt=in_doubt), who, None, in_doubt)


async def _ends(task: "asyncio.Future[None]") -> None:
    await asyncio.wait({task})


async def _end(*tasks: "asyncio.Future[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
