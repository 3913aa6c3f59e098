"""What one recorded reply of an SDT reader says; a technician's tool and the driver read it alike."""

from dataclasses import dataclass, replace

from drivers.card_trouble import CardTrouble, card_trouble
from drivers.id_card import IdCard
from drivers.sdt import (
    ADDRESS_BYTES,
    FOUND,
    OK,
    SAM_ID_BYTES,
    TEXT_BYTES,
    Reply,
    card_files,
    sam_id_text,
    whole_reply,
)
from drivers.sdt_text import decode_new_address, decode_text
from drivers.wire_error import Garbled


@dataclass(frozen=True, repr=False)
class NewAddress:
    """The newest address on a card (30 03); None when the card's field is blank."""

    address: str | None

    def __repr__(self) -> str:
        return "<NewAddress>"


@dataclass(frozen=True)
class SamId:
    """The reader's own number (12 FF)."""

    number: str


@dataclass(frozen=True)
class ReaderSays:
    """A reply without a person in it: the code, what it means, and the trouble if it is one."""

    sw3: int
    meaning: str
    trouble: CardTrouble | None = None


ReplyMeaning = IdCard | NewAddress | SamId | ReaderSays


def read_reply(data: bytes) -> ReplyMeaning:
    """What the one reply in `data` says; raises WireError with one plain sentence when it is broken."""
    return _meaning(whole_reply(data))


def read_hex(text: str) -> ReplyMeaning:
    """As read_reply, from hexadecimal text with any white space."""
    try:
        data = bytes.fromhex(text)
    except ValueError:
        raise Garbled("the text is not pairs of hexadecimal digits") from None
    return read_reply(data)


def read_card(reply: Reply) -> IdCard:
    """The card in a good reply to 30 01 or 30 10; raises Garbled."""
    files = card_files(reply.data)
    return replace(decode_text(files.text), photo_wlt=files.photo, fingerprint=files.fingerprint)


def _meaning(reply: Reply) -> ReplyMeaning:
    if reply.sw3 not in (OK, FOUND):
        if reply.data:
            raise Garbled(f"an error reply carries {len(reply.data)} bytes of data")
        trouble = card_trouble(reply.sw3)
        return ReaderSays(reply.sw3, f"{trouble.code}: {trouble.verb}", trouble)
    return _found(reply) if reply.sw3 == FOUND else _good(reply)


def _found(reply: Reply) -> ReaderSays:
    if len(reply.data) != 4:
        raise Garbled(f"a found card has 4 bytes of data, not {len(reply.data)}")
    return ReaderSays(FOUND, "card found")


def _good(reply: Reply) -> ReplyMeaning:
    size = len(reply.data)
    if size > TEXT_BYTES:
        return read_card(reply)
    match size:
        case 0:
            return ReaderSays(OK, "success")
        case 8:
            return ReaderSays(OK, "card selected")
        case 28:
            return ReaderSays(OK, "numbers of the card's chip")
        case _ if size == SAM_ID_BYTES:
            return SamId(sam_id_text(reply.data))
        case _ if size == ADDRESS_BYTES:
            return NewAddress(decode_new_address(reply.data))
    raise Garbled(f"no reply of an SDT reader has {size} bytes of data")
