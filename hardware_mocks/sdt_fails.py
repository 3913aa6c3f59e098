"""Which status word (SW3) belongs to which act of the SDT reader, for `fail_next`."""

from enum import Enum, auto

from hardware_mocks.faults import Code, NotPossible


class Act(Enum):
    FIND = auto()
    SELECT = auto()
    READ = auto()
    ADDRESS = auto()
    STATUS = auto()
    OTHER = auto()


SW3_BY_NAME = {
    "not_found": 0x80,
    "no_card_yet": 0x34,
    "select_failed": 0x81,
    "two_cards": 0x81,
    "wrong_card": 0x40,
    "read_failed": 0x41,
    "sleeve": 0x41,
    "card_refused_reader": 0x31,
    "reader_refused_card": 0x32,
    "verification": 0x33,
    "random_number": 0x47,
    "no_content": 0x91,
    "self_test": 0x60,
    "not_authorised": 0x66,
    "not_permitted": 0x23,
    "unrecognised": 0x24,
    "checksum": 0x10,
    "length": 0x11,
    "command": 0x21,
}
_ONLY_AT = {
    0x80: Act.FIND,
    0x34: Act.FIND,
    0x81: Act.SELECT,
    0x40: Act.SELECT,
    0x41: Act.READ,
    0x31: Act.READ,
    0x32: Act.READ,
    0x33: Act.READ,
    0x47: Act.READ,
    0x91: Act.ADDRESS,
}
_FROM_CARD = {0x31: b"\x69\x88", 0x47: b"\x69\x85"}  # the card's own APDU status comes along


def sw3_of(code: Code) -> int:
    """The status byte for a name above or a number as it stands."""
    if isinstance(code, int):
        return code
    if code not in SW3_BY_NAME:
        raise NotPossible(f"{code!r} is no SDT fault; known: {', '.join(SW3_BY_NAME)}")
    return SW3_BY_NAME[code]


def fits(code: Code, act: Act) -> bool:
    """Codes that belong to one act wait for it; the others strike the next command whatever it is."""
    return _ONLY_AT.get(sw3_of(code), act) is act


def card_status(sw3: int) -> bytes:
    return _FROM_CARD.get(sw3, b"\0\0")
