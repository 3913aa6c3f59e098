"""The rating pad (好差评): RP1 on a serial line."""

import time
from collections.abc import Callable
from itertools import count

from drivers import rp1
from drivers.connection import Connection, Owned, Wiring
from drivers.limits import checked_limit
from drivers.status import Acts, State, Status, Trouble
from drivers.transport import Line, open_line
from drivers.wire_error import Garbled, NoAnswer, Refused, WireError

OPEN_SECONDS = 1.0
ANSWER_SECONDS = 0.5
HEARTBEAT_SECONDS = 5.0
WATCH_SECONDS = 1.5
SLICE_SECONDS = 0.25
READY_SECONDS = 3.0
CANCEL_GRACE_SECONDS = 1.5

KEY_FAULT = Trouble("key_fault", Acts.technician, "replace the pad")


class RatingPad(Owned[Line]):
    """Speaks a phrase, asks for stars; a rating belongs to its transaction and to no other."""

    def __init__(self, address: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seq = count(1)
        self._asked: set[int] = set()
        self._cancelled: set[int] = set()
        self._spoke_at = 0.0
        wiring = Wiring(lambda: open_line(address, within=OPEN_SECONDS), self._hello, self._watch, WATCH_SECONDS)
        super().__init__(Connection("rating_pad", wiring, clock=clock))

    async def voice(self, phrase: int, *, within: float = READY_SECONDS) -> bool:
        """Speak phrase 1 welcome, 2 wait, 3 please rate, 4 thanks; whether the pad took it."""
        try:
            async with self._connection.use(within=within) as line:
                await self._ask(line, rp1.VOICE, bytes([phrase]))
        except WireError:
            return False
        return True

    async def rate(self, txn: int, *, seconds: int, levels: int, within: float) -> int | None:
        """Stars 5 (非常满意) to 1 for `txn`, or None: timed out, cancelled, or no pad.

        `seconds` is the pad's own time-out, 1 to 255; `levels` 4 or 5 keys. A pad that comes back in time is asked
        again under the same number, which starts nothing new.
        """
        deadline = self._clock() + checked_limit(within)
        request = txn.to_bytes(4, "big") + bytes([seconds, levels])
        self._asked.add(txn)
        try:
            return await self._stars(txn, request, deadline)
        finally:
            self._asked.discard(txn)
            self._cancelled.discard(txn)

    async def _stars(self, txn: int, request: bytes, deadline: float) -> int | None:
        freed = False
        while (left := deadline - self._clock()) > 0 and txn not in self._cancelled:
            try:
                async with self._connection.use(within=min(left, READY_SECONDS)) as line:
                    early = await self._ask(line, rp1.RATE, request, txn)
                    ended = early or await self._ended(line, txn, deadline)
                    return ended.stars if ended else None
            except Refused as refused:
                if freed or refused.code != rp1.BUSY:
                    return None
                # it still asks for somebody who has gone
                freed = await self._call_off()
            except WireError:
                continue
        # the line broke in between: the pad may be asking, and the visitor has answered elsewhere
        await self._call_off()
        return None

    async def _call_off(self) -> bool:
        try:
            async with self._connection.use(within=CANCEL_GRACE_SECONDS) as line:
                await self._exchange(line, rp1.CANCEL, b"", None)
        except WireError:
            return False
        return True

    async def cancel(self, txn: int) -> None:
        """End a rating that runs; its `rate` returns None. One that has ended needs no ending."""
        if txn in self._asked:
            self._cancelled.add(txn)

    async def _ended(self, line: Line, txn: int, deadline: float) -> rp1.Rated | None:
        """The event of `txn`; None at the deadline or when a cancelled one stays silent."""
        cancelling = False
        while self._clock() < deadline:
            if txn in self._cancelled and not cancelling:
                cancelling = True
                deadline = min(deadline, self._clock() + CANCEL_GRACE_SECONDS)
                await line.send(self._request(rp1.CANCEL).encoded(), within=ANSWER_SECONDS)
            event = await self._next_event(line, SLICE_SECONDS)
            if event and event.txn == txn:
                return event
            if self._clock() - self._spoke_at > HEARTBEAT_SECONDS:
                event = await self._ask(line, rp1.HELLO, b"", txn)
                if event:
                    return event
        if not cancelling:
            await line.send(self._request(rp1.CANCEL).encoded(), within=ANSWER_SECONDS)
        return None

    async def _next_event(self, line: Line, seconds: float) -> rp1.Rated | None:
        """The next event, acknowledged whosever it is; None when none came."""
        try:
            event = rp1.rated(await line.receive(rp1.parse_frame, within=seconds))
        except NoAnswer:
            return None
        if event:
            await line.send(rp1.event_ack(event).encoded(), within=ANSWER_SECONDS)
        return event

    async def _ask(self, line: Line, cmd: int, data: bytes, txn: int | None = None) -> rp1.Rated | None:
        """Waits for the answer to `cmd`; events that come first are acknowledged, that of `txn` is returned."""
        reply, event = await self._exchange(line, cmd, data, txn)
        if reply.data[0] != rp1.OK:
            word = rp1.STATUS_WORDS.get(reply.data[0], "an unknown status")
            raise Refused(f"the pad says {word} to command {cmd:02X}", reply.data[0])
        return event

    async def _exchange(self, line: Line, cmd: int, data: bytes, txn: int | None) -> tuple[rp1.Frame, rp1.Rated | None]:
        request = self._request(cmd, data)
        fits = rp1.answer_to(request)
        deadline = self._clock() + ANSWER_SECONDS
        mine: rp1.Rated | None = None
        # no drain: an event that lies in the line must be acknowledged, and answers carry their number
        await line.send(request.encoded(), within=ANSWER_SECONDS)
        while (left := deadline - self._clock()) > 0:
            frame = await line.receive(rp1.parse_frame, within=left)
            if fits(frame):
                self._spoke_at = self._clock()
                return frame, mine
            event = rp1.rated(frame)
            if event:
                await line.send(rp1.event_ack(event).encoded(), within=ANSWER_SECONDS)
                mine = event if event.txn == txn else mine
        raise NoAnswer(f"the pad did not answer command {cmd:02X}")

    def _request(self, cmd: int, data: bytes = b"") -> rp1.Frame:
        return rp1.Frame(next(self._seq) % 256, cmd, data)

    async def _hello(self, line: Line) -> Status:
        reply, _ = await self._exchange(line, rp1.HELLO, b"", None)
        if reply.data[0] == rp1.KEY_FAULT:
            return Status(State.hardwareError, troubles=(KEY_FAULT,))
        if reply.data[0] != rp1.OK:
            raise Garbled("the pad refused the hello")
        rp1.pad_model(reply.data[1:])
        return Status(State.online)

    async def _watch(self, line: Line) -> Status:
        """Late events are acknowledged and dropped; a hello every 5 s."""
        while await self._next_event(line, 0.01):
            pass
        if self._clock() - self._spoke_at < HEARTBEAT_SECONDS - WATCH_SECONDS:
            return self.status
        return await self._hello(line)
