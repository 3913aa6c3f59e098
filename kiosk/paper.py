"""Paper in the right hands: the certificates and the slip of a case, each moved at most once, with true progress.

An act ends as Done, NotDone or Unknown. Unknown is never repeated by software.
"""

import asyncio
from dataclasses import replace

from contract.wire import DocumentRef, Outcome
from drivers.status import Act, Acts, Done, NotDone, Trouble, Unknown
from kiosk import words
from kiosk.county_errors import CountyError
from kiosk.model import Sheet, SheetState
from kiosk.print_job import PrintJob, tell_doubt, visitor_waits
from kiosk.reporting import act_left, report_print, report_slip
from kiosk.slip_layout import slip_of
from kiosk.surroundings import Visit
from kiosk.ui import Printing, SlipCameOut

PRINTER_LOOK_SECONDS = 0.5
COUNTY_LOST = Trouble("county_unreachable", Acts.technician, "check the network")
OUT_OF_ORDER = Trouble("not_ready", Acts.attendant, "look at the receipt printer")
_STATES: dict[type[Act], SheetState] = {Done: "out", NotDone: "held", Unknown: "unknown"}


class Desk:
    """The sheets of one case, documents first, then the slip, and how far each is."""

    def __init__(self, v: Visit, outcome: Outcome, *, with_slip: bool = True) -> None:
        self._v, self._outcome = v, outcome
        papers = [Sheet(document.title, "waiting", "certificate") for document in outcome.documents]
        self.sheets = (*papers, *([Sheet(words.SLIP_TITLE, "waiting", "receipt")] if with_slip else ()))

    async def print_documents(self) -> None:
        """Print every document of the case, one after another."""
        for number, document in enumerate(self._outcome.documents):
            act = await self._document(number, document)
            self._mark(number, _STATES[type(act)])

    async def print_slip(self) -> str | None:
        """Print the slip; returns the masked number an SMS goes to where it did not come out."""
        at = len(self.sheets) - 1
        self._mark(at, "printing")
        act = await self._slip()
        self._mark(at, _STATES[type(act)])
        return await report_slip(self._v, self._outcome.case_no, act)

    async def slip_by_sms(self) -> str | None:
        """The slip is not printed: returns the masked number an SMS goes to instead."""
        self._set(len(self.sheets) - 1, "held")
        return await report_slip(self._v, self._outcome.case_no, NotDone(OUT_OF_ORDER))

    @property
    def slip_is_out(self) -> bool:
        slip: Sheet = self.sheets[-1]
        return slip.state == "out"

    async def _document(self, at: int, document: DocumentRef) -> Act:
        """Print a document; where nothing came out, again as soon as the printer can and the visitor waits."""
        try:
            pdf = await self._v.kiosk.county.document_pdf(self._outcome.case_no, document)
        except CountyError:
            return NotDone(COUNTY_LOST)
        while True:
            self._mark(at, "printing")
            job = PrintJob(self._v, self._outcome, document)
            act = await job.run(pdf, lambda held: self._mark(at, "held" if held else "printing"))
            await report_print(self._v, self._outcome.case_no, document.id, job.tag, act)
            if isinstance(act, Unknown):
                await tell_doubt(self._v, self._outcome, act.trouble)
            if not isinstance(act, NotDone) or job.given_up or not await self._waits(at, act.trouble):
                return act

    async def _waits(self, at: int, trouble: Trouble) -> bool:
        self._mark(at, "held")
        return await visitor_waits(self._v, self._outcome, trouble, self._printer_ready())

    async def _printer_ready(self) -> None:
        while not self._v.kiosk.devices.certificate_printer.status.ready:
            await asyncio.sleep(PRINTER_LOOK_SECONDS)

    async def _slip(self) -> Act:
        act = await self._slip_once("slip", again=False)
        if isinstance(act, Unknown):
            if await self._v.ask(SlipCameOut()):
                return Done()
            act = await self._slip_once("slip-again", again=True)
        return act

    async def _slip_once(self, step: str, *, again: bool) -> Act:
        printer, limits = self._v.kiosk.devices.receipt_printer, self._v.kiosk.site.limits
        slip = slip_of(self._outcome.receipt, self._v.kiosk.site, again=again)
        return await self._v.once(
            f"{step} {self._outcome.case_no}",
            lambda key: printer.print_slip(slip, within=limits.slip_seconds),
            intent={"case_no": self._outcome.case_no},
            result=act_left,
        )

    def _mark(self, at: int, state: SheetState) -> None:
        self._set(at, state)
        self._v.show(Printing(self._outcome, self.sheets))

    def _set(self, at: int, state: SheetState) -> None:
        self.sheets = tuple(replace(sheet, state=state) if n == at else sheet for n, sheet in enumerate(self.sheets))
