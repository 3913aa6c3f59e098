"""A virtual citizen: sees only what the screen tells, touches it with real pointer events."""

import json
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lideng.display import picture

LOOK_SECONDS = 0.05
GUARD_SECONDS = 0.55
READ_SECONDS = 0.35
"""The screen takes no touch just after a page came up or was touched; no citizen touches that fast."""


class Lost(Exception):
    """The screen the citizen waits for did not come."""


@dataclass
class Citizen:
    """`pictures` is where each new screen is saved; `seen` are the screens in their order."""

    display: str
    describe: Path
    pictures: Path
    seen: list[str] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    _touched_at: float = 0.0

    def look(self) -> dict[str, Any]:
        """Return what the screen says of itself now."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.describe))
            told: dict[str, Any] = json.loads(line.makefile().readline())
        return told

    def wait_for(self, *screens: str, within: float = 20.0, save: bool = True) -> dict[str, Any]:
        """Wait until one of the screens is on, and save its picture the first time."""
        deadline = time.monotonic() + within
        while (told := self.look())["screen"] not in screens:
            if time.monotonic() > deadline:
                raise Lost(f"waited for {' or '.join(screens)}, saw {told['screen']}: {told.get('says')}")
            time.sleep(LOOK_SECONDS)
        self.seen.append(told["screen"])
        if save:
            self.save(told["screen"])
        return told

    def until(self, holds: Callable[[dict[str, Any]], bool], *, within: float = 20.0) -> dict[str, Any]:
        """Wait until the screen is as wanted."""
        deadline = time.monotonic() + within
        while not holds(told := self.look()):
            if time.monotonic() > deadline:
                raise Lost(f"the screen stayed {told['screen']}: {told.get('says')}")
            time.sleep(LOOK_SECONDS)
        return told

    def touch(self, name: str, *, within: float = 5.0) -> None:
        """Touch a part by its name, in its middle."""
        told = self.until(lambda told: any(part["name"] == name for part in told.get("parts", ())), within=within)
        part = next(part for part in told["parts"] if part["name"] == name)
        self.tap(part["x"] + part["w"] / 2, part["y"] + part["h"] / 2)

    def tap(self, x: float, y: float) -> None:
        """Touch a place on the screen (px from the top left)."""
        time.sleep(READ_SECONDS)
        time.sleep(max(0.0, self._touched_at + GUARD_SECONDS - time.monotonic()))
        subprocess.run(
            ["xdotool", "mousemove", str(int(x)), str(int(y)), "mousedown", "1", "sleep", "0.06", "mouseup", "1"],
            check=True,
            env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"},
        )
        self._touched_at = time.monotonic()

    def save(self, name: str) -> None:
        """Save what is on the display now."""
        time.sleep(2 * LOOK_SECONDS)
        path = self.pictures / f"{len(self.saved) + 1:02d}-{name}.png"
        picture(self.display).save(path, compress_level=1)
        self.saved.append(path)
