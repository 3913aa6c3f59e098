import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mock_host import open_pty

from hardware_mocks.clock import VirtualClock
from hardware_mocks.faults import NotPossible
from hardware_mocks.rating_pad import RatingPadSim
from hardware_mocks.serving import serve_pty

# By hand from the description of RP1: 55 AA, LEN, SEQ, CMD, data, XOR from LEN on.
HELLO = bytes.fromhex("55AA 0003 07 01 05")
VOICE_3 = bytes.fromhex("55AA 0004 08 02 03 0D")
RATE_9 = bytes.fromhex("55AA 0009 01 03 00000009 1E 05 19")  # txn 9, 30 s, 5 keys
RATE_10 = bytes.fromhex("55AA 0009 02 03 0000000A 1E 05 19")
RATE_9_FOUR = bytes.fromhex("55AA 0009 01 03 00000009 1E 04 18")
CANCEL_9 = bytes.fromhex("55AA 0007 03 04 00000009 09")
LAMPS = bytes.fromhex("55AA 0004 04 05 1F 1A")
STATE = bytes.fromhex("55AA 0003 05 06 00")
ACK_9 = bytes.fromhex("55AA 0007 01 41 00000009 4E")


class Bench:
    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.pad = RatingPadSim(self.clock)
        self.said: list[bytes] = []
        self.pad.attach(self.said.append)

    def send(self, data: bytes) -> list[bytes]:
        self.said.clear()
        self.pad.receive(data)
        return list(self.said)

    def pass_seconds(self, seconds: float) -> list[bytes]:
        self.said.clear()
        self.clock.advance(seconds)
        return list(self.said)


def event(txn: int, result: int, seq: int = 1) -> bytes:
    body = bytes.fromhex("0008") + bytes([seq, 0x40]) + txn.to_bytes(4, "big") + bytes([result])
    check = 0
    for byte in body:
        check ^= byte
    return b"\x55\xaa" + body + bytes([check])


def status(answers: list[bytes]) -> list[int]:
    return [answer[6] for answer in answers if answer[5] & 0x80]


def test_hello_voice_lamps_and_state() -> None:
    bench = Bench()
    (hello,) = bench.send(HELLO)
    assert hello[:7] == bytes.fromhex("55AA 000F 07 81 00")
    assert len(hello) == 4 + 15
    assert status(bench.send(VOICE_3)) == [0]
    assert bench.pad.voices == [3]
    assert status(bench.send(LAMPS)) == [0]
    assert bench.pad.lamps == 0x1F
    assert bench.send(STATE)[0][7] == 0


def test_a_press_is_told_every_half_second_until_it_is_acknowledged() -> None:
    bench = Bench()
    assert not bench.pad.press(5), "nobody asked"
    assert status(bench.send(RATE_9)) == [0]
    bench.said.clear()
    assert bench.pad.press(4)
    assert bench.said == [event(9, 4)]
    assert bench.pass_seconds(1.1) == [event(9, 4)] * 2
    assert bench.send(ACK_9) == []
    assert bench.pass_seconds(2) == []


def test_time_out_and_cancel_are_events_too() -> None:
    bench = Bench()
    bench.send(RATE_9)
    assert bench.pass_seconds(29.9) == []
    assert bench.pass_seconds(0.2) == [event(9, 0xFE)]
    bench.send(ACK_9)
    bench.send(RATE_10)
    assert status(bench.send(CANCEL_9)) == [0], "another question's cancel changes nothing"
    assert bench.pad.rating == 10
    other = bench.send(bytes.fromhex("55AA 0007 03 04 0000000A 0A"))
    assert event(10, 0xFF, seq=2) in other


def test_the_same_txn_again_starts_nothing_new() -> None:
    bench = Bench()
    bench.send(RATE_9)
    assert status(bench.send(RATE_9)) == [0]
    assert status(bench.send(RATE_10)) == [4]
    bench.pad.press(2)
    bench.send(ACK_9)
    repeated = bench.send(RATE_9)
    assert bench.pad.rating is None
    assert event(9, 2, seq=2) in repeated


def test_four_keys_have_none_for_one_star() -> None:
    bench = Bench()
    bench.send(RATE_9_FOUR)
    assert not bench.pad.press(1)
    assert bench.pad.press(2)
    with pytest.raises(NotPossible):
        bench.pad.press(6)


def test_bad_frames_and_faults_have_their_own_status() -> None:
    bench = Bench()
    assert status(bench.send(HELLO[:-1] + b"\x00")) == [1]
    assert status(bench.send(bytes.fromhex("55AA 0004 08 01 03 0E"))) == [2]
    assert status(bench.send(bytes.fromhex("55AA 0FFF 08 01"))) == [2]
    assert status(bench.send(bytes.fromhex("55AA 0003 08 33 38"))) == [3]
    bench.pad.break_keys()
    assert status(bench.send(RATE_9)) == [5]
    bench.pad.mend_keys()
    bench.pad.faults.fail_next("busy")
    assert [status(bench.send(RATE_9)), status(bench.send(RATE_9))] == [[4], [0]]


def test_half_a_frame_is_forgotten_after_a_while() -> None:
    bench = Bench()
    bench.send(HELLO[:5])
    bench.pass_seconds(0.3)
    assert status(bench.send(HELLO)) == [0]


def test_it_talks_on_a_real_pty_and_survives_a_replug(tmp_path: Path) -> None:
    async def run() -> None:
        pad = RatingPadSim(asyncio.get_running_loop())
        with serve_pty(pad, tmp_path / "rating-pad"):
            host = open_pty(tmp_path / "rating-pad")
            host.send(RATE_9)
            assert (await host.take(8))[5:7] == b"\x83\x00"
            pad.faults.unplug()
            assert await host.end()
            pad.faults.replug()
            assert pad.rating is None
            fresh = open_pty(tmp_path / "rating-pad")
            fresh.send(RATE_9)
            await fresh.take(8)
            pad.press(5)
            assert await fresh.take(12) == event(9, 5)
            fresh.close()
            host.close()

    asyncio.run(run())


@given(st.binary(max_size=100))
def test_no_bytes_make_the_pad_fall_over(noise: bytes) -> None:
    bench = Bench()
    bench.send(noise)
    bench.pass_seconds(1)
    assert status(bench.send(HELLO)) == [0]
