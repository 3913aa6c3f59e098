import asyncio

import pytest

from hardware_mocks.clock import VirtualClock
from hardware_mocks.memory import LineGone, MemoryLine
from hardware_mocks.sdt_reader import SdtReader

STATUS = bytes.fromhex("AAAAAA9669000311FFED")
DONE = bytes.fromhex("AAAAAA9669000400009094")


def test_a_day_of_polling_passes_in_no_time() -> None:
    clock = VirtualClock()
    reader = SdtReader(clock)
    line = MemoryLine(reader)
    for _ in range(1000):
        line.send(STATUS)
        clock.advance(86.4)
        assert line.heard() == DONE
    assert clock.time() == pytest.approx(86400)


def test_waiting_for_bytes_ends_with_the_line() -> None:
    async def run() -> None:
        reader = SdtReader(asyncio.get_running_loop())
        line = MemoryLine(reader)
        line.send(STATUS)
        heard = b""
        while len(heard) < len(DONE):
            heard += await line.receive()
        assert heard == DONE
        waiting = asyncio.create_task(line.receive())
        await asyncio.sleep(0)
        reader.faults.unplug()
        with pytest.raises(LineGone):
            await waiting
        with pytest.raises(LineGone):
            line.send(STATUS)
        reader.faults.replug()
        line.send(STATUS)
        assert DONE.startswith(await line.receive())
        line.close()

    asyncio.run(run())
