"""Status bytes of an ESC/POS printer, as Epson's and Citizen's tables give them."""

from dataclasses import dataclass

FIXED_EOT = 0x12  # 0xx1xx10: what tells an answer to DLE EOT from everything else
FIXED_ASB = 0x10
MODEL = {65: b"1.0", 66: b"LIDENG", 67: b"T80 MOCK", 68: b"M0001"}


@dataclass(frozen=True)
class Condition:
    """Everything the printer can say about itself."""

    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    cutter_error: bool = False
    unrecoverable: bool = False
    head_hot: bool = False

    @property
    def error(self) -> bool:
        return self.cutter_error or self.unrecoverable or self.head_hot

    @property
    def online(self) -> bool:
        return not (self.cover_open or self.paper_out or self.error)


def real_time(n: int, now: Condition) -> bytes:
    """The answer to DLE EOT n; nothing for an n this printer does not know."""
    bits = {
        1: 0x08 * (not now.online),
        2: 0x04 * now.cover_open | 0x20 * now.paper_out | 0x40 * now.error,
        3: 0x08 * now.cutter_error | 0x20 * now.unrecoverable | 0x40 * now.head_hot,
        4: 0x0C * now.near_end | 0x60 * now.paper_out,
    }
    return bytes([FIXED_EOT | bits[n]]) if n in bits else b""


def automatic(now: Condition) -> bytes:
    """The four bytes of automatic status back."""
    first = FIXED_ASB | 0x08 * (not now.online) | 0x20 * now.cover_open
    second = 0x08 * now.cutter_error | 0x20 * now.unrecoverable | 0x40 * now.head_hot
    third = 0x03 * now.near_end | 0x0C * now.paper_out
    return bytes([first, second, third, 0])


def buffered(n: int, now: Condition) -> bytes:
    """The answer to GS r n: paper for 1, drawer for 2."""
    if n in (1, 49):
        return bytes([0x03 * now.near_end | 0x0C * now.paper_out])
    return b"\0" if n in (2, 50) else b""


def identity(n: int) -> bytes:
    """The answer to GS I n."""
    if n in (1, 2, 3, 49, 50, 51):
        return b"\x02"
    return b"_" + MODEL[n] + b"\0" if n in MODEL else b""
