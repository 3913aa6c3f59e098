import asyncio
from contextlib import suppress

import pytest
from wire_peers import PtyPeer, TcpPeer, until

from drivers import escpos
from drivers.printer_model import MODELS, printer_model
from drivers.receipt_printer import ReceiptPrinter
from drivers.slip import Bar, Feed, Pair, Qr, Rule, Slip, Text
from drivers.slip_escpos import SlipEncoder
from drivers.slip_fonts import SlipFonts
from drivers.slip_raster import SlipCanvas
from drivers.slip_text import columns, encoded, wrapped
from drivers.status import Done, NotDone, Paper, State, Unknown
from drivers.wire_error import Garbled

RASTER = b"\x1dv0\x00"
HEALTHY = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
SLIP = Slip((Text("青禾县政务服务回执", align="center"), Rule(), Pair("机器", "0317"), Bar("QH-20260601-0317-0042-K")))


class Printer:
    """Answers DLE EOT from `answers`, and GS r behind a job unless it is silent; DLE EOT comes in writes of its own."""

    def __init__(self) -> None:
        self.answers = dict(HEALTHY)
        self.job = b""
        self.echo = b"\x00"
        self.fails_with: dict[int, int] = {}
        self.jobs: list[bytes] = []
        self.clears = True
        self.cleared = 0

    def __call__(self, data: bytes) -> bytes:
        if data == escpos.CLEAR_AND_TELL:
            self.cleared += self.clears
            return escpos.CLEARED if self.clears else b""
        if len(data) == 3 and data[:2] == b"\x10\x04":
            answer = self.answers.get(data[2])
            return b"" if answer is None else bytes([answer])
        self.job += data
        if not self.job.endswith(escpos.ECHO):
            return b""
        self.jobs.append(self.job)
        self.job = b""
        self.answers |= self.fails_with
        return b"" if self.fails_with else self.echo


def with_printer(tmp_path, printer, story, **options):
    async def run():
        peer = PtyPeer(tmp_path / "printer", printer).plug()
        driver = ReceiptPrinter(peer.address, **options)
        await driver.start()
        try:
            await asyncio.wait_for(story(driver, peer), 20)
        finally:
            await driver.stop()
            peer.unplug()

    asyncio.run(run())


# status


@pytest.mark.parametrize(
    ("answers", "state", "paper", "codes"),
    [
        ({}, State.online, Paper.full, []),
        ({4: 0x1E}, State.online, Paper.low, ["paper_low"]),
        ({4: 0x16}, State.online, Paper.low, ["paper_low"]),
        ({1: 0x1A, 2: 0x32, 4: 0x7E}, State.offline, Paper.out, ["paper_out"]),
        ({4: 0x32}, State.offline, Paper.out, ["paper_out"]),
        ({1: 0x1A, 2: 0x16}, State.userError, Paper.unknown, ["cover_open"]),
        ({1: 0x1A, 2: 0x16, 3: 0x52}, State.userError, Paper.unknown, ["cover_open"]),
        ({1: 0x1A, 2: 0x52, 3: 0x1A}, State.hardwareError, Paper.full, ["cutter"]),
        ({1: 0x1A, 2: 0x52, 3: 0x32}, State.hardwareError, Paper.full, ["unrecoverable"]),
        ({3: 0x16}, State.hardwareError, Paper.full, ["mechanical"]),
        ({1: 0x1A, 2: 0x52, 3: 0x52}, State.offline, Paper.full, ["head_hot"]),
        ({1: 0x1A, 2: 0x52}, State.hardwareError, Paper.full, ["printer_error"]),
        ({1: 0x1A}, State.offline, Paper.full, ["offline"]),
        ({1: 0x1A, 2: 0x36, 4: 0x7E}, State.userError, Paper.out, ["cover_open", "paper_out"]),
    ],
)
def test_status_from_the_four_answers(answers, state, paper, codes):
    status = escpos.printer_status(HEALTHY | answers)
    assert (status.state, status.paper) == (state, paper)
    assert [trouble.code for trouble in status.troubles] == codes


def test_what_is_not_answered_is_never_healthy():
    assert escpos.printer_status({}).state is State.offline
    assert escpos.printer_status({1: 0x12}).paper is Paper.unknown


@pytest.mark.parametrize("byte", [0x00, 0xFF, 0x10, 0x13, 0x92, 0x02])
def test_bytes_off_the_fixed_pattern_are_no_status(byte):
    assert escpos.parse_realtime(bytes([byte])) is None


