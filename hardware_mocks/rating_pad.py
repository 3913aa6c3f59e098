"""A simulated rating pad speaking RP1: five (or four) keys, lamps, a voice, and events until they are taken.

Frame: 55 AA, LEN (2, big endian, counts SEQ … CHK), SEQ, CMD, data, CHK = XOR of LEN … data. An answer has
the same SEQ, CMD | 80, and a status as its first data byte. Event 40 carries txn (4) and the result, and is
repeated every half second until command 41, which itself is not answered.
"""

from collections.abc import Callable
from functools import reduce
from operator import xor

from hardware_mocks.clock import Clock, Timer
from hardware_mocks.faults import Code, Faults, NotPossible
from hardware_mocks.wire import Send, byte_seconds_at

START = b"\x55\xaa"
OK, BAD_CHECKSUM, BAD_LENGTH, UNKNOWN, BUSY, KEY_FAULT = range(6)
HELLO, VOICE, RATE, CANCEL, LAMPS, STATE, EVENT, ACK = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x40, 0x41
TIMED_OUT, CANCELLED = 0xFE, 0xFF
REPEAT_SECONDS = 0.5
HALF_FRAME_SECONDS = 0.2
SHORTEST, LONGEST = 3, 64
RESULTS_REMEMBERED = 32
STATUS_BY_FAULT = {"busy": BUSY, "key_fault": KEY_FAULT, "checksum": BAD_CHECKSUM, "unknown": UNKNOWN}
_DATA_BYTES = {HELLO: (0,), VOICE: (1,), RATE: (6,), CANCEL: (0, 4), LAMPS: (1,), STATE: (0,), ACK: (0, 4)}


def _status_of(code: Code) -> int:
    if isinstance(code, int):
        return code
    if code not in STATUS_BY_FAULT:
        raise NotPossible(f"{code!r} is no pad fault; known: {', '.join(STATUS_BY_FAULT)}")
    return STATUS_BY_FAULT[code]


def frame(seq: int, command: int, data: bytes) -> bytes:
    """The bytes of one frame from the pad."""
    counted = (len(data) + 3).to_bytes(2, "big") + bytes([seq, command]) + data
    return START + counted + bytes([reduce(xor, counted)])


