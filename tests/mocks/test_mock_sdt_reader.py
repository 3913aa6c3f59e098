import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mock_host import Host, linked, open_pty, open_tcp

from hardware_mocks.cards import Card, card_from
from hardware_mocks.clock import VirtualClock
from hardware_mocks.faults import NotPossible
from hardware_mocks.sdt_reader import ReaderSeconds, SdtReader
from hardware_mocks.serving import serve_pty, serve_tcp
from hardware_mocks.wire import Wire

QUICK = ReaderSeconds(find=0, select=0, read=0, fingerprint=0, address=0, other=0)

# Literal frames of the manuals.
STATUS = bytes.fromhex("AAAAAA9669000311FFED")
RESET = bytes.fromhex("AAAAAA9669000310FFEC")
SAM_ID = bytes.fromhex("AAAAAA9669000312FFEE")
FIND = bytes.fromhex("AAAAAA9669000320 0122")
SELECT = bytes.fromhex("AAAAAA96690003200221")
READ = bytes.fromhex("AAAAAA96690003300132")
READ_FP = bytes.fromhex("AAAAAA96690003301023")
ADDRESS = bytes.fromhex("AAAAAA96690003300330")
NUMBERS = bytes.fromhex("AAAAAA96690003300536")
MAX_RF = bytes.fromhex("AAAAAA9669000461FF50CA")
FOUND = bytes.fromhex("AAAAAA9669000800009F0000000097")
NO_CARD = bytes.fromhex("AAAAAA9669000400008084")
SELECTED = bytes.fromhex("AAAAAA9669000C000090" + "00" * 8 + "9C")
SELECT_FAILED = bytes.fromhex("AAAAAA9669000400008185")
READ_FAILED = bytes.fromhex("AAAAAA9669000400004145")
DONE = bytes.fromhex("AAAAAA9669000400009094")

ZHANG = Card(
    name="张桂兰",
    sex="女",
    nation="汉",
    birth="1942-03-15",
    number="439921194203150285",
    address="青禾县柳溪镇柳溪村3组12号",
    authority="青禾县公安局",
    valid_from="2010-05-01",
    valid_to="长期",
    new_address="青禾县柳溪镇敬老院1号",
    fingerprint_bytes=1024,
)


def with_reader(talk: Callable[[SdtReader, Host], Awaitable[None]], link: Path, seconds: ReaderSeconds = QUICK) -> None:
    async def run() -> None:
        reader = SdtReader(asyncio.get_running_loop(), baud=1_000_000, seconds=seconds)
        with serve_pty(reader, link):
            host = open_pty(link)
            await talk(reader, host)
            host.close()

    asyncio.run(run())


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "id-card-reader"


async def ask(host: Host, request: bytes) -> bytes:
    """One whole answer: seven bytes, then as many as they say."""
    host.send(request)
    head = await host.take(7)
    return head + await host.take(int.from_bytes(head[5:7], "big"))


async def sw3(host: Host, request: bytes) -> int:
    return (await ask(host, request))[9]


