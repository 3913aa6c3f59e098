"""The text file of a card's chip: 256 bytes UTF-16LE in one of four layouts, told apart by the character at 248."""

from collections.abc import Callable
from datetime import date

from drivers.id_card import IdCard
from drivers.sdt import ADDRESS_BYTES, TEXT_BYTES
from drivers.wire_error import Garbled

LONG_TERM = "长期"
_PADDING = " \0"


def decode_text(text: bytes) -> IdCard:
    """The card behind a text file; raises Garbled when the text has another size or is not UTF-16LE."""
    if len(text) != TEXT_BYTES:
        raise Garbled(f"the card's text has {len(text)} bytes, not {TEXT_BYTES}")
    layout = _LAYOUTS.get(_field(text, 248, 2), _unknown)
    return layout(text)


def decode_new_address(data: bytes) -> str | None:
    """The newest address from the 70 bytes of a 30 03 reply; None when it is blank."""
    if len(data) != ADDRESS_BYTES:
        raise Garbled(f"a newest address has {ADDRESS_BYTES} bytes, not {len(data)}")
    return _strict(data) or None


def _ordinary(text: bytes) -> IdCard:
    valid_to, long_term = _end(text)
    return IdCard(
        kind="cn",
        name=_field(text, 0, 30),
        sex=_field(text, 30, 2),
        nation=_field(text, 32, 4),
        birth=_day(text, 36),
        address=_field(text, 52, 70),
        number=_field(text, 122, 36),
        authority=_field(text, 158, 30),
        valid_from=_day(text, 188),
        valid_to=valid_to,
        long_term=long_term,
    )


def _hkmt(text: bytes) -> IdCard:
    valid_to, long_term = _end(text)
    return IdCard(
        kind="hkmt",
        name=_field(text, 0, 30),
        sex=_field(text, 30, 2),
        birth=_day(text, 36),
        address=_field(text, 52, 70),
        number=_field(text, 122, 36),
        authority=_field(text, 158, 30),
        valid_from=_day(text, 188),
        valid_to=valid_to,
        long_term=long_term,
        permit_no=_field(text, 220, 18),
        issue_count=_field(text, 238, 4),
    )


def _fpr2017(text: bytes) -> IdCard:
    valid_to, long_term = _end(text)
    return IdCard(
        kind="fpr2017",
        english_name=_field(text, 0, 120),
        sex=_field(text, 120, 2),
        number=_field(text, 122, 30),
        nationality=_field(text, 152, 6),
        name=_field(text, 158, 30),
        valid_from=_day(text, 188),
        valid_to=valid_to,
        long_term=long_term,
        birth=_day(text, 220),
        card_version=_field(text, 236, 4),
        authority=_field(text, 240, 8),
    )


def _fpr2023(text: bytes) -> IdCard:
    valid_to, long_term = _end(text)
    return IdCard(
        kind="fpr2023",
        name=_field(text, 0, 30),
        sex=_field(text, 30, 2),
        renewal_count=_field(text, 32, 4),
        birth=_day(text, 36),
        # one name in two places: a space at the seam belongs to it
        english_name=_strict(text[52:122] + text[220:242]),
        number=_field(text, 122, 36),
        valid_from=_day(text, 188),
        valid_to=valid_to,
        long_term=long_term,
        nationality=_field(text, 242, 6),
        earlier_number_link=_field(text, 250, 6),
    )


def _unknown(text: bytes) -> IdCard:
    return IdCard(kind="unknown", number=_field(text, 122, 36))


_LAYOUTS: dict[str, Callable[[bytes], IdCard]] = {
    "": _ordinary,
    "J": _hkmt,
    "I": _fpr2017,
    "Y": _fpr2023,
}


def _field(text: bytes, offset: int, size: int) -> str:
    return _strict(text[offset : offset + size])


def _strict(data: bytes) -> str:
    try:
        return data.decode("utf-16-le").strip(_PADDING)
    except UnicodeDecodeError as error:
        # without the cause: its text would carry the card's bytes into a log
        raise Garbled(f"the card's text is not UTF-16LE at byte {error.start} of a field") from None


def _day(text: bytes, offset: int) -> str:
    raw = _field(text, offset, 16)
    if len(raw) != 8 or not (raw.isascii() and raw.isdigit()):
        return raw
    try:
        return date(int(raw[:4]), int(raw[4:6]), int(raw[6:])).isoformat()
    except ValueError:
        return raw


def _end(text: bytes) -> tuple[str | None, bool]:
    raw = _day(text, 204)
    return (None, True) if raw == LONG_TERM else (raw, False)