class RatingPadSim:
    """`press(stars)` is a visitor; `voices`, `lamps` and `results` tell what the pad did.

    fail_next knows busy, key_fault, checksum, unknown (or the status number) for the next command;
    `break_keys()` lasts until `mend_keys()`.
    """

    def __init__(self, clock: Clock, *, baud: int = 9600) -> None:
        self.clock = clock
        self.faults = Faults(_status_of)
        self.byte_seconds = byte_seconds_at(baud)
        self.voices: list[int] = []
        self.lamps = 0
        self.results: dict[int, int] = {}
        self.keys_broken = False
        self.rating: int | None = None
        self.levels = 5
        self._unacknowledged: int | None = None
        self._event_seq = 0
        self._buffer = bytearray()
        self._send: Send = lambda _: None
        self._deadline: Timer | None = None
        self._repeat: Timer | None = None
        self._half_frame: Timer | None = None

    # -- the person in front of it --------------------------------------------------------------------------

    def press(self, stars: int) -> bool:
        """Press the key worth `stars` (5 = very satisfied … 1); False when the pad is not asking.

        A pad with four keys has none for one star.
        """
        if not 1 <= stars <= 5:
            raise NotPossible(f"there is no key for {stars} stars")
        if self.rating is None or self.keys_broken or stars <= 5 - self.levels:
            return False
        self._finish(stars)
        return True

    def break_keys(self) -> None:
        self.keys_broken = True

    def mend_keys(self) -> None:
        self.keys_broken = False

    def state(self) -> dict[str, object]:
        return {
            "rating": self.rating,
            "levels": self.levels,
            "lamps": self.lamps,
            "voices": list(self.voices),
            "results": {str(txn): result for txn, result in self.results.items()},
            "keys_broken": self.keys_broken,
            "faults": self.faults.state(),
        }

    # -- the line -------------------------------------------------------------------------------------------

    def attach(self, send: Send) -> None:
        self._send = send

    def room(self) -> int:
        return 1024

    def power_off(self) -> None:
        """A question on the pad is forgotten; results not yet taken are remembered by txn."""
        for timer in (self._deadline, self._repeat, self._half_frame):
            if timer is not None:
                timer.cancel()
        self._deadline = self._repeat = self._half_frame = None
        self.rating = self._unacknowledged = None
        self.lamps = 0
        self._buffer.clear()

    def power_on(self) -> None:
        """Nothing to do: the pad waits for a hello."""

    def receive(self, data: bytes) -> None:
        self._buffer += data
        while self._one_frame():
            pass
        if self._half_frame is not None:
            self._half_frame.cancel()
            self._half_frame = None
        if self._buffer:
            self._half_frame = self._in(HALF_FRAME_SECONDS, self._buffer.clear)

    def _one_frame(self) -> bool:
        start = self._buffer.find(START)
        if start < 0:
            del self._buffer[: -1 if self._buffer.endswith(START[:1]) else len(self._buffer)]
            return False
        del self._buffer[:start]
        if len(self._buffer) < 6:
            return False
        length = int.from_bytes(self._buffer[2:4], "big")
        seq, command = self._buffer[4], self._buffer[5]
        if not SHORTEST <= length <= LONGEST:
            del self._buffer[:6]
            self._answer(seq, command, BAD_LENGTH)
            return True
        if len(self._buffer) < 4 + length:
            return False
        counted = bytes(self._buffer[2 : 4 + length])
        del self._buffer[: 4 + length]
        self._accept(seq, command, counted[4:-1], sound=reduce(xor, counted) == 0)
        return True

    def _accept(self, seq: int, command: int, data: bytes, *, sound: bool) -> None:
        if not sound:
            self._answer(seq, command, BAD_CHECKSUM)
        elif command not in _DATA_BYTES:
            self._answer(seq, command, UNKNOWN)
        elif len(data) not in _DATA_BYTES[command]:
            self._answer(seq, command, BAD_LENGTH)
        elif command == ACK:
            self._acknowledged(data)
        elif (code := self.faults.take(lambda _: True)) is not None:
            self._answer(seq, command, _status_of(code))
        else:
            self._answer(seq, command, *_ACTS[command](self, data))

    def _answer(self, seq: int, command: int, status: int, data: bytes = b"") -> None:
        self._send(frame(seq, (command | 0x80) & 0xFF, bytes([status]) + data))

    # -- commands -------------------------------------------------------------------------------------------

    def _hello(self, _: bytes) -> tuple[int, bytes]:
        return OK, b"\x01" + b"RP1-MOCK" + b"\x01\x00"

    def _voice(self, data: bytes) -> tuple[int, bytes]:
        self.voices.append(data[0])
        return OK, b""

    def _set_lamps(self, data: bytes) -> tuple[int, bytes]:
        self.lamps = data[0]
        return OK, b""

    def _rate(self, data: bytes) -> tuple[int, bytes]:
        """Ask; the same txn again starts nothing new and repeats a result that is already there."""
        txn, seconds, levels = int.from_bytes(data[:4], "big"), data[4], data[5]
        if self.keys_broken:
            return KEY_FAULT, b""
        if txn in self.results:
            self._tell(txn)
        elif self.rating is None:
            self.rating, self.levels = txn, 4 if levels == 4 else 5
            self._deadline = self._in(seconds * self.faults.factor, lambda: self._finish(TIMED_OUT))
        elif self.rating != txn:
            return BUSY, b""
        return OK, b""

    def _cancel(self, data: bytes) -> tuple[int, bytes]:
        if self.rating is not None and (not data or int.from_bytes(data, "big") == self.rating):
            self._finish(CANCELLED)
        return OK, b""

    def _get_state(self, _: bytes) -> tuple[int, bytes]:
        asking = self.rating if self.rating is not None else self._unacknowledged
        kind = 1 if self.rating is not None else 2 if self._unacknowledged is not None else 0
        return OK, bytes([kind]) + (asking or 0).to_bytes(4, "big") + bytes([self.lamps])

    # -- results --------------------------------------------------------------------------------------------

    def _finish(self, result: int) -> None:
        if self.rating is None:
            return
        if self._deadline is not None:
            self._deadline.cancel()
        txn, self.rating, self._deadline = self.rating, None, None
        self.results[txn] = result
        for old in list(self.results)[:-RESULTS_REMEMBERED]:
            del self.results[old]
        self._tell(txn)

    def _tell(self, txn: int) -> None:
        """Send the event now and again until it is acknowledged; a newer one takes its place."""
        if self._repeat is not None:
            self._repeat.cancel()
        if self._unacknowledged != txn:
            self._event_seq = (self._event_seq + 1) & 0xFF
        self._unacknowledged = txn
        self._send(frame(self._event_seq, EVENT, txn.to_bytes(4, "big") + bytes([self.results[txn]])))
        self._repeat = self._in(REPEAT_SECONDS, lambda: self._tell(txn))

    def _acknowledged(self, data: bytes) -> None:
        if self._repeat is not None and (not data or int.from_bytes(data, "big") == self._unacknowledged):
            self._repeat.cancel()
            self._repeat = self._unacknowledged = None

    def _in(self, seconds: float, callback: Callable[[], object]) -> Timer:
        return self.clock.call_at(self.clock.time() + seconds, callback)


_ACTS: dict[int, Callable[[RatingPadSim, bytes], tuple[int, bytes]]] = {
    HELLO: RatingPadSim._hello,
    VOICE: RatingPadSim._voice,
    RATE: RatingPadSim._rate,
    CANCEL: RatingPadSim._cancel,
    LAMPS: RatingPadSim._set_lamps,
    STATE: RatingPadSim._get_state,
}
