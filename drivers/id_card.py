"""What the chip of an identity card says, decoded and not judged."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["cn", "hkmt", "fpr2017", "fpr2023", "unknown"]


@dataclass(frozen=True, repr=False)
class IdCard:
    """One identity card; "" is a field the card does not carry.

    `kind`: cn resident card, hkmt permit of Hong Kong, Macau and Taiwan residents (type J), fpr2017 and
    fpr2023 permanent residence of foreigners (types I and Y); unknown carries the number only.
    `sex` is the digit of GB/T 2261.1, `nation` of GB/T 3304, `nationality` letters of GB/T 2659.
    Dates are ISO 8601 where the chip holds eight digits that are a day, else the chip's own text.
    `valid_to` is None with `long_term` for 长期. `photo_wlt` is 1024 bytes WLT, `fingerprint` GA/T 1011 or b"".
    """

    kind: Kind
    number: str
    name: str = ""
    english_name: str = ""
    sex: str = ""
    nation: str = ""
    birth: str = ""
    address: str = ""
    authority: str = ""
    valid_from: str = ""
    valid_to: str | None = ""
    long_term: bool = False
    permit_no: str = ""
    issue_count: str = ""
    nationality: str = ""
    renewal_count: str = ""
    earlier_number_link: str = ""
    card_version: str = ""
    photo_wlt: bytes = b""
    fingerprint: bytes = b""
    new_address: str | None = None

    def __repr__(self) -> str:
        return f"<IdCard {self.kind}>"
