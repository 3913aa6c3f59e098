"""Cards of invented persons as the bytes an SDT reader sends, built from the manual and not from the driver's codec."""

from dataclasses import dataclass

PHOTO = bytes.fromhex("574C66007E00320000FF8500515151") + bytes(1009)


def checked(body: bytes) -> bytes:
    """`body` behind preamble and length, XOR at the end."""
    rest = bytearray((len(body) + 1).to_bytes(2, "big") + body)
    total = 0
    for byte in rest:
        total ^= byte
    return b"\xaa\xaa\xaa\x96\x69" + bytes(rest) + bytes([total])


def says(sw3: int, data: bytes = b"") -> bytes:
    return checked(bytes([0, 0, sw3]) + data)


FOUND = says(0x9F, bytes(4))
NO_CARD = says(0x80)
SELECTED = says(0x90, bytes(8))
READY = says(0x90)
NO_ADDRESS = says(0x91)


def text_file(*fields: tuple[int, int, str]) -> bytes:
    """256 bytes of spaces with (offset, bytes, text) written in."""
    whole = bytearray(" ".encode("utf-16-le") * 128)
    for offset, size, text in fields:
        data = text.encode("utf-16-le")
        assert len(data) <= size, text
        whole[offset : offset + len(data)] = data
    return bytes(whole)


ORDINARY = text_file(
    (0, 30, "黄建军"), (30, 2, "1"), (32, 4, "01"), (36, 16, "19600512"), (52, 70, "青禾县柳溪镇石桥村3组12号"),
    (122, 36, "439921196005120778"), (158, 30, "青禾县公安局"), (188, 16, "20150601"), (204, 16, "长期"),
)  # fmt: skip
RARE_NAME = text_file(
    (0, 30, "𠮷䶮"), (30, 2, "2"), (32, 4, "13"), (36, 16, "19881103"), (52, 70, "青禾县城关镇东街7号"),
    (122, 36, "439921198811030024"), (158, 30, "青禾县公安局"), (188, 16, "20200101"), (204, 16, "20400101"),
)  # fmt: skip
PERMIT = text_file(
    (0, 30, "陈试"), (30, 2, "2"), (36, 16, "19900203"), (52, 70, "青禾县城关镇南街1号"),
    (122, 36, "810000199002030022"), (158, 30, "青禾县公安局"), (188, 16, "20210101"), (204, 16, "20260101"),
    (220, 18, "H12345678"), (238, 4, "02"), (248, 2, "J"),
)  # fmt: skip
FOREIGNER_2017 = text_file(
    (0, 120, "SAMPLE, JOHANNA MARIA"), (120, 2, "2"), (122, 30, "XXA439921000017"), (152, 6, "XXA"), (158, 30, "江试"),
    (188, 16, "20180101"), (204, 16, "20280101"), (220, 16, "19750407"), (236, 4, "01"), (240, 8, "1500"),
    (248, 2, "I"),
)  # fmt: skip
LONG_ENGLISH = "ABCDEFGHIJ KLMNOPQRST UVWXYZ ABCDEFGHIJKLMNOPQ"
FOREIGNER_2023 = text_file(
    (0, 30, "江试"), (30, 2, "1"), (32, 4, "00"), (36, 16, "19750407"), (52, 70, LONG_ENGLISH[:35]),
    (122, 36, "943999197504070019"), (188, 16, "20240101"), (204, 16, "20340101"), (220, 22, LONG_ENGLISH[35:]),
    (242, 6, "XXA"), (248, 2, "Y"), (250, 6, "017"),
)  # fmt: skip
STRANGE_TYPE = text_file((0, 30, "不认得"), (122, 36, "439921000000000000"), (248, 2, "Z"))


def read_3001(text: bytes, photo: bytes = PHOTO) -> bytes:
    return says(0x90, len(text).to_bytes(2, "big") + len(photo).to_bytes(2, "big") + text + photo)


def read_3010(text: bytes, fingerprint: bytes, photo: bytes = PHOTO) -> bytes:
    sizes = b"".join(len(part).to_bytes(2, "big") for part in (text, photo, fingerprint))
    return says(0x90, sizes + text + photo + fingerprint)


def address_3003(text: str) -> bytes:
    return says(0x90, text_file((0, 70, text))[:70])


SAM_ID = says(0x90, bytes.fromhex("05000300 A53A3401 87D61200 B1CB7400"))


@dataclass(frozen=True)
class Recording:
    """A whole reply as a technician would have recorded it."""

    name: str
    data: bytes


RECORDINGS = (
    Recording("card_long_term_3001", read_3001(ORDINARY)),
    Recording("card_rare_name_3001", read_3001(RARE_NAME)),
    Recording("card_permit_J_3001", read_3001(PERMIT)),
    Recording("card_foreigner_2017_3001", read_3001(FOREIGNER_2017)),
    Recording("card_foreigner_2023_3001", read_3001(FOREIGNER_2023)),
    Recording("card_strange_type_3001", read_3001(STRANGE_TYPE)),
    Recording("card_fp0_3010", read_3010(ORDINARY, b"")),
    Recording("card_fp512_3010", read_3010(PERMIT, bytes(512))),
    Recording("card_fp1024_3010", read_3010(ORDINARY, b"\x01" * 1024)),
    Recording("address_3003", address_3003("青禾县柳溪镇新村路8号")),
    Recording("address_none_3003", NO_ADDRESS),
    Recording("found_2001", FOUND),
    Recording("no_card_2001", NO_CARD),
    Recording("selected_2002", SELECTED),
    Recording("not_selected_2002", says(0x81)),
    Recording("read_failed_3001", says(0x41)),
    Recording("sam_ready_11FF", READY),
    Recording("sam_id_12FF", SAM_ID),
)

if __name__ == "__main__":
    from pathlib import Path

    for recording in RECORDINGS:
        target = Path(__file__).parent / "sdt" / f"{recording.name}.hex"
        target.write_text(recording.data.hex(" ").upper() + "\n")
