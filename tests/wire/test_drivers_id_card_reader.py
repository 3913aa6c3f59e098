import asyncio
import time

import pytest
import sdt_cards as cards
from wire_peers import PtyPeer, TcpPeer, until

from drivers.card_trouble import CardTrouble
from drivers.id_card import IdCard
from drivers.id_card_reader import IdCardReader, ReaderLimits
from drivers.status import State

FIND, SELECT, READ, ADDRESS, STATUS = b"\x20\x01", b"\x20\x02", b"\x30\x01", b"\x30\x03", b"\x11\xff"
QUICK = ReaderLimits(status_seconds=0.2, find_seconds=0.2, read_seconds=0.3, address_seconds=0.2)


class Script:
    """Answers by command from lists; the last entry of a list stays."""

    def __init__(self, **answers: list[bytes]) -> None:
        self.answers = {
            STATUS: [cards.READY],
            FIND: [cards.NO_CARD],
            SELECT: [cards.SELECTED],
            READ: [cards.read_3001(cards.ORDINARY)],
            ADDRESS: [cards.NO_ADDRESS],
        } | {globals()[name]: replies for name, replies in answers.items()}
        self.asked: list[tuple[bytes, float]] = []

    def __call__(self, data: bytes) -> bytes:
        command = data[7:9]
        self.asked.append((command, time.monotonic()))
        replies = self.answers[command]
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def commands(self) -> list[bytes]:
        return [command for command, _ in self.asked if command != STATUS]


def with_reader(tmp_path, script, story, limits=QUICK):
    async def run():
        peer = PtyPeer(tmp_path / "reader", script).plug()
        reader = IdCardReader(peer.address, limits=limits)
        await reader.start()
        try:
            await asyncio.wait_for(story(reader, peer), 20)
        finally:
            await reader.stop()
            peer.unplug()

    asyncio.run(run())


def test_find_select_read_and_newest_address(tmp_path):
    script = Script(FIND=[cards.NO_CARD, cards.FOUND, cards.NO_CARD], ADDRESS=[cards.address_3003("青禾县新村路8号")])

    async def story(reader, peer):
        card = await reader.next_card(within=3)
        assert (card.name, card.new_address) == ("黄建军", "青禾县新村路8号")
        assert script.commands() == [FIND, FIND, SELECT, READ, ADDRESS]
        finds = [at for command, at in script.asked if command == FIND]
        assert finds[1] - finds[0] >= 0.29

    with_reader(tmp_path, script, story)


def test_nobody_lays_a_card(tmp_path):
    async def story(reader, peer):
        assert await reader.next_card(within=0.5) is None

    with_reader(tmp_path, Script(), story)


CARD_TROUBLES = [("SELECT", 0x81), ("READ", 0x41), ("READ", 0x32), ("ADDRESS", 0x41), ("FIND", 0x66)]


def test_a_trouble_is_told_once_and_polling_goes_on(tmp_path):
    async def story(step, sw3):
        script = Script(**({"FIND": [cards.FOUND]} | {step: [cards.says(sw3)]}))
        peer = PtyPeer(tmp_path / f"{step}-{sw3}", script).plug()
        reader = IdCardReader(peer.address, limits=QUICK)
        await reader.start()
        first = await reader.next_card(within=2)
        assert isinstance(first, CardTrouble)
        assert first.sw3 == sw3
        assert await reader.next_card(within=0.7) is None
        assert script.commands().count(FIND) >= 3
        script.answers |= {FIND: [cards.NO_CARD, cards.FOUND], SELECT: [cards.SELECTED], ADDRESS: [cards.NO_ADDRESS]}
        script.answers[READ] = [cards.read_3001(cards.PERMIT)]
        assert (await reader.next_card(within=2)).kind == "hkmt"
        await reader.stop()
        peer.unplug()

    async def run():
        await asyncio.gather(*(story(step, sw3) for step, sw3 in CARD_TROUBLES))

    asyncio.run(run())


def test_a_garbled_card_is_a_trouble_and_the_next_one_is_read(tmp_path):
    whole = cards.read_3001(cards.ORDINARY)
    script = Script(FIND=[cards.FOUND], READ=[whole[:-1] + bytes([whole[-1] ^ 1]), whole])

    async def story(reader, peer):
        assert (await reader.next_card(within=2)).code == "line_garbled"
        assert (await reader.next_card(within=2)).name == "黄建军"

    with_reader(tmp_path, script, story)


def test_a_card_with_broken_text_goes_to_the_attendant(tmp_path):
    script = Script(FIND=[cards.FOUND], READ=[cards.read_3001(b"\x42\xd8" + cards.ORDINARY[2:])])

    async def story(reader, peer):
        assert (await reader.next_card(within=2)).code == "card_text_unreadable"

    with_reader(tmp_path, script, story)


def test_one_lost_look_for_cards_is_nobodys_trouble(tmp_path):
    script = Script(FIND=[b"", cards.FOUND])

    async def story(reader, peer):
        assert (await reader.next_card(within=3)).name == "黄建军"

    with_reader(tmp_path, script, story)


