"""Cards one can lay on the simulated reader, and the 256 bytes of text on their chips.

The four layouts (ordinary, 'J', 'I', 'Y') share one rule: UTF-16LE, fields padded with U+0020, and the
character at byte 248 says which layout it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

TEXT_BYTES = 256
PHOTO_BYTES = 1024
WLT_HEADER = bytes.fromhex("574C66007E00320000FF85015151513E71")

_NATION_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
NATIONS = _NATION_NAMES.split()  # GB/T 3304: 01 … 56
KINDS = ("cn", "hkmt", "fpr2017", "fpr2023")


@dataclass(frozen=True)
class Card:
    """An invented card: kind is cn, hkmt ('J'), fpr2017 ('I') or fpr2023 ('Y').

    sex is 男/女 or the digit of GB/T 2261.1, nation a name or the two digits of GB/T 3304, dates are
    YYYY-MM-DD or YYYYMMDD, valid_to may be 长期.
    """

    kind: str = "cn"
    name: str = ""
    english_name: str = ""
    sex: str = "1"
    nation: str = "01"
    birth: str = ""
    address: str = ""
    number: str = ""
    authority: str = ""
    valid_from: str = ""
    valid_to: str = ""
    permit_no: str = ""
    issue_count: str = ""
    nationality: str = ""
    renewal_count: str = ""
    earlier_number_link: str = ""
    card_version: str = ""
    authority_code: str = ""
    new_address: str = ""
    fingerprint_bytes: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")
        if self.fingerprint_bytes not in (0, 512, 1024):
            raise ValueError("fingerprint_bytes is 0, 512 or 1024")


def card_from(values: Mapping[str, object]) -> Card:
    """A card from a dict of the names above; what a card does not carry is ignored, None is empty."""
    names = {field.name for field in fields(Card)} - {"fingerprint_bytes"}
    texts = {name: str(value) for name, value in values.items() if name in names and value is not None}
    prints = values.get("fingerprint_bytes") or 0
    if not isinstance(prints, int):
        raise ValueError("fingerprint_bytes is a number")
    return replace(Card(), **texts, fingerprint_bytes=prints)


def text_on(card: Card) -> bytes:
    """The 256 bytes of text the reader hands out for this card."""
    block = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for offset, length, text in _LAYOUTS[card.kind](card):
        raw = text.encode("utf-16-le")[:length]
        block[offset : offset + len(raw)] = raw
    return bytes(block)


def photo_on(card: Card) -> bytes:
    """A WLT header for 102 × 126 pixels without the compressed picture: it decodes to nothing."""
    return WLT_HEADER.ljust(PHOTO_BYTES, b"\0")


def fingerprint_on(card: Card) -> bytes:
    return b"C\x01".ljust(card.fingerprint_bytes, b"\0") if card.fingerprint_bytes else b""


def address_on(card: Card) -> bytes | None:
    """The newest address, 70 bytes, or None where nobody wrote one on the chip."""
    if not card.new_address:
        return None
    return card.new_address.ljust(35).encode("utf-16-le")[:70]


Field = tuple[int, int, str]


def _sex(card: Card) -> str:
    return {"男": "1", "女": "2", "male": "1", "female": "2"}.get(card.sex, card.sex)


def _nation(card: Card) -> str:
    name = card.nation.removesuffix("族")
    return f"{NATIONS.index(name) + 1:02d}" if name in NATIONS else card.nation


def _date(text: str) -> str:
    return text.replace("-", "")


def _ordinary(card: Card) -> list[Field]:
    return [
        (0, 30, card.name),
        (30, 2, _sex(card)),
        (32, 4, _nation(card)),
        (36, 16, _date(card.birth)),
        (52, 70, card.address),
        (122, 36, card.number),
        (158, 30, card.authority),
        (188, 16, _date(card.valid_from)),
        (204, 16, _date(card.valid_to)),
    ]


def _permit(card: Card) -> list[Field]:
    plain = [field for field in _ordinary(card) if field[0] != 32]
    return [*plain, (220, 18, card.permit_no), (238, 4, card.issue_count), (248, 2, "J")]


def _foreigner_2017(card: Card) -> list[Field]:
    return [
        (0, 120, card.english_name),
        (120, 2, _sex(card)),
        (122, 30, card.number),
        (152, 6, card.nationality),
        (158, 30, card.name),
        (188, 16, _date(card.valid_from)),
        (204, 16, _date(card.valid_to)),
        (220, 16, _date(card.birth)),
        (236, 4, card.card_version),
        (240, 8, card.authority_code),
        (248, 2, "I"),
    ]


def _foreigner_2023(card: Card) -> list[Field]:
    return [
        (0, 30, card.name),
        (30, 2, _sex(card)),
        (32, 4, card.renewal_count),
        (36, 16, _date(card.birth)),
        (52, 70, card.english_name[:35]),
        (122, 36, card.number),
        (188, 16, _date(card.valid_from)),
        (204, 16, _date(card.valid_to)),
        (220, 22, card.english_name[35:46]),
        (242, 6, card.nationality),
        (248, 2, "Y"),
        (250, 6, card.earlier_number_link),
    ]


_LAYOUTS = {"cn": _ordinary, "hkmt": _permit, "fpr2017": _foreigner_2017, "fpr2023": _foreigner_2023}
