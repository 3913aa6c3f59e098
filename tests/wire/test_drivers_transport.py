import asyncio
from contextlib import suppress

import pytest
from wire_peers import PtyPeer, TcpPeer, until

from drivers.address import IppAddress, SerialAddress, TcpAddress, parse_address
from drivers.transport import BUFFER_BYTES, open_line
from drivers.wire_error import BadAddress, LineLost, NoAnswer


def line_of_text(buffer: bytes) -> tuple[str, int] | None:
    end = buffer.find(b"\n")
    return None if end < 0 else (buffer[:end].decode(), end + 1)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("serial:/dev/serial/by-id/usb-x?baud=9600", SerialAddress("/dev/serial/by-id/usb-x", 9600)),
        ("serial:/dev/ttyS0", SerialAddress("/dev/ttyS0", 115200)),
        ("pty:/dev/pts/7", SerialAddress("/dev/pts/7", 115200)),
        ("tcp://127.0.0.1:9100", TcpAddress("127.0.0.1", 9100)),
        ("tcp://[::1]:9100", TcpAddress("::1", 9100)),
        ("ipp://printer.local:8631/ipp/print", IppAddress("ipp://printer.local:8631/ipp/print")),
    ],
)
def test_addresses(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("/dev/ttyUSB0", "has no scheme"),
        ("usb:0400:C35A", "unknown scheme 'usb'"),
        ("pcsc:0", "unknown scheme"),
        ("serial:ttyUSB0", "absolute path"),
        ("serial:/dev/ttyS0?baud=fast", "baud 'fast'"),
        ("serial:/dev/ttyS0?parity=even", "unknown option parity"),
        ("tcp:127.0.0.1:9100", "host:port"),
        ("tcp://127.0.0.1", "host:port"),
        ("tcp://127.0.0.1:99999", "99999"),
        ("tcp://127.0.0.1:9100/x", "end after the port"),
        ("ipp:///ipp/print", "host:port"),
        ("", "has no scheme"),
    ],
)
def test_bad_addresses_say_what_is_wrong(text, names):
    with pytest.raises(BadAddress, match=names):
        parse_address(text)


def test_exchange_drops_what_lay_in_the_line(tmp_path):
    async def story():
        peer = PtyPeer(tmp_path / "dev", lambda data: b"new\n").plug()
        line = await open_line(peer.address, within=1)
        peer.say(b"stale\n")
        await asyncio.sleep(0.05)
        assert await line.exchange(b"?", line_of_text, within=1) == "new"
        await line.close()
        peer.unplug()

    asyncio.run(story())


def test_answer_in_pieces_over_tcp():
    async def story():
        peer = await TcpPeer(lambda data: b"").up()
        line = await open_line(peer.address, within=1)
        await line.send(b"hello", within=1)
        await until(lambda: bool(peer._writers), within=1)
        for piece in (b"a", b"b", b"c\nrest"):
            next(iter(peer._writers)).write(piece)
            await asyncio.sleep(0.01)
        assert await line.receive(line_of_text, within=1) == "abc"
        with pytest.raises(NoAnswer):
            await line.receive(line_of_text, within=0.05)
        await line.close()
        await peer.down()

    asyncio.run(story())


def test_silence_ends_at_the_limit(tmp_path):
    async def story():
        peer = PtyPeer(tmp_path / "dev", lambda data: b"").plug()
        line = await open_line(peer.address, within=1)
        began = asyncio.get_running_loop().time()
        with pytest.raises(NoAnswer):
            await line.exchange(b"?", line_of_text, within=0.1)
        assert 0.09 < asyncio.get_running_loop().time() - began < 0.4
        await line.close()
        peer.unplug()

    asyncio.run(story())


def test_a_device_that_takes_no_bytes_ends_the_send(tmp_path):
    async def story():
        peer = PtyPeer(tmp_path / "dev", lambda data: b"").plug()
        asyncio.get_running_loop().remove_reader(peer._master)
        line = await open_line(peer.address, within=1)
        with pytest.raises(NoAnswer):
            await line.send(bytes(1_000_000), within=0.2)
        await line.close()
        peer.unplug()

    asyncio.run(story())


def test_unplugging_ends_a_wait_at_once(tmp_path):
    async def story():
        peer = PtyPeer(tmp_path / "dev", lambda data: b"").plug()
        line = await open_line(peer.address, within=1)
        waiting = asyncio.create_task(line.receive(line_of_text, within=5))
        await asyncio.sleep(0.05)
        peer.unplug()
        with pytest.raises(LineLost):
            await asyncio.wait_for(waiting, 1)
        with pytest.raises(LineLost):
            await line.send(b"?", within=1)
        await line.close()

    asyncio.run(story())


def test_a_flood_stays_bounded():
    async def story():
        peer = await TcpPeer(lambda data: b"x" * 1_000_000).up()
        line = await open_line(peer.address, within=1)
        with pytest.raises(NoAnswer):
            await line.exchange(b"?", line_of_text, within=0.3)
        assert len(line._inbox.buffer) <= BUFFER_BYTES
        await line.close()
        await peer.down()

    asyncio.run(story())


def test_nothing_there_is_line_lost(tmp_path):
    async def story():
        for address in (f"pty:{tmp_path / 'none'}", "tcp://127.0.0.1:1"):
            with pytest.raises(LineLost):
                await open_line(address, within=1)

    asyncio.run(story())


@pytest.mark.parametrize("within", [0, -1, float("nan")])
def test_a_wait_without_a_limit_is_refused(within):
    async def story():
        with pytest.raises(ValueError, match="within"):
            await open_line("tcp://127.0.0.1:1", within=within)

    asyncio.run(story())


def test_a_line_that_takes_nothing_never_stops_the_loop(tmp_path):
    """pyserial's own write would spin here until the device reads again."""

    async def story():
        peer = PtyPeer(tmp_path / "dev", lambda data: b"").plug()
        asyncio.get_running_loop().remove_reader(peer._master)
        line = await open_line(peer.address, within=1)
        beats = 0
        sending = asyncio.create_task(_send_until_full(line))
        while not sending.done():
            await asyncio.sleep(0.005)
            beats += 1
        assert beats > 10
        asyncio.get_running_loop().add_reader(peer._master, peer._hear)
        await until(lambda: len(peer.heard) >= 4096, within=2)
        await line.close()
        peer.unplug()

    asyncio.run(story())


async def _send_until_full(line) -> None:
    with suppress(NoAnswer):
        while True:
            await line.send(bytes(64), within=0.2)
