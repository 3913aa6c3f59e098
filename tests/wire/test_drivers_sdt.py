from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest
import sdt_cards as cards
from hypothesis import given
from hypothesis import strategies as st

from drivers import sdt
from drivers.card_trouble import card_trouble
from drivers.id_card import IdCard
from drivers.sdt_reply import NewAddress, ReaderSays, SamId, read_hex, read_reply
from drivers.status import Acts
from drivers.wire_error import Garbled, NoAnswer, WireError

FILES = Path(__file__).parent / "sdt"


def said(name: str) -> object:
    return read_hex((FILES / f"{name}.hex").read_text())


def written(name: str) -> dict[str, object]:
    """Fields the card carries, without the two files of bytes."""
    card = said(name)
    assert isinstance(card, IdCard)
    return {key: value for key, value in asdict(card).items() if value and key not in ("photo_wlt", "fingerprint")}


@pytest.mark.parametrize("recording", cards.RECORDINGS, ids=lambda recording: recording.name)
def test_fixture_is_what_the_builder_builds(recording):
    assert bytes.fromhex((FILES / f"{recording.name}.hex").read_text()) == recording.data


@pytest.mark.parametrize(
    ("request_", "hexes"),
    [
        (sdt.SAM_STATUS, "AA AA AA 96 69 00 03 11 FF ED"),
        (sdt.SAM_ID, "AA AA AA 96 69 00 03 12 FF EE"),
        (sdt.FIND, "AA AA AA 96 69 00 03 20 01 22"),
        (sdt.SELECT, "AA AA AA 96 69 00 03 20 02 21"),
        (sdt.READ, "AA AA AA 96 69 00 03 30 01 32"),
        (sdt.READ_FINGERPRINT, "AA AA AA 96 69 00 03 30 10 23"),
        (sdt.NEW_ADDRESS, "AA AA AA 96 69 00 03 30 03 30"),
    ],
)
def test_requests_are_the_documented_bytes(request_, hexes):
    assert request_.frame == bytes.fromhex(hexes)


def test_long_term_card():
    assert written("card_long_term_3001") == {
        "kind": "cn", "name": "黄建军", "sex": "1", "nation": "01", "birth": "1960-05-12",
        "address": "青禾县柳溪镇石桥村3组12号", "number": "439921196005120778", "authority": "青禾县公安局",
        "valid_from": "2015-06-01", "long_term": True,
    }  # fmt: skip
    assert said("card_long_term_3001").valid_to is None
    assert said("card_long_term_3001").photo_wlt == cards.PHOTO


def test_surrogates_in_a_name():
    card = said("card_rare_name_3001")
    assert (card.name, card.valid_to, card.long_term) == ("𠮷䶮", "2040-01-01", False)


def test_permit_of_hong_kong_macau_taiwan():
    card = said("card_permit_J_3001")
    assert (card.kind, card.permit_no, card.issue_count, card.nation) == ("hkmt", "H12345678", "02", "")


def test_foreigner_2017():
    assert written("card_foreigner_2017_3001") == {
        "kind": "fpr2017", "english_name": "SAMPLE, JOHANNA MARIA", "sex": "2", "number": "XXA439921000017",
        "nationality": "XXA", "name": "江试", "valid_from": "2018-01-01", "valid_to": "2028-01-01",
        "birth": "1975-04-07", "card_version": "01", "authority": "1500",
    }  # fmt: skip


def test_foreigner_2023_has_no_address_and_one_english_name():
    assert written("card_foreigner_2023_3001") == {
        "kind": "fpr2023", "name": "江试", "sex": "1", "renewal_count": "00", "birth": "1975-04-07",
        "english_name": cards.LONG_ENGLISH, "number": "943999197504070019", "valid_from": "2024-01-01",
        "valid_to": "2034-01-01", "nationality": "XXA", "earlier_number_link": "017",
    }  # fmt: skip


def test_strange_type_gives_the_number_only():
    assert written("card_strange_type_3001") == {"kind": "unknown", "number": "439921000000000000"}


@pytest.mark.parametrize(("name", "size"), [("card_fp0_3010", 0), ("card_fp512_3010", 512), ("card_fp1024_3010", 1024)])
def test_fingerprints_by_their_length_word(name, size):
    card = said(name)
    assert len(card.fingerprint) == size
    assert card.photo_wlt == cards.PHOTO


def test_replies_without_a_person():
    assert said("sam_id_12FF") == SamId("05.03-20200101-0001234567-0007654321")
    assert said("address_3003") == NewAddress("青禾县柳溪镇新村路8号")
    assert said("found_2001") == ReaderSays(0x9F, "card found")
    assert said("selected_2002") == ReaderSays(0x90, "card selected")
    assert said("sam_ready_11FF") == ReaderSays(0x90, "success")
    assert said("address_none_3003").trouble.code == "no_content"


def test_no_repr_prints_the_person():
    for name in ("card_long_term_3001", "address_3003"):
        assert "青禾" not in repr(said(name))
        assert "黄" not in repr(said(name))
    assert "黄" not in repr(sdt.card_files(sdt.whole_reply(cards.read_3001(cards.ORDINARY)).data))


