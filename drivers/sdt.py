"""Frames of an SDT identity-card reader (SAM_A, SAM_V): pure and total, any bytes become a value or WireError.

Host to reader `AA AA AA 96 69 | LEN | CMD PARA data | CHK`, back `AA AA AA 96 69 | LEN | SW1 SW2 SW3 data | CHK`;
LEN is big-endian and counts what follows it, CHK is the XOR of everything after the preamble.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from operator import xor

from drivers.wire_error import Garbled, NoAnswer

PREAMBLE = bytes.fromhex("AAAAAA9669")
OK, FOUND, NO_CARD, NO_CONTENT = 0x90, 0x9F, 0x80, 0x91
LONGEST = 0x090A
SHORTEST = 4
REQUEST_ERRORS = frozenset({0x10, 0x11, 0x21, 0x23, 0x24, 0x60, 0x66})
TEXT_BYTES = 256
PHOTO_BYTES = 1024
FINGERPRINT_BYTES = (0, 512, 1024)
ADDRESS_BYTES = 70
SAM_ID_BYTES = 16


def frame(body: bytes) -> bytes:
    """`body` (CMD PARA data) as a whole request."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


def checksum(data: bytes) -> int:
    """XOR of all bytes."""
    return reduce(xor, data, 0)


@dataclass(frozen=True, repr=False)
class Reply:
    """One reply: the card's own status word, the reader's code, and data."""

    sw12: int
    sw3: int
    data: bytes

    def __repr__(self) -> str:
        return f"<Reply {self.sw3:02X} with {len(self.data)} bytes>"


@dataclass(frozen=True)
class Request:
    """A command, which replies with data or a good code answer it, and which error codes it can meet."""

    frame: bytes
    good: Callable[[Reply], bool]
    errors: Collection[int]

    def parse(self, buffer: bytes) -> tuple[Reply, int] | None:
        """The first reply in `buffer` that can belong to this request; replies to older ones are skipped."""
        offset = 0
        while (found := parse_reply(buffer[offset:])) is not None:
            reply, consumed = found
            offset += consumed
            if self._fits(reply):
                return reply, offset
        return None

    def _fits(self, reply: Reply) -> bool:
        if reply.data or reply.sw3 in (OK, FOUND):
            return self.good(reply)
        # an undocumented code without data is better reported than waited out
        return reply.sw3 in self.errors or reply.sw3 not in _EVERY_ERROR


def _request(body: str, good: Callable[[Reply], bool], errors: set[int]) -> Request:
    return Request(frame(bytes.fromhex(body)), good, REQUEST_ERRORS | errors)


def _ok_with(length: int, sw3: int = OK) -> Callable[[Reply], bool]:
    return lambda reply: reply.sw3 == sw3 and len(reply.data) == length


_CARD_ERRORS = {0x31, 0x32, 0x33, 0x34, 0x40, 0x41, 0x47}
_EVERY_ERROR = REQUEST_ERRORS | _CARD_ERRORS | {0x80, 0x81, NO_CONTENT}

SAM_STATUS = _request("11FF", _ok_with(0), set())
SAM_ID = _request("12FF", _ok_with(SAM_ID_BYTES), set())
FIND = _request("2001", _ok_with(4, FOUND), {0x80, 0x40})
SELECT = _request("2002", _ok_with(8), {0x81, 0x34, 0x40, 0x47})
READ = _request("3001", lambda reply: reply.sw3 == OK and len(reply.data) > PHOTO_BYTES, _CARD_ERRORS)
READ_FINGERPRINT = _request("3010", lambda reply: reply.sw3 == OK and len(reply.data) > PHOTO_BYTES, _CARD_ERRORS)
NEW_ADDRESS = _request("3003", _ok_with(ADDRESS_BYTES), _CARD_ERRORS | {NO_CONTENT})


def parse_reply(buffer: bytes) -> tuple[Reply, int] | None:
    """The first whole reply in `buffer` and where it ends; None when more bytes are needed.

    Noise before a preamble is skipped. Raises Garbled when the buffer holds only frames with a wrong checksum.
    """
    garbled = False
    start = buffer.find(PREAMBLE)
    while start >= 0:
        length = int.from_bytes(buffer[start + 5 : start + 7], "big")
        end = start + 7 + length
        headless = len(buffer) < start + 7
        if headless or (SHORTEST <= length <= LONGEST and len(buffer) < end):
            return None
        if SHORTEST <= length <= LONGEST and checksum(buffer[start + 5 : end]) == 0:
            body = buffer[start + 7 : end - 1]
            return Reply(int.from_bytes(body[:2], "big"), body[2], body[3:]), end
        garbled = True
        start = buffer.find(PREAMBLE, start + 1)
    if garbled and not _preamble_begins(buffer):
        raise Garbled("a frame's length or checksum is wrong")
    return None


def _preamble_begins(buffer: bytes) -> bool:
    return any(buffer.endswith(PREAMBLE[:size]) for size in range(1, len(PREAMBLE)))


def whole_reply(data: bytes) -> Reply:
    """The one reply that `data` holds, noise before it allowed; raises NoAnswer or Garbled with a plain sentence."""
    start = data.find(PREAMBLE)
    if start < 0:
        raise Garbled("no preamble AA AA AA 96 69 is in the data")
    length = int.from_bytes(data[start + 5 : start + 7], "big")
    if length == 3 and len(data) >= start + 10:
        raise Garbled("this is a request to the reader or has an impossible length, not a reply")
    found = parse_reply(data)
    if found is None:
        have = max(len(data) - start - 7, 0)
        raise NoAnswer(f"the reply is cut short: its length word says {length} bytes, {have} are there")
    reply, end = found
    if end != len(data):
        raise Garbled(f"{len(data) - end} bytes follow the reply")
    return reply


@dataclass(frozen=True, repr=False)
class CardFiles:
    """The three files of a card as the length words cut them: text, photo (WLT), fingerprints."""

    text: bytes
    photo: bytes
    fingerprint: bytes


def card_files(data: bytes) -> CardFiles:
    """The files in the data of a 30 01 or 30 10 reply; raises Garbled for lengths no card has."""
    words = [int.from_bytes(data[at : at + 2], "big") for at in (0, 2, 4)]
    for sizes in (words[:2], words):
        if 2 * len(sizes) + sum(sizes) == len(data):
            return _cut(data, sizes)
    raise Garbled(f"length words {words[:2]} do not add up to {len(data)} bytes")


def _cut(data: bytes, sizes: list[int]) -> CardFiles:
    text, photo, finger = [*sizes, 0][:3]
    if text != TEXT_BYTES or photo not in (0, PHOTO_BYTES) or finger not in FINGERPRINT_BYTES:
        raise Garbled(f"no card has files of {text}, {photo} and {finger} bytes")
    start = 2 * len(sizes)
    middle = start + text
    return CardFiles(data[start:middle], data[middle : middle + photo], data[middle + photo :])


def sam_id_text(data: bytes) -> str:
    """The reader's own number from the 16 bytes of a 12 FF reply, e.g. 05.03-20200101-0001234567-0007654321."""
    if len(data) != SAM_ID_BYTES:
        raise Garbled(f"a reader's number has {SAM_ID_BYTES} bytes, not {len(data)}")
    day, high, low = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
    return f"{data[0]:02X}.{data[2]:02X}-{day}-{high:010d}-{low:010d}"
