"""One real window on an Xvfb of its own for the whole session, touched by real pointer events."""

import asyncio
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import pytest
from PIL import Image, ImageGrab

from kiosk.model import Place
from kiosk.ui import Question
from screens.kivy_ui import KivyUi
from screens.loop import run_together
from screens.window import OpenWindow, open_window
from tests.gallery.samples import HALL

R = TypeVar("R")
ANSWER_LIMIT_SECONDS = 5.0


@dataclass
class CountingControls:
    """Counts what the dock reports."""

    left: int = 0
    helped: int = 0

    def leave(self) -> None:
        self.left += 1

    def help(self) -> None:
        self.helped += 1


@dataclass
class Machine:
    """The kiosk's window in a thread of its own, and a finger."""

    display: str
    loop: asyncio.AbstractEventLoop
    window: OpenWindow
    ui: KivyUi
    controls: CountingControls = field(default_factory=CountingControls)

    def call(self, what: Callable[[], R]) -> R:
        """Do something in the window's thread."""

        async def do() -> R:
            return what()

        return asyncio.run_coroutine_threadsafe(do(), self.loop).result(ANSWER_LIMIT_SECONDS)

    def ask(self, question: Question[Any], place: Place) -> "Future[Any]":
        asked = asyncio.run_coroutine_threadsafe(self.ui.ask(question, place), self.loop)
        self.call(lambda: None)
        return asked

    def still_here(self, seconds: int) -> "Future[bool]":
        asked = asyncio.run_coroutine_threadsafe(self.ui.still_here(seconds), self.loop)
        self.call(lambda: None)
        return asked

    def middle(self, name: str) -> tuple[int, int]:
        def find() -> tuple[float, float]:
            assert self.ui.page is not None
            return self.ui.page.named(name).box.centre

        x, y = self.call(find)
        return int(x), int(y)

    def tap(self, name: str) -> None:
        """Touch a part as a calm person does."""
        self.calm()
        x, y = self.middle(name)
        before = self.ui.last_touch_at
        self.pointer("mousemove", x, y, "mousedown", 1, "sleep", 0.05, "mouseup", 1)
        self._handled(before)

    def _handled(self, before: float) -> None:
        """Wait until the window has seen the touch come and go, however busy the machine is."""
        end = time.monotonic() + ANSWER_LIMIT_SECONDS
        while time.monotonic() < end:
            if self.call(lambda: self.ui.last_touch_at > before and self.ui._guard._finger is None):
                return
            time.sleep(0.01)
        raise AssertionError("the window has not seen the touch")

    def calm(self) -> None:
        """Wait until the screen takes a touch again."""
        time.sleep(max(0.0, self.ui._guard._closed_until - time.monotonic()) + 0.02)

    def tap_key(self, name: str) -> None:
        x, y = self.middle(name)
        self.pointer("mousemove", x, y, "mousedown", 1, "sleep", 0.03, "mouseup", 1)
        time.sleep(0.12)

    def pointer(self, *arguments: object) -> None:
        subprocess.run(
            ["xdotool", *map(str, arguments)], check=True, env={"DISPLAY": self.display, "PATH": os.environ["PATH"]}
        )

    def seen(self) -> Image.Image:
        """What is on the display now."""
        return ImageGrab.grab(xdisplay=self.display)

    def fresh(self) -> None:
        """As before the first visitor."""
        self.controls = CountingControls()

        def wipe() -> None:
            self.ui.wipe()
            self.ui.begin(self.controls)

        self.call(wipe)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as says:  # stays open: Xvfb dies of a pipe that is closed before its line break
        yield f":{says.readline().strip()}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def running(display: str) -> Iterator[Machine]:
    os.environ["DISPLAY"] = display
    os.environ.pop("SDL_VIDEODRIVER", None)
    ready: Future[Machine] = Future()
    stop = threading.Event()

    async def serve() -> None:
        window = open_window()
        ui = KivyUi(window, HALL, now=lambda: datetime(2026, 6, 1, 10, 24))

        async def until_stopped() -> None:
            ready.set_result(Machine(display, asyncio.get_running_loop(), window, ui))
            await asyncio.to_thread(stop.wait)

        try:
            await run_together(window.loop, until_stopped())
        except BaseException as error:
            if not ready.done():
                ready.set_exception(error)
            raise

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    yield ready.result(30)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def machine(running: Machine) -> Machine:
    running.fresh()
    return running
