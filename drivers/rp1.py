"""RP1, the rating pad's frames (docs of this project: 9600 8N1): pure and total.

`55 AA | LEN | SEQ CMD data | CHK`; LEN is big-endian and counts SEQ to CHK, CHK is the XOR of LEN to data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import xor

from drivers.wire_error import Garbled

PREAMBLE = b"\x55\xaa"
HELLO, VOICE, RATE, CANCEL, LAMPS, STATE, EVENT, EVENT_ACK = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x40, 0x41
ANSWER_BIT = 0x80
SHORTEST, LONGEST = 3, 64
OK, BUSY, KEY_FAULT = 0x00, 0x04, 0x05
TIMEOUT, CANCELLED = 0xFE, 0xFF
STATUS_WORDS = {1: "bad checksum", 2: "bad length", 3: "unknown command", BUSY: "busy", KEY_FAULT: "key fault"}


@dataclass(frozen=True)
class Frame:
    """One frame; `data` of an answer begins with its status byte."""

    seq: int
    cmd: int
    data: bytes

    def encoded(self) -> bytes:
        """The frame on the wire."""
        body = bytes([self.seq, self.cmd]) + self.data
        counted = (len(body) + 1).to_bytes(2, "big") + body
        return PREAMBLE + counted + bytes([reduce(xor, counted, 0)])


def parse_frame(buffer: bytes) -> tuple[Frame, int] | None:
    """The first whole frame in `buffer`, noise and garbled frames before it skipped.

    Raises Garbled when only garbled frames are there.
    """
    garbled = False
    start = buffer.find(PREAMBLE)
    while start >= 0:
        length = int.from_bytes(buffer[start + 2 : start + 4], "big")
        end = start + 4 + length
        possible = SHORTEST <= length <= LONGEST
        if len(buffer) < start + 4 or (possible and len(buffer) < end):
            return None
        if possible and reduce(xor, buffer[start + 2 : end], 0) == 0:
            return Frame(buffer[start + 4], buffer[start + 5], buffer[start + 6 : end - 1]), end
        garbled = True
        start = buffer.find(PREAMBLE, start + 1)
    if garbled and not buffer.endswith(PREAMBLE[:1]):
        raise Garbled("a frame's length or checksum is wrong")
    return None


@dataclass(frozen=True)
class Rated:
    """Event 40: the end of one rating; 1 to 5 stars, or None for time-out and cancelled."""

    seq: int
    txn: int
    stars: int | None


@dataclass(frozen=True)
class PadModel:
    """What hello answers: protocol, model, firmware."""

    protocol: int
    model: str
    firmware: str


def rated(frame: Frame) -> Rated | None:
    """The event in a frame; None when it is another frame; raises Garbled for an impossible event."""
    if frame.cmd != EVENT:
        return None
    if len(frame.data) != 5:
        raise Garbled(f"a rating has 5 bytes, not {len(frame.data)}")
    result = frame.data[4]
    if result not in (1, 2, 3, 4, 5, TIMEOUT, CANCELLED):
        raise Garbled(f"a rating of {result} stars")
    return Rated(frame.seq, int.from_bytes(frame.data[:4], "big"), result if result <= 5 else None)


def event_ack(event: Rated) -> Frame:
    """41: the host has the event; the pad stops repeating it."""
    return Frame(event.seq, EVENT_ACK, event.txn.to_bytes(4, "big"))


def pad_model(data: bytes) -> PadModel:
    """The data of a good hello answer, its status byte cut off; raises Garbled."""
    if len(data) < 11:
        raise Garbled(f"a hello has 11 bytes, not {len(data)}")
    name = data[1:9].decode("ascii", errors="replace").strip(" \0")
    return PadModel(data[0], name, f"{data[9]}.{data[10]}")


def answer_to(request: Frame) -> Callable[[Frame], bool]:
    """Whether a frame answers `request`."""
    return lambda frame: frame.seq == request.seq and frame.cmd == request.cmd | ANSWER_BIT and len(frame.data) > 0