@pytest.mark.parametrize(
    ("sw3", "code", "acts"),
    [
        (0x10, "request_checksum", Acts.technician),
        (0x11, "request_length", Acts.technician),
        (0x21, "request_unknown", Acts.technician),
        (0x23, "request_not_permitted", Acts.technician),
        (0x24, "reader_error", Acts.technician),
        (0x31, "reader_not_accepted", Acts.attendant),
        (0x32, "card_not_accepted", Acts.attendant),
        (0x33, "card_data_wrong", Acts.attendant),
        (0x34, "no_card", Acts.visitor),
        (0x40, "wrong_card", Acts.visitor),
        (0x41, "card_not_read", Acts.visitor),
        (0x47, "card_no_random", Acts.visitor),
        (0x60, "reader_self_test", Acts.technician),
        (0x66, "reader_not_authorised", Acts.technician),
        (0x80, "no_card", Acts.visitor),
        (0x81, "card_not_selected", Acts.visitor),
        (0x91, "no_content", Acts.attendant),
        (0x5A, "reader_code_unknown", Acts.technician),
    ],
)
def test_each_status_code_is_a_plain_trouble(sw3, code, acts):
    trouble = read_reply(cards.says(sw3)).trouble
    assert trouble == card_trouble(sw3)
    assert (trouble.code, trouble.acts, trouble.sw3) == (code, acts, sw3)
    assert trouble.verb


@pytest.mark.parametrize(
    ("hexes", "sentence"),
    [
        ("AA AA AA 96 69 00 03 20 01 21", "not a reply"),
        ("AA AA AA 96 69 00 03 20 00 22", "not a reply"),
        ("AA AA AA 96 69 00 05 05 05 05", "cut short"),
        ("AA AA AA 96 69 00 04 00 00 80 85", "checksum"),
        ("AA AA AA 96 69 FF FF 00 00 80 85", "length"),
        ("AA AA AA 96 69 00", "cut short"),
        ("AA AA AA 96", "no preamble"),
        ("", "no preamble"),
        ("AA AA AA 96 69 00 04 00 00 80 84 00", "1 bytes follow"),
        ("this is not hex", "hexadecimal"),
    ],
)
def test_broken_replies_are_refused_with_a_sentence(hexes, sentence):
    with pytest.raises(WireError, match=sentence):
        read_hex(hexes)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x01\x00\x04\x01" + bytes(1280), "do not add up"),
        (b"\x00\xfe\x04\x02" + bytes(1280), "no card has"),
        (b"\x01\x00\x04\x00\x00\x01" + bytes(1281), "no card has"),
        (bytes(33), "33 bytes of data"),
    ],
)
def test_impossible_lengths_are_refused(data, sentence):
    with pytest.raises(Garbled, match=sentence):
        read_reply(cards.says(0x90, data))


def test_half_a_surrogate_is_refused_without_telling_the_text():
    broken = bytearray(cards.ORDINARY)
    broken[0:2] = b"\x42\xd8"
    with pytest.raises(Garbled, match="UTF-16LE") as caught:
        read_reply(cards.read_3001(bytes(broken)))
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("raw", ["19900231", "1990", "二〇二〇", "１９９０0101"])
def test_what_is_no_day_stays_as_the_chip_says_it(raw):
    text = cards.text_file((36, 16, raw), (122, 36, "439921000000000000"))
    assert read_reply(cards.read_3001(text)).birth == raw


def test_nuls_are_padding_too():
    text = cards.text_file((0, 30, "黄试\0\0"), (122, 36, "439921000000000000\0"[:18]))
    assert read_reply(cards.read_3001(text)).name == "黄试"


def test_resync_after_noise_and_after_a_garbled_frame():
    bad = bytearray(cards.NO_CARD)
    bad[-1] ^= 1
    reply, consumed = sdt.parse_reply(b"\x00\xaa\xaa" + bytes(bad) + cards.FOUND + b"rest")
    assert reply.sw3 == 0x9F
    assert consumed == 3 + len(bad) + len(cards.FOUND)


def test_half_frames_ask_for_more_and_lone_garbled_frames_are_told():
    whole = cards.read_3001(cards.ORDINARY)
    assert all(sdt.parse_reply(whole[:size]) is None for size in range(len(whole)))
    broken = whole[:-1] + bytes([whole[-1] ^ 0x55])
    with pytest.raises(Garbled):
        sdt.parse_reply(broken)


def test_stale_answers_are_skipped():
    assert sdt.SELECT.parse(cards.FOUND) is None
    assert sdt.FIND.parse(cards.READY) is None
    reply, _ = sdt.SELECT.parse(cards.FOUND + cards.NO_CARD + cards.SELECTED)
    assert (reply.sw3, len(reply.data)) == (0x90, 8)


@given(st.binary(max_size=60), st.integers(0, 1300), st.integers(1, 255))
def test_any_one_flipped_byte_of_a_card_is_refused(noise, position, flip):
    whole = bytearray(cards.read_3001(cards.ORDINARY))
    whole[position % len(whole)] ^= flip
    with pytest.raises((Garbled, NoAnswer)):
        read_reply(bytes(whole))
    if sdt.PREAMBLE not in noise:
        assert read_reply(noise + cards.read_3001(cards.ORDINARY)).name == "黄建军"


@given(st.binary(max_size=400).map(lambda data: cards.says(0x90, data)))
def test_well_formed_frames_with_any_data_are_total(data):
    with suppress(WireError):
        assert read_reply(data) is not None
