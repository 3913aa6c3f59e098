import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mock_host import open_pty
from PIL import Image

from hardware_mocks.clock import VirtualClock
from hardware_mocks.escpos_printer import COOLING_SECONDS, EscPosPrinter
from hardware_mocks.faults import NotPossible
from hardware_mocks.serving import serve_pty

RESET, CHINESE, LATIN = b"\x1b@", b"\x1c&", b"\x1c."
FEED_AND_CUT = b"\x1dVB\x00"
CUT_AT_ONCE = b"\x1dV\x00"
ECHO = b"\x1dr\x01"


class Bench:
    """A printer on virtual time and everything it said."""

    def __init__(self, **settings: object) -> None:
        self.clock = VirtualClock()
        self.printer = EscPosPrinter(self.clock, **settings)  # type: ignore[arg-type]
        self.said = bytearray()
        self.printer.attach(self.said.extend)

    def send(self, data: bytes, seconds: float = 20) -> bytes:
        self.said.clear()
        self.printer.receive(data)
        self.clock.advance(seconds)
        return bytes(self.said)

    def picture(self, number: int = -1) -> Image.Image:
        return Image.open(BytesIO(self.printer.slips[number].png)).convert("L")


def qr(data: bytes, module: int = 4) -> bytes:
    def block(function: int, rest: bytes) -> bytes:
        body = b"1" + bytes([function]) + rest
        return b"\x1d(k" + len(body).to_bytes(2, "little") + body

    return block(65, b"2\x00") + block(67, bytes([module])) + block(69, b"1") + block(80, b"0" + data) + block(81, b"0")


def test_chinese_and_latin_lines_come_out_on_one_slip() -> None:
    bench = Bench()
    bench.send(RESET + CHINESE + "办结：张桂兰\n".encode("gb18030") + LATIN + b"QH-0042\n" + FEED_AND_CUT)
    (slip,) = bench.printer.slips
    assert slip.lines == ("办结：张桂兰", "QH-0042")
    assert bench.picture().width == 576
    assert bench.picture().crop((0, 0, 24 * 6, 24)).getextrema() == (0, 255)
    assert bench.picture().crop((24 * 6, 0, 576, 24)).getextrema() == (255, 255)
    assert not bench.printer.unprintable
    assert not bench.printer.unknown_commands


def test_gb18030_without_chinese_mode_is_noise_on_paper() -> None:
    bench = Bench()
    bench.send(RESET + "张桂兰\n".encode("gb18030") + FEED_AND_CUT)
    assert bench.printer.slips[0].lines[0] == "张桂兰\n".encode("gb18030")[:-1].decode("cp437")


def test_four_byte_characters_come_out_wrong_and_are_recorded() -> None:
    bench = Bench()
    bench.send(CHINESE + "欧阳㛃到\n".encode("gb18030") + FEED_AND_CUT)
    assert bench.printer.slips[0].lines[0].startswith("欧阳?")
    assert "㛃" not in bench.printer.slips[0].text
    assert bench.printer.unprintable == ["㛃"]


def test_a_gb2312_printer_has_no_rare_characters() -> None:
    bench = Bench(repertoire="gb2312")
    bench.send(CHINESE + "李喆\n刘堃\n".encode("gb18030") + FEED_AND_CUT)
    assert bench.printer.slips[0].lines == ("李?", "刘?")
    assert bench.printer.unprintable == ["喆", "堃"]


def test_half_a_character_waits_for_its_other_byte() -> None:
    bench = Bench()
    two = "张".encode("gb18030")
    bench.send(CHINESE + two[:1])
    bench.send(two[1:] + b"\n" + FEED_AND_CUT)
    assert bench.printer.slips[0].lines == ("张",)