@pytest.mark.parametrize("byte", [0x01, 0x02, 0x04, 0x08, 0x0A, 0x0D, 0x20, 0x4F, 0x61])
def test_only_the_four_documented_bytes_are_an_echo(byte):
    with suppress(Garbled):
        assert escpos.parse_answer(bytes([byte])) is None
    assert {echo.paper for echo in (escpos.parse_echo(bytes([b]))[0] for b in (0x00, 0x03, 0x0C, 0x0F))} == {
        Paper.full,
        Paper.low,
        Paper.out,
    }


def test_the_answer_to_a_clearing_is_no_echo():
    assert escpos.parse_answer(escpos.CLEARED) is None
    assert escpos.parse_answer(escpos.CLEARED[:2]) is None
    assert escpos.parse_echo(escpos.CLEARED + b"\x16\x00") == (escpos.Echo(Paper.full), 5)
    assert escpos.parse_cleared(b"\x00\x12" + escpos.CLEARED + b"\x12") == (escpos.CLEARED, 5)


def test_answers_are_told_apart():
    assert escpos.parse_answer(b"\xff\x16\x00") == (escpos.Realtime(0x16), 2)
    assert escpos.parse_answer(b"\x0c") == (escpos.Echo(Paper.out), 1)
    assert escpos.parse_answer(b"\x03") == (escpos.Echo(Paper.low), 1)
    assert escpos.parse_answer(b"\x14\x00\x00\x00\x12") == (escpos.Realtime(0x12), 5)
    assert escpos.parse_realtime(b"\x00\x12") == (escpos.Realtime(0x12), 2)


# characters or pictures


@pytest.mark.parametrize(
    ("text", "codec", "data"),
    [
        ("张三 12元", "gb2312", "张三 12元".encode("gb2312")),
        ("古丽·阿依", "gb2312", "古丽·阿依".encode("gbk")),
        ("——", "gb2312", b"\xa1\xaa\xa1\xaa"),
        ("喆", "gb2312", None),
        ("喆", "gbk", "喆".encode("gbk")),
        ("〇", "gb2312", None),
        ("〇", "gbk", b"\xa9\x96"),
        ("䶮", "gbk", None),
        ("𠮷", "gbk", None),
        ("¥100", "gbk", None),
        ("€", "gbk", None),
        ("\ud800", "gbk", None),
        ("a\x1bb", "gbk", None),
        ("张", "", None),
    ],
)
def test_only_two_byte_characters_go_out_as_text(text, codec, data):
    assert encoded(text, codec) == data


def encode(*lines, model="gbk-80"):
    return SlipEncoder(printer_model(model), SlipFonts()).encode(Slip(lines))


def test_a_line_the_printer_has_is_text_between_chinese_on_and_off():
    assert encode(Text("青禾县", align="center", bold=True)) == (
        b"\x1b@\x1da\x00" + b"\x1c&\x1ba\x01\x1bE\x01" + "青禾县".encode("gbk") + b"\n\x1bE\x00\x1c." + b"\x1dVB\x20"
    )


def test_a_title_is_doubled():
    assert b"\x1d!\x11\x1cW\x01" + "已办结".encode("gbk") + b"\n\x1d!\x00\x1cW\x00" in encode(Text("已办结", "t"))


PICTURES = [Text("张䶮"), Text("𠮷"), Text("接下来", "b"), Bar("QH-1"), Rule(), Pair("姓名", "𠮷")]


@pytest.mark.parametrize("line", PICTURES)
def test_what_the_printer_has_not_is_a_picture(line):
    data = encode(line)
    assert RASTER + b"\x48\x00" in data
    assert escpos.CHINESE not in data


def test_a_pair_reaches_both_edges():
    assert b"\n" in encode(Pair("机器", "0317"))
    assert "机器".encode("gbk") + b" " * 40 + b"\x1bE\x010317" in encode(Pair("机器", "0317"))


def test_model_without_text_prints_pictures_only():
    data = encode(Text("plain"), Pair("机器", "0317"), Qr("https://qinghe.example/c/1"), model="raster-80")
    assert escpos.CHINESE not in data
    assert b"\x1d(k" not in data


def test_qr_native_or_drawn_with_at_least_four_dots():
    assert b"\x1d(k\x03\x001C\x06" in encode(Qr("https://qinghe.example/c/1", 6))
    assert b"\x1d(k" not in encode(Qr("https://qinghe.example/c/1", 6, ("扫码",)))
    with pytest.raises(ValueError, match="4 dots"):
        Qr("x", 3)
    with pytest.raises(ValueError, match="does not fit"):
        encode(Qr("x" * 400, 8))


