"""A display to draw on: the one that is there, or an Xvfb of the kiosk's size."""

import contextlib
import os
import select
import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageGrab

WIDTH, HEIGHT = 1080, 1920
START_LIMIT_SECONDS = 15.0


@contextlib.contextmanager
def virtual_display(log: Path) -> Iterator[str]:
    """Run Xvfb on a display number it chooses itself; yields its name."""
    read_end, write_end = os.pipe()
    with log.open("a") as errors:
        server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(write_end),
                "-screen",
                "0",
                f"{WIDTH}x{HEIGHT}x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            stdout=errors,
            stderr=errors,
            pass_fds=[write_end],
        )
    os.close(write_end)
    try:
        yield f":{_number(read_end)}"
    finally:
        os.close(read_end)
        server.terminate()
        server.wait()


def _number(read_end: int) -> str:
    ready, _, _ = select.select([read_end], [], [], START_LIMIT_SECONDS)
    said = os.read(read_end, 16).decode().strip() if ready else ""
    if not said:
        raise RuntimeError("Xvfb did not start")
    return said


def picture(display: str) -> Image.Image:
    """Return what is on the display now."""
    return ImageGrab.grab(xdisplay=display)
