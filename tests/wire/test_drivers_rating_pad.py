import asyncio

import pytest
from wire_peers import PtyPeer, until

from drivers import rp1
from drivers.rating_pad import RatingPad
from drivers.status import State
from drivers.wire_error import Garbled

HELLO_DATA = b"\x00\x01RP1-TEST\x01\x02"


def framed(seq: int, cmd: int, data: bytes) -> bytes:
    """A frame by the manual, not by the driver's codec."""
    rest = (len(data) + 3).to_bytes(2, "big") + bytes([seq, cmd]) + data
    total = 0
    for byte in rest:
        total ^= byte
    return b"\x55\xaa" + rest + bytes([total])


class Pad:
    """Answers commands; `events` go out behind the answer to 03."""

    def __init__(self) -> None:
        self.commands: list[tuple[int, bytes]] = []
        self.acks: list[int] = []
        self.status = {}
        self.events: list[tuple[int, int]] = []
        self.before: list[tuple[int, int]] = []
        self.silent = False

    def __call__(self, data: bytes) -> bytes:
        out = b""
        while data:
            size = int.from_bytes(data[2:4], "big")
            out += self.answer(data[4], data[5], data[6 : 3 + size])
            data = data[4 + size :]
        return out

    def answer(self, seq: int, cmd: int, data: bytes) -> bytes:
        self.commands.append((cmd, data))
        if self.silent:
            return b""
        if cmd == 0x41:
            self.acks.append(int.from_bytes(data, "big"))
            return b""
        status = bytes([self.status.get(cmd, 0)])
        answer = framed(seq, cmd | 0x80, HELLO_DATA if cmd == 0x01 and status == b"\0" else status)
        if cmd == 0x03:
            before, self.before = self.before, []
            answer = b"".join(map(event, before)) + answer + b"".join(map(event, self.events))
        return answer

    def rated(self) -> list[bytes]:
        return [data for cmd, data in self.commands if cmd == 0x03]


def event(txn_and_result: tuple[int, int]) -> bytes:
    txn, result = txn_and_result
    return framed(0x77, 0x40, txn.to_bytes(4, "big") + bytes([result]))


def with_pad(tmp_path, pad, story):
    async def run():
        peer = PtyPeer(tmp_path / "pad", pad).plug()
        driver = RatingPad(peer.address)
        await driver.start()
        try:
            await asyncio.wait_for(story(driver, peer), 20)
        finally:
            await driver.stop()
            peer.unplug()

    asyncio.run(run())


@pytest.mark.parametrize(("result", "stars"), [(5, 5), (1, 1), (0xFE, None), (0xFF, None)])
def test_stars_time_out_and_cancelled(tmp_path, result, stars):
    pad = Pad()
    pad.events = [(42, result)]

    async def story(driver, peer):
        assert await driver.rate(42, seconds=8, levels=5, within=3) == stars
        assert pad.rated() == [b"\x00\x00\x00\x2a\x08\x05"]
        await until(lambda: pad.acks == [42], within=1)

    with_pad(tmp_path, pad, story)


def test_events_of_older_ratings_are_acknowledged_and_dropped(tmp_path):
    pad = Pad()
    pad.before = [(41, 1)]
    pad.events = [(40, 2), (42, 4)]

    async def story(driver, peer):
        assert await driver.rate(42, seconds=8, levels=5, within=3) == 4
        await until(lambda: pad.acks == [41, 40, 42], within=1)

    with_pad(tmp_path, pad, story)


def test_an_answer_that_comes_before_its_acknowledgement_counts(tmp_path):
    pad = Pad()
    pad.before = [(42, 3)]

    async def story(driver, peer):
        assert await driver.rate(42, seconds=8, levels=5, within=3) == 3

    with_pad(tmp_path, pad, story)


def test_late_events_are_acknowledged_while_nobody_rates(tmp_path):
    pad = Pad()

    async def story(driver, peer):
        await until(lambda: driver.status.ready, within=2)
        for _ in range(3):
            peer.say(event((7, 5)))
        await until(lambda: pad.acks == [7, 7, 7], within=4)
        assert driver.status.state is State.online

    with_pad(tmp_path, pad, story)