def test_drawn_qr_modules_keep_their_dots():
    canvas = SlipCanvas(384, {"s": 24, "b": 30, "t": 46}, SlipFonts())
    rows = canvas.qr(Qr("QH", 4))
    black = "".join(f"{byte:08b}" for byte in rows[48 * 16 : 48 * 17]).strip("0")
    # the upper edge of two finder patterns: seven modules of four dots
    assert black.startswith("1" * 28 + "0")
    assert black.endswith("0" + "1" * 28)


def test_pictures_come_in_bands_that_fit_a_small_buffer():
    data = escpos.raster(bytes(72 * 100), 72)
    assert [data[at + 6] for at in (0, 8 + 72 * 48, 2 * (8 + 72 * 48))] == [48, 48, 4]
    assert len(data) == 3 * 8 + 7200


def test_cut_or_a_long_feed_where_there_is_no_knife():
    assert encode(Text("x")).endswith(b"\x1dVB\x20")
    assert encode(Text("x"), model="generic-58").endswith(b"\x1bJ\x60")
    assert encode(Feed(40)).count(b"\x1bJ") == 2


def test_wrapping_counts_columns_and_keeps_words_and_marks():
    assert wrapped("从 2026 年起算，每年交 500 元。", 14, columns) == ["从 2026 年起", "算，每年交 500", "元。"]
    assert wrapped("一二三四五六七，八", 14, columns) == ["一二三四五六", "七，八"]
    assert wrapped("x" * 30, 14, columns) == ["x" * 14, "x" * 14, "xx"]
    assert wrapped("a\nb\x1b\x1dc", 14, columns) == ["a", "bc"]
    assert wrapped("", 14, columns) == [""]


def test_unknown_model_names_the_known():
    with pytest.raises(ValueError, match="generic-58, generic-80"):
        printer_model("../secrets")


def test_a_model_with_a_clearing_nobody_knows_is_refused(tmp_path, monkeypatch):
    text = (MODELS / "generic-80.toml").read_text(encoding="utf-8")
    (tmp_path / "hopeful.toml").write_text(text.replace("dle_dc4_8", "esc_at"), encoding="utf-8")
    monkeypatch.setattr("drivers.printer_model.MODELS", tmp_path)
    with pytest.raises(ValueError, match="clears_buffer"):
        printer_model("hopeful")


# the device


def test_done_when_the_echo_is_answered(tmp_path):
    printer = Printer()

    async def story(driver, peer):
        assert await driver.print_slip(SLIP, within=5) == Done()
        assert "青禾县政务服务回执".encode("gb2312") in printer.jobs[0]
        assert printer.jobs[0].endswith(b"\x1dVB\x20" + escpos.ECHO)

    with_printer(tmp_path, printer, story)


@pytest.mark.parametrize(
    ("answers", "code"),
    [({1: 0x1A, 2: 0x32, 4: 0x7E}, "paper_out"), ({1: 0x1A, 2: 0x16}, "cover_open"), ({3: 0x1A}, "cutter")],
)
def test_not_done_when_the_printer_said_so_before(tmp_path, answers, code):
    printer = Printer()
    printer.answers |= answers

    async def story(driver, peer):
        act = await driver.print_slip(SLIP, within=5)
        assert isinstance(act, NotDone)
        assert act.trouble.code == code
        assert printer.jobs == []
        assert printer.job == b""

    with_printer(tmp_path, printer, story)


def test_paper_out_in_the_job_is_unknown_and_its_late_echo_is_not_the_next_jobs(tmp_path):
    printer = Printer()
    printer.clears = False

    async def story(driver, peer):
        printer.fails_with = {1: 0x1A, 2: 0x32, 4: 0x7E}
        act = await driver.print_slip(SLIP, within=8)
        assert isinstance(act, Unknown)
        assert act.trouble.code == "paper_out"
        assert driver.status.paper is Paper.out
        assert driver.status.troubles[-1].code == "rest_in_printer"
        printer.fails_with, printer.answers = {}, dict(HEALTHY)
        # refilled: the old echo comes with the settling one, the new job's echo never does
        printer.echo = b"\x00\x00"
        waiting = asyncio.create_task(driver.print_slip(SLIP, within=1.5))
        await until(lambda: len(printer.jobs) == 2, within=2)
        assert printer.jobs[1] == bytes(len(printer.jobs[1]) - 3) + escpos.ECHO
        printer.echo = b""
        assert (await waiting).trouble.code == "no_echo"
        assert len(printer.jobs) == 3

    with_printer(tmp_path, printer, story)