def test_sizes_alignment_bold_and_reverse_change_the_dots() -> None:
    bench = Bench()
    bench.send(b"\x1d!\x11A\n\x1d!\x00\x1ba\x02B\n\x1ba\x01C\n\x1ba\x00\x1dB\x01D\n\x1dB\x00" + FEED_AND_CUT)
    big, right, middle, black = 48, 30, 30, 30
    rows = bench.picture()
    assert rows.crop((0, 0, 24, big)).getextrema()[0] == 0
    assert rows.crop((24, 0, 576, big)).getextrema() == (255, 255)
    top = big
    assert rows.crop((0, top, 564, top + right)).getextrema() == (255, 255)
    assert rows.crop((564, top, 576, top + right)).getextrema()[0] == 0
    top += right
    assert rows.crop((282, top, 294, top + middle)).getextrema()[0] == 0
    top += middle
    assert sum(v == 0 for v in rows.crop((0, top, 12, top + black)).get_flattened_data()) > 12 * 24 / 2


def test_a_long_line_wraps_at_48_narrow_or_24_square_cells() -> None:
    bench = Bench()
    bench.send(b"x" * 50 + b"\n" + CHINESE + ("好" * 25).encode("gb18030") + b"\n" + FEED_AND_CUT)
    assert bench.printer.slips[0].lines == ("x" * 48, "xx", "好" * 24, "好")


def test_raster_dots_are_black_where_bits_are_set() -> None:
    bench = Bench()
    bench.send(b"\x1dv0\x00\x02\x00\x03\x00" + bytes.fromhex("8001 0000 FFFF") + FEED_AND_CUT)
    rows = bench.picture()
    assert [rows.getpixel((x, 0)) for x in (0, 1, 14, 15, 16)] == [0, 255, 255, 0, 255]
    assert rows.crop((0, 2, 16, 3)).getextrema() == (0, 0)
    assert rows.crop((0, 1, 16, 2)).getextrema() == (255, 255)


