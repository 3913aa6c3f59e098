"""The certificate printer: IPP without a queue in between, one job followed to its end."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from drivers.address import IppAddress, parse_address
from drivers.connection import Connection, Owned, Wiring
from drivers.ipp_printer import BUSY, IppPrinter, Job, NotSent
from drivers.ipp_reasons import blocking_trouble, certificate_status
from drivers.job_fate import CANCELED_TROUBLE, COMPLETED, ENDED, NOT_FINISHED, STOPPED, UNTOUCHED, fate
from drivers.limits import checked_limit
from drivers.status import NO_ANSWER, Act, Acts, NotDone, Status, Trouble, Unknown
from drivers.wire_error import BadAddress, NotThere, Refused, WireError

ANSWER_SECONDS = 2.0
WATCH_SECONDS = 2.0
READY_SECONDS = 3.0
SUBMIT_SECONDS = 30.0
FOLLOW_SECONDS = 0.5
CANCEL_SECONDS = 5.0

LOST_JOB = Trouble("job_lost", Acts.attendant, "look whether the certificate came out")
STILL_PRINTING = Trouble("still_printing", Acts.attendant, "wait for the sheet and take it out")
BUSY_TROUBLE = Trouble("busy", Acts.attendant, "wait until the printer is free")
REFUSED = Trouble("job_refused", Acts.technician, "check what the printer accepts")


@dataclass(frozen=True)
class PrintProgress:
    """Where a job stands; `trouble` is what it waits for, if it waits."""

    state: Literal["waiting", "printing", "held"]
    trouble: Trouble | None = None


OnProgress = Callable[[PrintProgress], None]


@dataclass
class _Followed:
    """What was seen of one job."""

    name: str
    id: int | None
    on_progress: OnProgress | None
    touched: bool = False
    completed_polls: int = 0
    trouble: Trouble | None = None
    told: PrintProgress | None = None
    given_up: bool = False

    def tell(self, state: Literal["waiting", "printing", "held"], trouble: Trouble | None) -> None:
        progress = PrintProgress(state, trouble)
        self.trouble = trouble
        if self.on_progress and progress != self.told:
            self.told = progress
            self.on_progress(progress)


class CertificatePrinter(Owned[IppPrinter]):
    """Prints PDFs on an IPP printer at `ipp://host:port/path`."""

    def __init__(self, address: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        target = parse_address(address)
        if not isinstance(target, IppAddress):
            raise BadAddress(f"{address!r} is no printer; a certificate printer needs ipp://")
        self._uri = target.uri
        self._clock = clock
        self._under_way: dict[str, _Followed] = {}
        wiring = Wiring(self._open, self._ask, self._ask, WATCH_SECONDS)
        super().__init__(Connection("certificate_printer", wiring, clock=clock))

    async def print_pdf(
        self,
        pdf: bytes,
        *,
        job_name: str,
        copies: int = 1,
        within: float,
        on_progress: OnProgress | None = None,
    ) -> Act:
        """Print one PDF and follow the job to its end; waits through a refill, telling `on_progress`.

        At the limit the job is cancelled, so that no paper comes out when nobody stands there.
        `job_name` is the only handle after a crash: never use one twice.
        """
        deadline = self._clock() + checked_limit(within)
        followed = self._under_way[job_name] = _Followed(job_name, None, on_progress)
        try:
            refused = await self._submit(pdf, followed, copies, deadline)
            return refused or await self._follow(followed, deadline)
        finally:
            del self._under_way[job_name]

    async def cancel_job(self, job_name: str, *, within: float = CANCEL_SECONDS) -> None:
        """Take a job back that nobody waits for, and wait until the printer has let go of it.

        Where a `print_pdf` follows the job, that tells how it ended, and this returns at once.
        """
        followed = self._under_way.get(job_name)
        if followed:
            followed.given_up = True
            return
        with suppress(WireError):
            async with self._connection.use(within=within) as printer:
                job = await self._find(printer, _Followed(job_name, None, None))
                if job is not None and job.state not in ENDED:
                    await printer.cancel(job.id)
                    await self._until_ended(printer, job.id, self._clock() + within)

    async def _until_ended(self, printer: IppPrinter, job_id: int, deadline: float) -> None:
        while (await printer.job(job_id)).state not in ENDED and self._clock() < deadline:
            await asyncio.sleep(FOLLOW_SECONDS)

    async def _submit(self, pdf: bytes, followed: _Followed, copies: int, deadline: float) -> Act | None:
        """Hand the job over; NotDone when the printer has not taken it, None when it may have."""
        sent = False
        try:
            async with self._connection.use(within=min(self._left(deadline), READY_SECONDS)) as printer:
                blocked = blocking_trouble(await self._told(printer))
                if blocked:
                    return NotDone(blocked)
                if followed.given_up:
                    return NotDone(CANCELED_TROUBLE)
                sent = True
                limit = min(SUBMIT_SECONDS, self._left(deadline))
                followed.id = await printer.print_job(pdf, job_name=followed.name, copies=copies, within=limit)
        except (NotSent, NotThere):
            return NotDone(NO_ANSWER)
        except Refused as refusal:
            return NotDone(BUSY_TROUBLE if refusal.code == BUSY else REFUSED)
        except WireError:
            return None if sent else NotDone(NO_ANSWER)
        return None

    async def job_known(self, job_name: str, *, within: float = READY_SECONDS) -> Act | None:
        """After a crash: what became of the job of that name; None when the printer cannot tell.

        Printers forget finished jobs, so None never means that nothing was printed.
        """
        followed = _Followed(job_name, None, None, touched=True)
        try:
            async with self._connection.use(within=within) as printer:
                job = await self._find(printer, followed)
                if job is None:
                    return None
                return fate(job, await self._told(printer), touched=True) or Unknown(STILL_PRINTING)
        except WireError:
            return None

    async def _follow(self, followed: _Followed, deadline: float) -> Act:
        while self._clock() < deadline and not followed.given_up:
            try:
                async with self._connection.use(within=min(READY_SECONDS, self._left(deadline))) as printer:
                    ended = await self._look(printer, followed)
            except Refused:
                return Unknown(LOST_JOB)
            except WireError:
                ended = None
                followed.tell("held", NO_ANSWER)
            if ended is not None:
                return ended
            await asyncio.sleep(min(FOLLOW_SECONDS, self._left(deadline)))
        return await self._cancelled(followed)

    async def _look(self, printer: IppPrinter, followed: _Followed) -> Act | None:
        """One look at the job and its printer; None while it goes on."""
        job = await self._find(printer, followed)
        status = await self._told(printer)
        if job is None:
            return Unknown(LOST_JOB)
        if job.state not in UNTOUCHED:
            followed.touched = True
        if job.state == COMPLETED and not followed.completed_polls:
            # a jam of the last sheet shows a moment after "completed"
            followed.completed_polls += 1
            return None
        ended = fate(job, status, touched=followed.touched)
        if ended is None:
            self._progress(job, status, followed)
        return ended

    def _progress(self, job: Job, status: Status, followed: _Followed) -> None:
        trouble = blocking_trouble(status)
        if job.state == STOPPED or trouble:
            followed.tell("held", trouble or NOT_FINISHED)
        else:
            followed.tell("waiting" if job.state in UNTOUCHED else "printing", None)

    async def _find(self, printer: IppPrinter, followed: _Followed) -> Job | None:
        """The job by its number, or by its name where the printer was restarted or never answered."""
        if followed.id is not None:
            with suppress(Refused):
                job = await printer.job(followed.id)
                if job.name == followed.name:
                    return job
        jobs = [job for which in ("not-completed", "completed") for job in await printer.jobs(which)]
        same = [job for job in jobs if job.name == followed.name]
        return max(same, key=lambda job: job.id, default=None)

    async def _cancelled(self, followed: _Followed) -> Act:
        """The job taken back, at the limit or because nobody waits."""
        trouble = followed.trouble or NOT_FINISHED
        deadline = self._clock() + CANCEL_SECONDS
        try:
            async with self._connection.use(within=ANSWER_SECONDS) as printer:
                job = await self._find(printer, followed)
                if job is None:
                    return Unknown(trouble)
                with suppress(Refused):
                    await printer.cancel(job.id)
                while self._clock() < deadline:
                    ended = fate(await printer.job(job.id), await self._told(printer), touched=followed.touched)
                    if ended is not None:
                        return _because(ended, trouble)
                    await asyncio.sleep(FOLLOW_SECONDS)
        except WireError:
            pass
        return Unknown(trouble)

    async def _open(self) -> IppPrinter:
        return IppPrinter(self._uri, within=ANSWER_SECONDS)

    async def _told(self, printer: IppPrinter) -> Status:
        status = await self._ask(printer)
        self._connection.report(status)
        return status

    async def _ask(self, printer: IppPrinter) -> Status:
        return certificate_status(await printer.attributes())

    def _left(self, deadline: float) -> float:
        return max(deadline - self._clock(), 0.001)


def _because(ended: Act, trouble: Trouble) -> Act:
    """What made us cancel, rather than "canceled"."""
    match ended:
        case NotDone():
            return NotDone(trouble)
        case Unknown():
            return Unknown(trouble)
    return ended