def test_a_reader_that_hangs_on_reading(tmp_path):
    script = Script(FIND=[cards.FOUND], READ=[cards.read_3001(cards.ORDINARY)[:600]])

    async def story(reader, peer):
        began = time.monotonic()
        assert (await reader.next_card(within=2)).code == "no_answer"
        assert time.monotonic() - began < 1

    with_reader(tmp_path, script, story)


def test_a_late_answer_is_never_taken_for_the_next_one(tmp_path):
    """The first card's bytes come after their limit, when the next person's card already lies there."""
    late = cards.read_3001(cards.ORDINARY)
    script = Script(
        FIND=[cards.FOUND], READ=[b"", cards.read_3001(cards.PERMIT)], STATUS=[cards.READY, late + cards.READY]
    )

    async def story(reader, peer):
        assert (await reader.next_card(within=2)).code == "no_answer"
        peer.say(late)
        assert (await reader.next_card(within=2)).kind == "hkmt"

    with_reader(tmp_path, script, story)


def test_unplugged_and_plugged_in_again(tmp_path, monkeypatch):
    monkeypatch.setattr("drivers.id_card_reader.REPLUG_SECONDS", 1.0)
    script = Script()

    async def story(reader, peer):
        await until(lambda: reader.status.ready, within=2)
        seen = []
        reader.on_status.append(seen.append)
        waiting = asyncio.create_task(reader.next_card(within=15))
        await asyncio.sleep(0.4)
        peer.unplug()
        trouble = await waiting
        assert (trouble.code, trouble.sw3) == ("no_answer", None)
        assert reader.status.state is State.noDevice
        script.answers[FIND] = [cards.FOUND]
        waiting = asyncio.create_task(reader.next_card(within=5))
        peer.plug()
        await until(lambda: reader.status.ready, within=3)
        assert isinstance(await waiting, IdCard)
        assert [status.state for status in seen] == [State.noDevice, State.online]

    with_reader(tmp_path, script, story)


def test_a_short_pull_is_not_told_to_the_visitor(tmp_path):
    script = Script()

    async def story(reader, peer):
        waiting = asyncio.create_task(reader.next_card(within=10))
        await asyncio.sleep(0.4)
        peer.unplug()
        await asyncio.sleep(0.5)
        script.answers[FIND] = [cards.FOUND]
        peer.plug()
        assert (await waiting).name == "黄建军"

    with_reader(tmp_path, script, story)


def test_unplugged_while_idle_is_noticed(tmp_path):
    async def story(reader, peer):
        await until(lambda: reader.status.ready, within=2)
        peer.unplug()
        await until(lambda: not reader.status.ready, within=3)
        peer.plug()
        assert await until(lambda: reader.status.ready, within=3) < 3

    with_reader(tmp_path, Script(), story)


def test_silent_reader_is_offline_then_no_device(tmp_path):
    async def story(reader, peer):
        await until(lambda: reader.status.state is State.offline, within=2)
        await until(lambda: reader.status.state is State.noDevice, within=4)
        assert reader.status.troubles[0].code == "no_answer"

    with_reader(tmp_path, Script(STATUS=[b""]), story)


@pytest.mark.parametrize(("sw3", "code"), [(0x60, "reader_self_test"), (0x66, "reader_not_authorised")])
def test_a_sick_reader_says_so(tmp_path, sw3, code):
    async def story(reader, peer):
        await until(lambda: reader.status.state is State.hardwareError, within=2)
        assert reader.status.troubles[0].code == code

    with_reader(tmp_path, Script(STATUS=[cards.says(sw3)]), story)


def test_over_tcp_with_the_port_refusing_for_a_while():
    async def run():
        peer = await TcpPeer(Script(FIND=[cards.FOUND])).up()
        await peer.down()
        reader = IdCardReader(peer.address, limits=QUICK)
        await reader.start()
        await until(lambda: reader.status.state is State.noDevice, within=2)
        await peer.up()
        await until(lambda: reader.status.ready, within=3)
        assert (await reader.next_card(within=2)).name == "黄建军"
        await peer.down()
        await until(lambda: not reader.status.ready, within=3)
        await reader.stop()

    asyncio.run(run())


def test_reading_costs_little_beside_the_bytes(tmp_path):
    """From card found to holder without a sleep: the driver's own time against the bytes' at 115200 baud."""
    script = Script(FIND=[cards.FOUND], ADDRESS=[cards.address_3003("青禾县新村路8号")])
    wire_bytes = 4 * 10 + len(cards.FOUND) + len(cards.SELECTED) + 1295 + 81
    allowed = 0.10 * wire_bytes * 10 / 115200

    async def story(reader, peer):
        costs = []
        for _ in range(11):
            card = await reader.next_card(within=2)
            now = time.monotonic()
            assert isinstance(card, IdCard)
            found_at = next(at for command, at in reversed(script.asked) if command == FIND)
            costs.append(now - found_at)
        assert sorted(costs)[5] < allowed, f"{sorted(costs)[5] * 1000:.1f} ms of {allowed * 1000:.1f} ms"

    with_reader(tmp_path, script, story)