def test_a_qr_code_is_printed_in_modules_of_the_asked_size() -> None:
    bench = Bench()
    bench.send(b"\x1ba\x01" + qr(b"https://example.invalid/QH-0042", 6) + FEED_AND_CUT)
    (slip,) = bench.printer.slips
    assert slip.codes == ("https://example.invalid/QH-0042",)
    rows = bench.picture()
    box = rows.point(lambda dot: 255 - dot).getbbox()
    assert box is not None
    side = box[2] - box[0]
    assert side % 6 == 0
    assert (side // 6 - 17) % 4 == 0, "a QR symbol has 17 + 4n modules a side"
    assert box[0] == (576 - side) // 2


def test_a_cut_without_feeding_leaves_the_last_lines_in_the_machine() -> None:
    bench = Bench()
    bench.send(b"first\n" * 10 + CUT_AT_ONCE)
    assert 0 < len(bench.printer.slips[0].lines) < 10
    bench.send(FEED_AND_CUT)
    assert "first" in bench.printer.slips[1].lines


def test_the_echo_comes_only_after_the_paper_is_out() -> None:
    bench = Bench(mm_per_second=100)
    assert bench.send(b"line\n" * 60 + ECHO, 2.0) == b"", "60 lines of 30 dots are 2.25 s of paper"
    assert bench.send(b"", 0.5) == b"\x00"
    assert bench.send(b"\x10\x04\x01", 0) == b"\x12"


def test_real_time_status_is_answered_in_the_middle_of_a_job() -> None:
    bench = Bench()
    assert bench.send(b"line\n" * 200 + b"\x10\x04\x04", 0) == b"\x12"
    assert not bench.printer.idle
    assert bench.send(b"\x10\x04", 0) + bench.send(b"\x02", 0) == b"\x12"


def test_paper_ends_in_the_middle_of_a_job_and_the_rest_waits_for_the_refill() -> None:
    bench = Bench()
    bench.printer.out_after(30)
    assert bench.send(b"line\n" * 20 + FEED_AND_CUT + ECHO) == b"", "GS r is silent while offline"
    assert bench.send(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04") == bytes.fromhex("1A32127E")
    assert not bench.printer.slips
    bench.printer.refill()
    bench.clock.advance(5)
    torn, rest = bench.printer.slips
    assert torn.height_mm == pytest.approx(30, abs=0.2)
    assert len(torn.lines) + len(rest.lines) == 20
    assert bytes(bench.said).endswith(b"\x00")


def test_near_end_and_cover_show_in_their_own_bits() -> None:
    bench = Bench()
    bench.printer.run_low()
    assert bench.send(b"\x10\x04\x04") == b"\x1e"
    assert bench.send(ECHO) == b"\x03"
    bench.printer.refill()
    bench.printer.open_cover()
    assert bench.send(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04") == bytes.fromhex("1A1612")
    bench.printer.close_cover()
    assert bench.send(b"\x10\x04\x01\x10\x04\x02") == bytes.fromhex("1212")


def test_a_jammed_cutter_needs_hands_and_then_dle_enq() -> None:
    bench = Bench()
    bench.printer.faults.fail_next("cutter")
    bench.send(b"a\n" + FEED_AND_CUT)
    assert bench.send(b"\x10\x04\x02\x10\x04\x03") == bytes.fromhex("521A")
    bench.send(b"\x10\x05\x01")
    assert not bench.printer.slips, "the blade is still blocked"
    bench.printer.clear_jam()
    assert not bench.printer.slips
    bench.send(b"\x10\x05\x01")
    assert [slip.lines for slip in bench.printer.slips] == [("a",)]


def offline_with_a_rest(clears: str) -> Bench:
    bench = Bench(clears=clears)
    bench.printer.out_after(30)
    bench.send(b"line\n" * 20 + FEED_AND_CUT + ECHO)
    assert not bench.printer.idle
    return bench


CLEAR_BUFFERS = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")


def test_dle_dc4_8_empties_the_buffers_while_offline_and_says_so() -> None:
    bench = offline_with_a_rest("dle_dc4_8")
    assert bench.send(CLEAR_BUFFERS[:4]) + bench.send(CLEAR_BUFFERS[4:]) == bytes.fromhex("37 25 00")
    assert bench.printer.idle
    bench.printer.refill()
    assert bench.send(b"", 5) == b"", "no echo of what was cleared"
    assert len(bench.printer.slips) == 1, "the torn piece, and no rest"


def test_what_stands_behind_dle_dc4_8_in_one_write_is_printed() -> None:
    bench = Bench()
    bench.send(b"half a line" + CLEAR_BUFFERS + b"whole\n" + FEED_AND_CUT)
    assert bench.printer.slips[0].lines == ("whole",)
    assert not bench.printer.unknown_commands


def test_dle_dc4_8_keeps_the_settings() -> None:
    bench = Bench()
    bench.send(b"\x1bE\x01" + CHINESE + b"gone")
    bench.send(CLEAR_BUFFERS + "张\n".encode("gb18030") + FEED_AND_CUT)
    assert bench.printer.slips[0].lines == ("张",)


@pytest.mark.parametrize("clears", ["dle_dc4_8", "no"])
def test_dle_enq_2_is_for_the_cutter_and_not_for_the_end_of_paper(clears: str) -> None:
    bench = offline_with_a_rest(clears)
    bench.send(b"\x10\x05\x02")
    assert not bench.printer.idle
    bench.printer.refill()
    bench.printer.faults.fail_next("cutter")
    bench.clock.advance(5)
    bench.printer.clear_jam()
    bench.send(b"\x10\x05\x02")
    assert bench.printer.idle
    assert bench.send(b"\x10\x04\x01") == b"\x12"


def test_dle_enq_2_of_other_makers_empties_the_buffers_at_any_time_and_says_nothing() -> None:
    bench = offline_with_a_rest("dle_enq_2")
    assert bench.send(b"\x10\x05\x02") == b""
    assert bench.printer.idle
    assert bench.send(b"\x10\x04\x04") == b"\x7e", "it does not bring paper"


def test_esc_at_waits_in_the_queue_like_any_text() -> None:
    bench = offline_with_a_rest("dle_dc4_8")
    bench.send(RESET)
    assert not bench.printer.idle
    bench.printer.refill()
    bench.clock.advance(5)
    assert sum(len(slip.lines) for slip in bench.printer.slips) == 20


def test_a_printer_without_a_clearing_takes_it_for_data() -> None:
    bench = offline_with_a_rest("no")
    assert bench.send(CLEAR_BUFFERS) == b""
    bench.printer.refill()
    bench.clock.advance(5)
    assert sum(len(slip.lines) for slip in bench.printer.slips) == 20


def test_a_hot_head_cools_by_itself_and_a_broken_printer_only_by_its_switch() -> None:
    bench = Bench()
    bench.printer.faults.fail_next("head_hot")
    assert bench.send(b"a\n" + ECHO, COOLING_SECONDS - 0.1) == b""
    assert bench.send(b"\x10\x04\x03", 0) == b"\x52"
    assert bench.send(b"", 1) == b"\x00"
    bench.printer.faults.fail_next("unrecoverable")
    bench.send(b"a\n")
    assert bench.send(b"\x10\x04\x03") == b"\x32"
    bench.printer.power_off()
    bench.printer.power_on()
    assert bench.send(b"\x10\x04\x03") == b"\x12"
    assert bench.printer.idle, "the job went with the power"


def test_automatic_status_is_sent_on_every_change() -> None:
    bench = Bench()
    assert bench.send(b"\x1da\x0f") == bytes.fromhex("10000000")
    bench.said.clear()
    bench.printer.open_cover()
    bench.printer.close_cover()
    bench.printer.run_out()
    assert bench.said == bytes.fromhex("38000000 10000000 18000F00")


def test_an_echo_can_be_swallowed_and_unknown_faults_are_refused() -> None:
    bench = Bench()
    bench.printer.faults.fail_next("no_echo")
    assert bench.send(ECHO) == b""
    assert bench.send(ECHO) == b"\x00"
    with pytest.raises(NotPossible):
        bench.printer.faults.fail_next(0x41)


def test_unknown_commands_are_recorded_and_their_parameters_printed() -> None:
    bench = Bench()
    bench.send(b"\x1bZ7\n" + FEED_AND_CUT)
    assert bench.printer.unknown_commands == ["ESC Z"]
    assert bench.printer.slips[0].lines == ("7",)


def test_a_full_buffer_holds_the_host_back_without_losing_a_byte(tmp_path: Path) -> None:
    async def run() -> None:
        printer = EscPosPrinter(asyncio.get_running_loop(), mm_per_second=3000, buffer_bytes=600)
        with serve_pty(printer, tmp_path / "receipt-printer"):
            host = open_pty(tmp_path / "receipt-printer")
            await host.send_all(b"0123456789\n" * 300 + FEED_AND_CUT + ECHO)
            assert await host.take(1, within=10) == b"\x00"
            host.close()
        assert printer.slips[0].lines == ("0123456789",) * 300

    asyncio.run(run())


@given(st.lists(st.sampled_from([b"\x1b", b"\x1c", b"\x1d", b"\x10", b"(k", b"v0", b"*", b"V", b"\x00", b"\x05"])))
def test_no_commands_make_the_printer_fall_over(pieces: list[bytes]) -> None:
    bench = Bench(width_dots=384)
    bench.send(b"".join(pieces))
    assert bench.send(b"\x10\x04\x01", 0)[-1:] in (b"\x12", b"\x1a", b"")


@given(st.binary(max_size=200))
def test_no_bytes_make_the_printer_fall_over(noise: bytes) -> None:
    bench = Bench(width_dots=384)
    bench.send(noise)
    bench.printer.power_off()
    bench.printer.power_on()
    assert bench.send(b"\x10\x04\x01", 0) == b"\x12"
