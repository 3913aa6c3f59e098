"""Kivy's loop inside asyncio, waiting for input instead of polling: the X socket is a reader of the event loop.

One pass = X events → touches → Clock → draw when something changed. Between passes the coroutine sleeps until the X
server, the next Clock event or wake() rings. An exception in a pass or in a watched task ends run() with it.
"""

import asyncio
import ctypes
import threading
from collections.abc import Coroutine
from typing import Any

LONGEST_SLEEP_SECONDS = 60.0
POLL_SECONDS = 1 / 60
"""How often input is looked for where there is no X socket to wait on."""


class XConnection:
    """The X connection the window draws through: its file descriptor and its queue of events already read."""

    def __init__(self, display: int) -> None:
        self._display = ctypes.c_void_p(display)
        self._x11 = ctypes.CDLL("libX11.so.6")
        self.descriptor = int(self._x11.XConnectionNumber(self._display))

    @property
    def has_events(self) -> bool:
        """Xlib may hold events it read while a frame was presented; the socket does not ring for those again."""
        already_queued = 0
        return int(self._x11.XEventsQueued(self._display, already_queued)) > 0


class WindowLoop:
    """Runs the window in the current asyncio loop until stop() or the failure of something it watches."""

    def __init__(self, x: XConnection | None) -> None:
        self._x = x
        self._bell = asyncio.Event()
        self._stopped = False
        self._main = threading.get_ident()

    def wake(self) -> None:
        """Make the next pass come now: something was changed outside Kivy's Clock."""
        self._bell.set()

    def stop(self) -> None:
        self._stopped = True
        self._bell.set()

    async def run(self) -> None:
        from kivy.base import EventLoop, _runTouchApp_prepare, stopTouchApp
        from kivy.clock import Clock

        running = asyncio.get_running_loop()
        Clock._max_fps = 0  # the stock clock would sleep to the next 60th of a second, blocking the asyncio loop
        Clock.on_schedule = lambda _event: self._ring(running)
        _runTouchApp_prepare()
        if self._x:
            running.add_reader(self._x.descriptor, self._bell.set)
        try:
            while not self._stopped and not EventLoop.quit:
                self._bell.clear()
                self._pass()
                await self._sleep()
        finally:
            if self._x:
                running.remove_reader(self._x.descriptor)
            stopTouchApp()

    def _pass(self) -> None:
        from kivy.base import EventLoop

        EventLoop.window.mainloop()
        EventLoop.idle()

    async def _sleep(self) -> None:
        from kivy.clock import Clock

        next_event = Clock.get_min_timeout()
        wait_seconds = min(next_event - Clock.time(), LONGEST_SLEEP_SECONDS) if next_event else 0.0
        if self._x is None:
            wait_seconds = min(wait_seconds, POLL_SECONDS)
        if wait_seconds <= 0 or (self._x and self._x.has_events):
            await asyncio.sleep(0)
            return
        alarm = asyncio.get_running_loop().call_later(wait_seconds, self._bell.set)
        try:
            await self._bell.wait()
        finally:
            alarm.cancel()

    def _ring(self, running: asyncio.AbstractEventLoop) -> None:
        if threading.get_ident() == self._main:
            self._bell.set()
        else:
            running.call_soon_threadsafe(self._bell.set)


async def run_together(window: WindowLoop, *work: Coroutine[Any, Any, None]) -> None:
    """Run the window and its work until the first ends; what failed is raised here, the rest is cancelled."""
    tasks = [asyncio.create_task(window.run()), *map(asyncio.create_task, work)]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
