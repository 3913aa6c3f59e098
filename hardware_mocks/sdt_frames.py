"""Frames of the SDT reader as the reader sees them: requests come in, answers go out.

Request: AA AA AA 96 69, LEN (2, big endian), CMD, PARA, data …, CHK; answer: the same with SW1 SW2 SW3.
LEN counts everything after itself, CHK is the XOR of everything after the preamble.
"""

from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
SHORTEST, LONGEST = 3, 64  # LEN of any request the reader knows is 3 or 4


class WrongLength:
    """A frame whose LEN no request can have."""


def answer_frame(sw3: int, data: bytes = b"", sw12: bytes = b"\0\0") -> bytes:
    """The bytes on the wire for one answer."""
    body = sw12 + bytes([sw3]) + data
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([reduce(xor, counted)])


def checksum_holds(counted: bytes) -> bool:
    """True when LEN … CHK, XORed together, is zero."""
    return reduce(xor, counted) == 0


class RequestScanner:
    """Finds requests in a stream; noise before a preamble is skipped."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def halfway(self) -> bool:
        """A preamble has come and its frame is not complete."""
        return self._buffer.startswith(PREAMBLE)

    def drop(self) -> None:
        self._buffer.clear()

    def feed(self, data: bytes) -> list[bytes | WrongLength]:
        """Complete requests (LEN … CHK) that `data` brought, in order."""
        self._buffer += data
        found: list[bytes | WrongLength] = []
        while (request := self._one()) is not None:
            found.append(request)
        return found

    def _one(self) -> bytes | WrongLength | None:
        self._skip_noise()
        if len(self._buffer) < len(PREAMBLE) + 2:
            return None
        start = len(PREAMBLE)
        length = int.from_bytes(self._buffer[start : start + 2], "big")
        if not SHORTEST <= length <= LONGEST:
            del self._buffer[: start + 2]
            return WrongLength()
        end = start + 2 + length
        if len(self._buffer) < end:
            return None
        counted = bytes(self._buffer[start:end])
        del self._buffer[:end]
        return counted

    def _skip_noise(self) -> None:
        place = self._buffer.find(PREAMBLE)
        if place >= 0:
            del self._buffer[:place]
            return
        for keep in range(min(len(PREAMBLE) - 1, len(self._buffer)), 0, -1):
            if self._buffer.endswith(PREAMBLE[:keep]):
                del self._buffer[:-keep]
                return
        self._buffer.clear()
