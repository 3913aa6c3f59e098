"""Why no card was read: one plain trouble for each status code of an SDT reader (its SW3 byte)."""

from dataclasses import dataclass

from drivers.status import NO_ANSWER, Acts, Trouble


@dataclass(frozen=True)
class CardTrouble(Trouble):
    """A trouble with the card or its reader; `sw3` is the reader's own code, None when the line failed."""

    sw3: int | None = None


_VISITOR, _ATTENDANT, _TECHNICIAN = Acts.visitor, Acts.attendant, Acts.technician

_TABLE = {
    0x10: ("request_checksum", _TECHNICIAN, "check the reader's cable"),
    0x11: ("request_length", _TECHNICIAN, "check the reader's cable"),
    0x21: ("request_unknown", _TECHNICIAN, "check the reader's model"),
    0x23: ("request_not_permitted", _TECHNICIAN, "check the reader's licence"),
    0x24: ("reader_error", _TECHNICIAN, "restart the reader"),
    0x31: ("reader_not_accepted", _ATTENDANT, "check the card by hand"),
    0x32: ("card_not_accepted", _ATTENDANT, "check the card by hand"),
    0x33: ("card_data_wrong", _ATTENDANT, "check the card by hand"),
    0x34: ("no_card", _VISITOR, "lay the card on the reader"),
    0x40: ("wrong_card", _VISITOR, "lay an identity card on the reader"),
    0x41: ("card_not_read", _VISITOR, "lift the card and lay it back"),
    0x47: ("card_no_random", _VISITOR, "lift the card and lay it back"),
    0x60: ("reader_self_test", _TECHNICIAN, "replace the reader"),
    0x66: ("reader_not_authorised", _TECHNICIAN, "renew the reader's authorisation"),
    0x80: ("no_card", _VISITOR, "lay the card on the reader"),
    0x81: ("card_not_selected", _VISITOR, "lift the card and lay it back alone"),
    0x91: ("no_content", _ATTENDANT, "look at the printed card"),
}

LINE_GARBLED = CardTrouble("line_garbled", _VISITOR, "lift the card and lay it back")
TEXT_UNREADABLE = CardTrouble("card_text_unreadable", _ATTENDANT, "check the card by hand")
NO_READER = CardTrouble(NO_ANSWER.code, NO_ANSWER.acts, NO_ANSWER.verb)


def card_trouble(sw3: int) -> CardTrouble:
    """The trouble behind a status code other than 90 and 9F; codes nobody documents call a technician."""
    code, acts, verb = _TABLE.get(sw3, ("reader_code_unknown", _TECHNICIAN, "check the reader's model"))
    return CardTrouble(code, acts, verb, sw3)
