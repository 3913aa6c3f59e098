"""The receipt printer: ESC/POS on a serial line or TCP, believed only when it echoes."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from drivers import escpos
from drivers.connection import Connection, Owned, Wiring
from drivers.limits import checked_limit
from drivers.printer_model import printer_model
from drivers.printer_rest import PrinterRest
from drivers.slip import Slip
from drivers.slip_escpos import SlipEncoder
from drivers.slip_fonts import SlipFonts
from drivers.status import NO_ANSWER, Act, Acts, Done, NotDone, Status, Trouble, Unknown
from drivers.transport import Line, open_line
from drivers.wire_error import NoAnswer, WireError

OPEN_SECONDS = 1.0
WATCH_SECONDS = 2.0
STATUS_SECONDS = 0.5
READY_SECONDS = 3.0
ECHO_SLICE_SECONDS = 1.0
CHUNK_BYTES = 4096

NO_ECHO = Trouble("no_echo", Acts.attendant, "look whether the slip came out")


class ReceiptPrinter(Owned[Line]):
    """Prints slips; `model` names a file of drivers/models."""

    def __init__(
        self,
        address: str,
        *,
        model: str = "generic-80",
        fonts: SlipFonts | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = printer_model(model)
        self._encoder = SlipEncoder(self._model, fonts or SlipFonts())
        self._clock = clock
        self._rest = PrinterRest(escpos.CLEARS[self._model.clears_buffer], self._encoder.end())
        wiring = Wiring(lambda: open_line(address, within=OPEN_SECONDS), self._greet, self._look, WATCH_SECONDS)
        super().__init__(Connection("receipt_printer", wiring, clock=clock))

    async def print_slip(self, slip: Slip, *, within: float) -> Act:
        """Print and cut one slip.

        Done only after the answer to the GS r behind the job; NotDone when nothing of the slip was sent;
        else Unknown. Raises ValueError for a slip that does not fit on the paper.
        """
        deadline = self._clock() + checked_limit(within)
        job = await asyncio.to_thread(self._encoder.encode, slip)
        ready_by = min(deadline, self._clock() + READY_SECONDS)
        while True:
            sent = False
            try:
                async with self._connection.use(within=max(ready_by - self._clock(), 0.001)) as line:
                    blocked = await self._blocked(line)
                    if blocked is not None:
                        return NotDone(blocked)
                    self._rest.sending()
                    sent = True
                    return await self._print(line, job, deadline)
            except WireError:
                if sent:
                    return Unknown(await self._cause())
                if self._clock() >= ready_by:
                    return NotDone(NO_ANSWER)
                # the handle may be that of a cable that came out and went back in: the owner opens a new one

    async def _print(self, line: Line, job: bytes, deadline: float) -> Act:
        data = job + escpos.ECHO
        for at in range(0, len(data), CHUNK_BYTES):
            await line.send(data[at : at + CHUNK_BYTES], within=self._left(deadline))
        while self._clock() < deadline:
            answer = await self._echo_or_trouble(line, self._left(deadline))
            if isinstance(answer, escpos.Echo):
                self._rest.printed()
                return Done()
            if isinstance(answer, Trouble):
                return await self._given_up(line, answer)
        return await self._given_up(line, NO_ECHO)

    async def _given_up(self, line: Line, trouble: Trouble) -> Act:
        """The act is over: what has not come out must not come out for the next visitor."""
        await self._rest.clear(line)
        self._connection.report(self._rest.told(self.status))
        return Unknown(trouble)

    async def _echo_or_trouble(self, line: Line, left: float) -> escpos.Echo | Trouble | None:
        """The echo; else what the printer says in real time about why it does not come."""
        with suppress(NoAnswer):
            answer = await self._hear(line, min(ECHO_SLICE_SECONDS, left))
            # dots that look like DLE EOT are answered too: such an answer says nothing here
            return answer if isinstance(answer, escpos.Echo) else None
        answers: dict[int, int] = {}
        for n in self._model.status_requests:
            await line.send(escpos.status_request(n), within=STATUS_SECONDS)
            try:
                answer = await self._hear(line, STATUS_SECONDS)
            except NoAnswer:
                if n == 1:
                    raise
                continue
            if isinstance(answer, escpos.Echo):
                return answer
            answers[n] = answer.bits
        status = escpos.printer_status(answers)
        self._connection.report(status)
        return None if status.ready else _worst(status)

    async def _hear(self, line: Line, seconds: float) -> escpos.Echo | escpos.Realtime:
        return await line.receive(escpos.parse_answer, within=seconds)

    async def _blocked(self, line: Line) -> Trouble | None:
        status = await self._look(line)
        self._connection.report(status)
        return None if status.ready else _worst(status)

    async def _greet(self, line: Line) -> Status:
        # a silent printer is found out before it is asked for what not every printer answers
        await self._ask(line)
        await self._rest.clear(line)
        return await self._look(line)

    async def _look(self, line: Line) -> Status:
        """The status now; a printer that has come back is ready only when nothing of an old slip is left."""
        status = await self._ask(line)
        if status.ready:
            await self._rest.settle(line)
        return self._rest.told(status)

    async def _ask(self, line: Line) -> Status:
        """The status now; raises NoAnswer when even DLE EOT 1 stays silent."""
        answers: dict[int, int] = {}
        for n in self._model.status_requests:
            try:
                answer = await line.exchange(escpos.status_request(n), escpos.parse_realtime, within=STATUS_SECONDS)
            except NoAnswer:
                if n == 1:
                    raise
                continue
            answers[n] = answer.bits
        return escpos.printer_status(answers)

    async def _cause(self) -> Trouble:
        """Why the line broke under a job, asked on a new one."""
        try:
            async with self._connection.use(within=READY_SECONDS) as line:
                return await self._blocked(line) or NO_ECHO
        except WireError:
            return NO_ANSWER

    def _left(self, deadline: float) -> float:
        return max(deadline - self._clock(), 0.001)


def _worst(status: Status) -> Trouble:
    return next((trouble for trouble in status.troubles if trouble is not escpos.PAPER_LOW), escpos.OFFLINE)
