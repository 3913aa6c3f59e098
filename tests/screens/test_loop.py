"""What runs beside the window is supervised."""

import asyncio
from typing import cast

import pytest

from screens.loop import WindowLoop, run_together


class EndlessWindow:
    """Stands for a window that runs until it is cancelled."""

    def __init__(self) -> None:
        self.ended = False

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


class BrokenWindow:
    async def run(self) -> None:
        raise RuntimeError("no drawing")


class DeadCoroutine(Exception):
    pass


def test_a_dying_coroutine_reaches_the_application() -> None:
    async def dies() -> None:
        await asyncio.sleep(0)
        raise DeadCoroutine

    window = EndlessWindow()
    with pytest.raises(DeadCoroutine):
        asyncio.run(run_together(cast(WindowLoop, window), dies()))
    assert window.ended


def test_a_dying_window_ends_the_work() -> None:
    cancelled = []

    async def works() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    with pytest.raises(RuntimeError, match="no drawing"):
        asyncio.run(run_together(cast(WindowLoop, BrokenWindow()), works()))
    assert cancelled == [True]


def test_work_that_ends_ends_the_window() -> None:
    async def ends() -> None:
        await asyncio.sleep(0)

    window = EndlessWindow()
    asyncio.run(run_together(cast(WindowLoop, window), ends()))
    assert window.ended
