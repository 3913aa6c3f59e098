"""ESC/POS as bytes: the commands a slip needs, and the printer's answers (Epson's command reference).

Pure and total. Answers are told apart by their fixed bits, DLE EOT 0xx1xx10 and ASB 0xx1xx00, those to GS r 1 by its
four values: 0xx0xxxx alone would also be most of any text.
"""

from dataclasses import dataclass

from drivers.slip import Align
from drivers.status import Acts, Paper, State, Status, Trouble
from drivers.wire_error import Garbled

INIT = b"\x1b@" + b"\x1da\x00"
CHINESE, NOT_CHINESE = b"\x1c&", b"\x1c."
ECHO = b"\x1dr\x01"
CLEAR_AND_TELL = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = b"\x37\x25\x00"
CLEARS: dict[str, bytes] = {"dle_dc4_8": CLEAR_AND_TELL, "dle_enq_2": b"\x10\x05\x02", "no": b""}
LINE_FEED = b"\n"
ALIGN: dict[Align, bytes] = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
BOLD, NOT_BOLD = b"\x1bE\x01", b"\x1bE\x00"
DOUBLE, NOT_DOUBLE = b"\x1d!\x11" + b"\x1cW\x01", b"\x1d!\x00" + b"\x1cW\x00"
BAND_ROWS = 48

PAPER_OUT = Trouble("paper_out", Acts.attendant, "refill paper")
PAPER_LOW = Trouble("paper_low", Acts.attendant, "bring a new roll")
COVER_OPEN = Trouble("cover_open", Acts.attendant, "close the cover")
CUTTER = Trouble("cutter", Acts.attendant, "clear the cutter")
BROKEN = Trouble("unrecoverable", Acts.technician, "restart the printer")
MECHANICAL = Trouble("mechanical", Acts.technician, "open and look inside")
HEAD_HOT = Trouble("head_hot", Acts.attendant, "wait until the head is cool")
OFFLINE = Trouble("offline", Acts.attendant, "set the printer online")
ERROR = Trouble("printer_error", Acts.technician, "look at the printer's lamps")
AUTOMATIC_BYTES = 4
# GS r 1: both bits of a sensor stand or fall together
_ECHOES = {0x00: Paper.full, 0x03: Paper.low, 0x0C: Paper.out, 0x0F: Paper.out}
_HARDWARE = {CUTTER, BROKEN, MECHANICAL, ERROR}


def status_request(n: int) -> bytes:
    """DLE EOT n, answered in real time."""
    return bytes([0x10, 0x04, n])


def feed(dots: int) -> bytes:
    """ESC J: empty paper."""
    return b"".join(bytes([0x1B, 0x4A, min(255, dots - at)]) for at in range(0, dots, 255))


def cut(mm_behind_head: int) -> bytes:
    """GS V 66: feed to the knife and cut all but a bridge; `mm_behind_head` in dots of the feed."""
    return bytes([0x1D, 0x56, 66, mm_behind_head])


def raster(rows: bytes, row_bytes: int) -> bytes:
    """GS v 0 in bands that fit a small buffer; a set bit is black."""
    height = len(rows) // row_bytes
    return b"".join(_band(rows, row_bytes, top, min(BAND_ROWS, height - top)) for top in range(0, height, BAND_ROWS))


def _band(rows: bytes, row_bytes: int, top: int, height: int) -> bytes:
    head = b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")
    return head + rows[top * row_bytes : (top + height) * row_bytes]


def qr_code(data: bytes, dots_per_module: int) -> bytes:
    """GS ( k: model 2, level M, store, print."""
    return (
        _gs_k(b"1A2\x00")
        + _gs_k(b"1C" + bytes([dots_per_module]))
        + _gs_k(b"1E1")
        + _gs_k(b"1P0" + data)
        + _gs_k(b"1Q0")
    )


def _gs_k(body: bytes) -> bytes:
    return b"\x1d(k" + len(body).to_bytes(2, "little") + body