def test_cancel_ends_the_rating(tmp_path):
    pad = Pad()

    async def story(driver, peer):
        waiting = asyncio.create_task(driver.rate(42, seconds=30, levels=5, within=30))
        await until(lambda: bool(pad.rated()), within=2)
        await driver.cancel(42)
        await until(lambda: any(cmd == 0x04 for cmd, _ in pad.commands), within=2)
        peer.say(event((42, 0xFF)))
        assert await asyncio.wait_for(waiting, 1) is None

    with_pad(tmp_path, pad, story)


def test_nobody_presses_until_the_limit(tmp_path):
    pad = Pad()

    async def story(driver, peer):
        assert await driver.rate(42, seconds=30, levels=4, within=0.8) is None
        await until(lambda: pad.commands[-1][0] == 0x04, within=1)

    with_pad(tmp_path, pad, story)


def test_pulled_and_put_back_the_same_rating_goes_on(tmp_path):
    pad = Pad()

    async def story(driver, peer):
        waiting = asyncio.create_task(driver.rate(42, seconds=30, levels=5, within=10))
        await until(lambda: bool(pad.rated()), within=2)
        peer.unplug()
        await until(lambda: not driver.status.ready, within=3)
        pad.events = [(42, 5)]
        peer.plug()
        assert await waiting == 5
        assert pad.rated() == [b"\x00\x00\x00\x2a\x1e\x05"] * 2

    with_pad(tmp_path, pad, story)


@pytest.mark.parametrize("status", [1, 2, 3, 4, 5])
def test_a_pad_that_refuses_gives_no_stars(tmp_path, status):
    pad = Pad()
    pad.status = {0x03: status}

    async def story(driver, peer):
        assert await driver.rate(42, seconds=8, levels=5, within=3) is None
        busy = status == 4  # it may still ask for somebody who has gone: that is called off, then it is asked once more
        assert len(pad.rated()) == (2 if busy else 1)

    with_pad(tmp_path, pad, story)


def test_no_pad_gives_no_stars(tmp_path):
    async def run():
        driver = RatingPad(f"pty:{tmp_path / 'none'}")
        await driver.start()
        assert await driver.rate(42, seconds=8, levels=5, within=0.5) is None
        assert not await driver.voice(1, within=0.2)
        await driver.stop()

    asyncio.run(run())


def test_voice_and_heartbeat(tmp_path, monkeypatch):
    monkeypatch.setattr("drivers.rating_pad.HEARTBEAT_SECONDS", 2.0)
    pad = Pad()

    async def story(driver, peer):
        assert await driver.voice(3)
        assert pad.commands[-1] == (0x02, b"\x03")
        pad.silent = True
        await until(lambda: not driver.status.ready, within=8)
        pad.silent = False
        await until(lambda: driver.status.ready, within=3)

    with_pad(tmp_path, pad, story)


def test_key_fault_is_for_the_technician(tmp_path):
    pad = Pad()
    pad.status = {0x01: 5}

    async def story(driver, peer):
        await until(lambda: driver.status.state is State.hardwareError, within=2)
        assert driver.status.troubles[0].code == "key_fault"

    with_pad(tmp_path, pad, story)


def test_frames_are_the_documented_bytes():
    assert rp1.Frame(1, rp1.HELLO, b"").encoded() == bytes.fromhex("55AA 0003 01 01 03")
    assert rp1.parse_frame(b"\x55\x00" + framed(9, 0x40, b"\0\0\0\1\5") + b"x") == (
        rp1.Frame(9, 0x40, b"\0\0\0\1\5"),
        14,
    )
    assert rp1.parse_frame(framed(9, 0x40, b"")[:-1]) is None
    with pytest.raises(Garbled):
        rp1.parse_frame(framed(9, 0x40, b"")[:-1] + b"\x00")
    with pytest.raises(Garbled, match="6 stars"):
        rp1.rated(rp1.Frame(1, rp1.EVENT, b"\0\0\0\1\6"))


def test_calling_off_what_has_ended_is_remembered_by_nobody(tmp_path):
    pad = Pad()

    async def story(driver, peer):
        for txn in range(1, 4):
            asking = asyncio.create_task(driver.rate(txn, seconds=8, levels=5, within=3))
            await until(lambda txn=txn: len(pad.rated()) == txn, within=2)
            pad.events = [(txn, 0xFF)]
            await driver.cancel(txn)
            asking.cancel()
            await asyncio.wait({asking})
            await driver.cancel(txn)
        pad.events = [(3, 5)]
        assert await driver.rate(3, seconds=8, levels=5, within=3) == 5
        assert driver._cancelled == driver._asked == set()

    with_pad(tmp_path, pad, story)
