"""Any bytes into every parser: a value or WireError, nothing else, and no parser eats more than it was given."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
import sdt_cards as cards
from hypothesis import given
from hypothesis import strategies as st
from test_drivers_ipp import answer, attribute
from test_drivers_rating_pad import event, framed

from drivers import escpos, rp1, sdt
from drivers.address import parse_address
from drivers.ipp_message import decode_answer
from drivers.ipp_reasons import certificate_status
from drivers.sdt_reply import read_hex, read_reply
from drivers.sdt_text import decode_new_address, decode_text
from drivers.slip_text import columns, encoded, wrapped
from drivers.wire_error import BadAddress, WireError

PARSERS: dict[str, Callable[[bytes], object]] = {
    "sdt frame": sdt.parse_reply,
    "sdt find": sdt.FIND.parse,
    "sdt read": sdt.READ.parse,
    "sdt reply": read_reply,
    "sdt files": sdt.card_files,
    "sdt text": decode_text,
    "sdt text of the right size": lambda data: decode_text((data * 256)[:256] or bytes(256)),
    "sdt address": decode_new_address,
    "sam id": sdt.sam_id_text,
    "escpos answer": escpos.parse_answer,
    "escpos realtime": escpos.parse_realtime,
    "escpos echo": escpos.parse_echo,
    "escpos cleared": escpos.parse_cleared,
    "rp1 frame": rp1.parse_frame,
    "rp1 event": lambda data: rp1.rated(rp1.Frame(1, rp1.EVENT, data)),
    "rp1 hello": rp1.pad_model,
    "ipp answer": lambda data: certificate_status(decode_answer(data).printer),
}
STREAMS = (
    "sdt frame",
    "sdt find",
    "sdt read",
    "escpos answer",
    "escpos realtime",
    "escpos echo",
    "escpos cleared",
    "rp1 frame",
)

WHOLE = (
    cards.read_3001(cards.ORDINARY),
    cards.read_3010(cards.FOREIGNER_2023, bytes(512)),
    cards.address_3003("青禾县"),
    cards.FOUND + cards.SELECTED,
    cards.SAM_ID,
    event((42, 5)),
    framed(1, 0x81, b"\x00\x01RP1-TEST\x01\x02"),
    answer(
        b"\x04"
        + attribute(0x23, "printer-state", b"\0\0\0\3")
        + attribute(0x44, "printer-state-reasons", b"media-jam"),
        b"\x02" + attribute(0x21, "job-id", b"\0\0\0\7") + attribute(0x34, "media-col", b"") + attribute(0x37, "", b""),
    ),
    b"\x12\x16\x00\x14\x00\x00\x00",
)


def survives(data: bytes) -> None:
    for name, parse in PARSERS.items():
        try:
            found = parse(data)
        except WireError:
            continue
        if name in STREAMS and found is not None:
            assert 0 < found[1] <= len(data)


@given(st.binary(max_size=3000))
def test_any_bytes(data):
    survives(data)


@given(st.sampled_from(WHOLE), st.data())
def test_mutated_frames(whole, data):
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    survives(bytes(broken[:cut]) + data.draw(st.binary(max_size=20)))


def test_a_hundred_thousand_random_strings():
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    heads = (
        b"",
        b"",
        sdt.PREAMBLE,
        sdt.PREAMBLE + b"\x00",
        rp1.PREAMBLE + b"\x00",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04",
    )
    for _ in range(100_000):
        survives(chance.choice(heads) + chance.randbytes(chance.randrange(40)))


@pytest.mark.parametrize(
    "unit", [sdt.PREAMBLE, sdt.PREAMBLE + b"\x09\x00", rp1.PREAMBLE, rp1.PREAMBLE + b"\0\x3f", b"\x14", b"\x02"]
)
def test_a_full_buffer_of_false_beginnings_costs_little(unit):
    began = time.perf_counter()
    survives((unit * 8192)[:8192])
    assert time.perf_counter() - began < 2.0


@given(st.text(max_size=200))
def test_any_text_as_an_address(text):
    for candidate in (text, "serial:" + text, "tcp://" + text, "ipp://" + text, "pty:/" + text):
        with suppress(BadAddress):
            assert parse_address(candidate)


@given(st.text(max_size=200))
def test_any_text_as_hex(text):
    with pytest.raises(WireError):
        read_hex(text)


@given(st.text(max_size=120), st.integers(2, 48))
def test_wrapped_lines_fit_and_nothing_printable_is_lost(text, width):
    lines = wrapped(text, width, columns)
    assert all(columns(line) <= width for line in lines)
    kept = "".join(lines).replace(" ", "")
    assert kept == "".join(character for character in text if character.isprintable()).replace(" ", "")


@given(st.text(max_size=60), st.sampled_from(["gb2312", "gbk"]))
def test_text_for_the_printer_holds_no_command(text, codec):
    data = encoded(text, codec)
    if data is not None:
        assert data.decode("gb18030") == text
        assert min(data, default=0x20) >= 0x20
