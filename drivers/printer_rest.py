"""What a broken job left in a receipt printer: cleared where the printer can, else printed to its end.

A rest that comes out after the refill shows one visitor's slip to whoever stands there.
"""

from contextlib import suppress
from enum import Enum, auto

from drivers import escpos
from drivers.status import Acts, State, Status, Trouble
from drivers.transport import Line
from drivers.wire_error import NoAnswer

CLEAR_SECONDS = 0.5
SETTLE_SECONDS = 3.0
QUIET_SECONDS = 0.3
# more than a band of dots: ends whatever a broken job left open
FLUSH = bytes(escpos.BAND_ROWS * 80)

REST = Trouble("rest_in_printer", Acts.attendant, "take the rest of the last slip away")


class _Left(Enum):
    nothing = auto()
    perhaps = auto()  # by an earlier run of this program
    inside = auto()  # bytes in the printer's buffers
    hanging = auto()  # buffers are empty, the printed part is not cut off


class PrinterRest:
    """Follows one printer; `clear` is the command of its model, b"" for none, `cut` what parts a slip from the roll."""

    def __init__(self, clear: bytes, cut: bytes) -> None:
        self._clear, self._cut = clear, cut
        self._left = _Left.perhaps

    def sending(self) -> None:
        """A job goes out."""
        self._left = _Left.inside

    def printed(self) -> None:
        """The job was echoed."""
        self._left = _Left.nothing

    async def clear(self, line: Line) -> None:
        """Empty the printer's buffers, also while it is offline; where the model has an answer, that is the proof."""
        if self._left is _Left.inside and await self._cleared(line):
            self._left = _Left.hanging
        elif self._left is _Left.perhaps:
            await self._cleared(line)
            self._left = _Left.nothing

    async def settle(self, line: Line) -> None:
        """To be called while the printer is online: cut off what hangs, or wait until the rest is out.

        Afterwards no echo of an old job is under way, so that none is taken for the next one's.
        """
        await self.clear(line)
        if self._left is _Left.nothing:
            return
        cut = escpos.INIT + self._cut if self._left is _Left.hanging else b""
        await line.send(FLUSH + cut + escpos.ECHO, within=SETTLE_SECONDS)
        with suppress(NoAnswer):
            await line.receive(escpos.parse_echo, within=SETTLE_SECONDS)
            await _quiet(line)
            self._left = _Left.nothing

    def told(self, status: Status) -> Status:
        """The status with what is left in the printer: not ready until it is out."""
        if self._left is not _Left.inside:
            return status
        state = State.userError if status.ready else status.state
        return Status(state, status.paper, (*status.troubles, REST))

    async def _cleared(self, line: Line) -> bool:
        if self._clear == escpos.CLEAR_AND_TELL:
            try:
                await line.exchange(self._clear, escpos.parse_cleared, within=CLEAR_SECONDS)
            except NoAnswer:
                return False
        elif self._clear:
            await line.send(self._clear, within=CLEAR_SECONDS)
            await _quiet(line)
        return bool(self._clear)


async def _quiet(line: Line) -> None:
    """Hears the printer out."""
    with suppress(NoAnswer):
        while True:
            await line.receive(escpos.parse_answer, within=QUIET_SECONDS)