@pytest.mark.parametrize("words", [b"ERROR: out of memory", b"ERROR\x00", b"busy\r\n\x00"])
def test_a_printer_that_answers_in_words_has_printed_nothing_for_certain(tmp_path, words):
    printer = Printer()
    printer.echo = words

    async def story(driver, peer):
        assert isinstance(await driver.print_slip(SLIP, within=3), Unknown)

    with_printer(tmp_path, printer, story)


def test_an_unknown_leaves_empty_buffers_and_the_printed_part_is_cut_off_before_ready(tmp_path):
    printer = Printer()

    async def story(driver, peer):
        await until(lambda: driver.status.ready, within=2)
        printer.cleared, printer.fails_with = 0, {1: 0x1A, 2: 0x16}
        assert (await driver.print_slip(SLIP, within=5)).trouble.code == "cover_open"
        assert printer.cleared == 1
        assert [trouble.code for trouble in driver.status.troubles] == ["cover_open"]
        assert len(printer.jobs) == 1
        printer.fails_with, printer.answers = {}, dict(HEALTHY)
        await until(lambda: driver.status.ready, within=3)
        assert printer.jobs[1].lstrip(b"\0") == escpos.INIT + b"\x1dVB\x20" + escpos.ECHO

    with_printer(tmp_path, printer, story)


def test_a_cancelled_slip_and_what_an_earlier_run_left_are_cleared_before_ready(tmp_path):
    printer = Printer()

    async def story(driver, peer):
        await until(lambda: driver.status.ready, within=2)
        assert printer.cleared == 1, "an earlier run may have died in the middle of a slip"
        printer.echo = b""
        waiting = asyncio.create_task(driver.print_slip(SLIP, within=10))
        await until(lambda: len(printer.jobs) == 1, within=2)
        waiting.cancel()
        await asyncio.wait({waiting})
        printer.echo = b"\x00"
        await until(lambda: driver.status.ready and printer.cleared == 2, within=3)

    with_printer(tmp_path, printer, story)


def test_silence_behind_the_job_is_unknown(tmp_path):
    printer = Printer()
    printer.echo = b""

    async def story(driver, peer):
        act = await driver.print_slip(SLIP, within=1.5)
        assert isinstance(act, Unknown)
        assert act.trouble.code == "no_echo"

    with_printer(tmp_path, printer, story)


def test_unplugged_before_and_in_the_job(tmp_path, monkeypatch):
    monkeypatch.setattr("drivers.receipt_printer.READY_SECONDS", 1.0)
    printer = Printer()

    async def story(driver, peer):
        await until(lambda: driver.status.ready, within=2)
        printer.echo = b""
        waiting = asyncio.create_task(driver.print_slip(SLIP, within=10))
        await until(lambda: len(printer.jobs) == 1, within=2)
        peer.unplug()
        act = await waiting
        assert isinstance(act, Unknown)
        assert act.trouble.code == "no_answer"
        act = await driver.print_slip(SLIP, within=0.5)
        assert isinstance(act, NotDone)
        assert act.trouble.code == "no_answer"
        peer.plug()
        printer.echo = b"\x00"
        await until(lambda: driver.status.ready, within=3)
        assert await driver.print_slip(SLIP, within=5) == Done()

    with_printer(tmp_path, printer, story)


def test_idle_watch_sees_the_cover(tmp_path):
    printer = Printer()

    async def story(driver, peer):
        await until(lambda: driver.status.ready, within=2)
        printer.answers |= {1: 0x1A, 2: 0x16}
        await until(lambda: driver.status.state is State.userError, within=3)

    with_printer(tmp_path, printer, story)


def test_a_printer_that_answers_only_some_requests(tmp_path):
    printer = Printer()
    printer.answers = {1: 0x12}

    async def story(driver, peer):
        await until(lambda: driver.status.ready, within=4)
        assert driver.status.paper is Paper.unknown

    with_printer(tmp_path, printer, story)


def test_over_tcp():
    async def run():
        peer = await TcpPeer(Printer()).up()
        driver = ReceiptPrinter(peer.address)
        await driver.start()
        assert await driver.print_slip(SLIP, within=5) == Done()
        await driver.stop()
        await peer.down()

    asyncio.run(run())
