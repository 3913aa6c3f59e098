"""The two that are compared: the whole real kiosk, and Chromium in kiosk mode showing the same pages."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from lideng.processes import end

CHROMIUM = Path("/usr/bin/chromium")
"""Debian's command with its own defaults, as a technician would start it."""
FLAGS = (
    "--kiosk",
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-infobars",
    "--disable-session-crashed-bubble",
    "--disable-features=Translate",
    "--password-store=basic",
    "--test-type",
    "--window-position=0,0",
    "--window-size=1080,1920",
)


class Contestant(Protocol):
    """Something that can be started on a display; `running` yields its first process."""

    name: str

    def running(self, display: str) -> contextlib.AbstractContextManager["subprocess.Popen[str]"]: ...


class KioskProcess:
    """`python -m kiosk` with a machine's file, as a technician would start it."""

    name = "kiosk"

    def __init__(self, machine_file: Path, log: Path) -> None:
        self._words = [sys.executable, "-m", "kiosk", "--machine", str(machine_file)]
        self._log = log

    @contextlib.contextmanager
    def running(self, display: str) -> Iterator["subprocess.Popen[str]"]:
        with _started(self._words, display, self._log) as process:
            yield process


class ChromiumProcess:
    """Chromium with a profile of its own that stays from round to round: warm as the kiosk's caches are."""

    name = "chromium"

    def __init__(self, page: Path, profile: Path, log: Path) -> None:
        if not CHROMIUM.exists():
            raise RuntimeError("Chromium is not installed (Debian: apt-get install chromium)")
        self._words = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", page.as_uri()]
        self._log = log

    @contextlib.contextmanager
    def running(self, display: str) -> Iterator["subprocess.Popen[str]"]:
        with _started(self._words, display, self._log) as process:
            yield process


@contextlib.contextmanager
def _started(words: Sequence[str], display: str, log: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "DISPLAY": display}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # warm means: modules are compiled
    with log.open("a") as errors:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, text=True, env=environment
        )
    try:
        yield process
    finally:
        end(process)