def test_short_commands_answer_as_the_manual_says(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        assert await ask(host, STATUS) == DONE
        assert await ask(host, RESET) == DONE
        assert await ask(host, MAX_RF) == DONE
        assert reader.rf_bytes == 0x50
        assert [command for _, command in reader.commands] == [b"\x11\xff", b"\x10\xff", b"\x61\xff"]
        sam = await ask(host, SAM_ID)
        assert sam[:10] == bytes.fromhex("AAAAAA96690014000090")
        assert len(sam) == 7 + 0x14

    with_reader(talk, link)


def test_a_card_is_found_selected_read_once_and_then_not_found_until_lifted(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        assert await ask(host, FIND) == NO_CARD
        reader.lay(ZHANG)
        assert await ask(host, FIND) == FOUND
        assert await ask(host, SELECT) == SELECTED
        base = await ask(host, READ)
        assert len(base) == 1295
        assert base[:14] == bytes.fromhex("AAAAAA9669050800009001000400")
        assert base[14:270].decode("utf-16-le")[0:15] == "张桂兰".ljust(15)
        assert base[270:280] == bytes.fromhex("574C66007E00320000FF")
        assert await ask(host, FIND) == NO_CARD
        reader.lift()
        reader.lay(ZHANG)
        assert await ask(host, FIND) == FOUND

    with_reader(talk, link)


@pytest.mark.parametrize(("prints", "whole"), [(0, 1297), (512, 1809), (1024, 2321)])
def test_fingerprints_lengthen_the_answer(link: Path, prints: int, whole: int) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.lay(card_from({"name": "何丽", "fingerprint_bytes": prints}))
        await ask(host, FIND)
        await ask(host, SELECT)
        answer = await ask(host, READ_FP)
        assert len(answer) == whole
        assert answer[10:16] == bytes.fromhex("01000400") + prints.to_bytes(2, "big")

    with_reader(talk, link)


def test_newest_address_comes_after_the_read_or_says_there_is_none(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.lay(ZHANG)
        assert await ask(host, ADDRESS) == READ_FAILED
        for request in (FIND, SELECT, READ):
            await ask(host, request)
        answer = await ask(host, ADDRESS)
        assert len(answer) == 7 + 0x4A
        assert answer[10:80].decode("utf-16-le").strip() == "青禾县柳溪镇敬老院1号"
        assert len(await ask(host, NUMBERS)) == 7 + 4 + 28
        reader.lay(Card(name="周志远"))
        for request in (FIND, SELECT):
            await ask(host, request)
        assert await sw3(host, ADDRESS) == 0x91

    with_reader(talk, link)


def test_wrong_order_is_refused(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.lay(ZHANG)
        assert await sw3(host, SELECT) == 0x21
        assert await ask(host, READ) == READ_FAILED
        await ask(host, FIND)
        assert await ask(host, READ) == READ_FAILED
        await ask(host, FIND)
        reader.lift()
        assert await ask(host, SELECT) == SELECT_FAILED

    with_reader(talk, link)


def test_broken_frames_are_refused(link: Path) -> None:
    async def talk(_: SdtReader, host: Host) -> None:
        assert await sw3(host, bytes.fromhex("AAAAAA96690003200121")) == 0x10
        assert await sw3(host, bytes.fromhex("AAAAAA9669000420010025")) == 0x11
        assert await sw3(host, bytes.fromhex("AAAAAA96690003777703")) == 0x21
        assert await sw3(host, bytes.fromhex("AAAAAA9669FFFF")) == 0x11
        assert await sw3(host, b"\x00\xffnoise\xaa\xaa" + STATUS) == 0x90
        assert await sw3(host, STATUS[:-2]) == 0x11, "half a frame is given up after a while"

    with_reader(talk, link)


@pytest.mark.parametrize(
    ("code", "request_", "expected"),
    [(0x80, FIND, 0x80), ("two_cards", SELECT, 0x81), (0x41, READ, 0x41), (0x31, READ, 0x31), ("sleeve", READ, 0x41)],
)
def test_fail_next_waits_for_its_own_act(link: Path, code: int | str, request_: bytes, expected: int) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.lay(ZHANG)
        reader.faults.fail_next(code)
        for request in (FIND, SELECT, READ):
            if request == request_:
                assert await sw3(host, request) == expected
                break
            assert await sw3(host, request) in (0x90, 0x9F)
        again = await sw3(host, FIND)
        assert again == (0x80 if request_ == READ else 0x9F), "after a read error the card must be lifted"

    with_reader(talk, link)


def test_two_cards_and_a_sleeve_last_until_lifted(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.lay(ZHANG, trouble="two_cards")
        for _ in range(2):
            assert [await sw3(host, r) for r in (FIND, SELECT)] == [0x9F, 0x81]
        reader.lift()
        reader.lay(ZHANG, trouble="sleeve")
        assert [await sw3(host, r) for r in (FIND, SELECT, READ, FIND)] == [0x9F, 0x90, 0x41, 0x80]
        with pytest.raises(NotPossible):
            reader.lay(ZHANG, trouble="upside_down")
        with pytest.raises(NotPossible):
            reader.faults.fail_next("no_such_thing")

    with_reader(talk, link)


def test_a_card_lifted_during_the_read_fails(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.lay(ZHANG)
        await ask(host, FIND)
        await ask(host, SELECT)
        host.send(READ)
        await asyncio.sleep(0.05)
        reader.lift()
        assert await host.take(11) == READ_FAILED

    with_reader(talk, link, ReaderSeconds(0, 0, 0.2, 0.2, 0, 0))


def test_self_test_failure_and_hang_and_garble_and_cut(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.faults.fail_next("self_test")
        assert await sw3(host, STATUS) == 0x60
        reader.faults.garble()
        host.send(STATUS)
        garbled = await host.silence(0.05)
        assert [a == b for a, b in zip(garbled, DONE, strict=True)].count(False) == 1
        assert await ask(host, STATUS) == DONE
        reader.faults.cut_after(4)
        host.send(STATUS)
        assert await host.silence(0.1) == DONE[:4]
        reader.faults.clear()
        reader.faults.hang()
        host.send(STATUS)
        assert await host.silence(0.1) == b""
        reader.faults.clear()
        assert await ask(host, STATUS) == DONE

    with_reader(talk, link)


def test_unplugging_ends_the_line_and_replugging_makes_a_new_one_at_the_same_link(link: Path) -> None:
    async def talk(reader: SdtReader, host: Host) -> None:
        reader.faults.unplug()
        assert await host.end()
        assert not linked(link)
        reader.faults.replug()
        assert linked(link)
        fresh = open_pty(link)
        assert await ask(fresh, STATUS) == DONE
        fresh.close()

    with_reader(talk, link)


def test_tcp_refuses_while_unplugged_and_listens_again_on_the_same_port() -> None:
    async def run() -> None:
        reader = SdtReader(asyncio.get_running_loop(), seconds=QUICK)
        with serve_tcp(reader) as server:
            host = await open_tcp(server.port)
            assert await ask(host, STATUS) == DONE
            reader.faults.unplug()
            assert await host.end()
            with pytest.raises(ConnectionRefusedError):
                await open_tcp(server.port)
            reader.faults.replug()
            fresh = await open_tcp(server.port)
            assert await ask(fresh, STATUS) == DONE
            fresh.close()
            host.close()

    asyncio.run(run())


def test_the_line_paces_both_ways_like_115200_baud(link: Path) -> None:
    async def run() -> None:
        reader = SdtReader(asyncio.get_running_loop(), seconds=QUICK)
        with serve_pty(reader, link):
            host = open_pty(link)
            ratios = []
            for _ in range(3):
                reader.lift()
                reader.lay(ZHANG)
                await ask(host, FIND)
                await ask(host, SELECT)
                began = time.monotonic()
                await ask(host, READ)
                ratios.append((time.monotonic() - began) / ((10 + 1295) * 10 / 115200))
            host.close()
            assert 0.98 < min(ratios) < 1.3, ratios

    asyncio.run(run())


def test_slow_and_baud_change_the_pace_on_virtual_time() -> None:
    clock = VirtualClock()
    reader = SdtReader(clock, seconds=QUICK)
    wire, heard = Wire(reader), []
    wire.connect(lambda data: heard.append((clock.time(), data)))

    def seconds_for(request: bytes, answer_bytes: int) -> float:
        heard.clear()
        began = clock.time()
        wire.from_host(request)
        clock.advance(2)
        assert len(b"".join(data for _, data in heard)) == answer_bytes
        return heard[-1][0] - began

    assert seconds_for(STATUS, 11) == pytest.approx(21 * 10 / 115200, rel=0.01)
    reader.faults.slow(4)
    assert seconds_for(STATUS, 11) == pytest.approx(4 * 21 * 10 / 115200, rel=0.01)
    reader.faults.clear()
    assert seconds_for(bytes.fromhex("AAAAAA96690003600467"), 11) > 0
    assert seconds_for(STATUS, 11) == pytest.approx(21 * 10 / 9600, rel=0.01)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall_over(noise: bytes) -> None:
    clock = VirtualClock()
    reader = SdtReader(clock, seconds=QUICK)
    answers: list[bytes] = []
    reader.attach(answers.append)
    reader.receive(noise)
    clock.advance(1)
    answers.clear()
    reader.receive(STATUS)
    clock.advance(1)
    assert answers[-1:] == [DONE]