@dataclass(frozen=True)
class Realtime:
    """An answer to DLE EOT; `bits` as sent."""

    bits: int


@dataclass(frozen=True)
class Echo:
    """An answer to GS r 1: everything before it is out."""

    paper: Paper


def parse_answer(buffer: bytes) -> tuple[Realtime | Echo, int] | None:
    """The first answer in `buffer`; automatic status and bytes of no known form are skipped.

    Raises Garbled for text: what speaks in words is no printer in its senses, whatever follows.
    """
    at = 0
    while at < len(buffer):
        byte = buffer[at]
        if byte & 0x93 == 0x12:
            return Realtime(byte), at + 1
        if byte in _ECHOES:
            return Echo(_ECHOES[byte]), at + 1
        if CLEARED.startswith(buffer[at : at + len(CLEARED)]):
            at += len(CLEARED)
        elif byte & 0x93 == 0x10:
            at += AUTOMATIC_BYTES
        elif 0x20 <= byte < 0x7F:
            raise Garbled("the printer answers in text")
        else:
            at += 1
    return None


def parse_echo(buffer: bytes) -> tuple[Echo, int] | None:
    """The first answer to GS r in `buffer`, answers to DLE EOT skipped."""
    at = 0
    while (found := parse_answer(buffer[at:])) is not None:
        answer, consumed = found
        at += consumed
        if isinstance(answer, Echo):
            return answer, at
    return None


def parse_cleared(buffer: bytes) -> tuple[bytes, int] | None:
    """The answer to DLE DC4 8; what was under way before it is skipped."""
    at = buffer.find(CLEARED)
    return None if at < 0 else (CLEARED, at + len(CLEARED))


def parse_realtime(buffer: bytes) -> tuple[Realtime, int] | None:
    """The first answer to DLE EOT in `buffer`, echoes of older jobs skipped."""
    at = 0
    while (found := parse_answer(buffer[at:])) is not None:
        answer, consumed = found
        at += consumed
        if isinstance(answer, Realtime):
            return answer, at
    return None


def printer_status(answers: dict[int, int]) -> Status:
    """The status behind the answers to DLE EOT 1 to 4; what was not answered is unknown, never healthy."""
    one, two, three, four = (answers.get(n) for n in (1, 2, 3, 4))
    troubles = [trouble for trouble, seen in _seen(one, two, three, four) if seen]
    paper = _paper(two, four)
    blocking = [trouble for trouble in troubles if trouble is not PAPER_LOW]
    if not blocking:
        # bits nobody reads must not look like health
        state = State.online if one is not None and not one & 0x08 else State.offline
    elif _HARDWARE & set(blocking):
        state = State.hardwareError
    elif COVER_OPEN in blocking:
        state = State.userError
    else:
        state = State.offline
    return Status(state, paper, tuple(troubles))


def _seen(one: int | None, two: int | None, three: int | None, four: int | None) -> list[tuple[Trouble, bool]]:
    cover = bool((two or 0) & 0x04)
    out = bool((two or 0) & 0x20 or (four or 0) & 0x60)
    specific = bool(cover or out or (three or 0) & 0x6C)
    return [
        (BROKEN, bool((three or 0) & 0x20)),
        (CUTTER, bool((three or 0) & 0x08)),
        (MECHANICAL, bool((three or 0) & 0x04)),
        (COVER_OPEN, cover),
        (PAPER_OUT, out),
        (HEAD_HOT, bool((three or 0) & 0x40) and not cover),
        (ERROR, bool((two or 0) & 0x40) and not specific),
        (OFFLINE, bool((one or 0) & 0x08) and not specific and not (two or 0) & 0x40),
        (PAPER_LOW, bool((four or 0) & 0x0C) and not out),
    ]


def _paper(two: int | None, four: int | None) -> Paper:
    if (two or 0) & 0x20 or (four or 0) & 0x60:
        return Paper.out
    if four is None or (two or 0) & 0x04:
        return Paper.unknown
    return Paper.low if four & 0x0C else Paper.full
