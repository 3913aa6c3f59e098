"""A whole town on this machine: a county and the simulated devices of one kiosk, each a process, and a machine file."""

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hardware_mocks.client import MockHall
from lideng.processes import announced, running

TERMINAL = "0317"
SITE = "liuxi"
BUSINESS_DAY = "2026-06-01"


class CountyProcess:
    """A county's process, which can go away and come back on the same port with the same folder."""

    def __init__(self, words: tuple[str, ...], log: Path) -> None:
        self._words, self._log = words, log
        self._stack = contextlib.ExitStack()
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        # a process that dies with its parent dies with the thread that started it: this one lives as long as we do
        self._starter = ThreadPoolExecutor(1, "county starter")

    def start(self) -> dict[str, Any]:
        """Start it and return what it announces; where it runs already, nothing."""
        return self._starter.submit(self._start).result()

    def _start(self) -> dict[str, Any]:
        if self._process is not None:
            return {}
        words = ("county", *self._words, "--port", str(self._port))
        self._process = self._stack.enter_context(running(words, self._log))
        said = announced(self._process, self._log)
        self._port = urlsplit(said["url"]).port or 0
        return said

    def stop(self) -> None:
        """End it: connections are refused from now on."""
        self.thaw()  # a frozen process would not hear that it is to end
        self._stack.close()
        self._process = None

    def freeze(self) -> None:
        """Let it answer nothing while connections are still taken."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on after freeze."""
        self._signal(signal.SIGCONT)

    def _signal(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)


@dataclass(frozen=True)
class Town:
    """`folder` holds everything; `hall` works the simulated devices, `county` is the county's process."""

    folder: Path
    county: CountyProcess
    county_url: str
    attendant_url: str
    attendant_code: str
    control_url: str
    hall: MockHall
    machine_file: Path


@contextlib.contextmanager
def town(folder: Path, *, people: int, day: str = BUSINESS_DAY, page_seconds: float = 1.5) -> Iterator[Town]:
    """Run county and devices while the block lasts; the kiosk is not started."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        county_folder, log = folder / "county", folder / "county.log"
        process = CountyProcess(("--dir", str(county_folder), "--date", day, "--people", str(people)), log)
        stack.callback(process.stop)
        county = process.start()
        devices = ("--dir", str(folder / "devices"), "--cards", county["cards"], "--page-seconds", str(page_seconds))
        hall_log = folder / "devices.log"
        addresses = announced(stack.enter_context(running(("hardware_mocks", *devices), hall_log)), hall_log)
        hall = stack.enter_context(contextlib.closing(MockHall(addresses["control"])))
        machine_file = folder / "machine.toml"
        machine_file.write_text(machine_text(folder, county["url"], enrolment_code(county_folder), addresses))
        yield Town(
            folder,
            process,
            county["url"],
            county["attendant_url"],
            Path(county["attendant_code_file"]).read_text().strip(),
            addresses["control"],
            hall,
            machine_file,
        )


def enrolment_code(county_folder: Path, terminal: str = TERMINAL) -> str:
    """Return a one-time code with which a kiosk brings its key to the county."""
    words = [sys.executable, "-m", "county", "enrol-code", terminal, "--dir", str(county_folder)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def machine_text(folder: Path, county_url: str, code: str, addresses: dict[str, str]) -> str:
    """Return the machine's file for these addresses."""
    top = {
        "terminal": TERMINAL,
        "site": SITE,
        "county_url": county_url,
        "state_folder": str(folder / "kiosk"),
        "enrolment_code": code,
    }
    devices = ("id_card_reader", "receipt_printer", "certificate_printer", "rating_pad")
    lines = [f"{key} = {json.dumps(value)}" for key, value in top.items()]
    return "\n".join((*lines, "", "[devices]", *(f"{name} = {json.dumps(addresses[name])}" for name in devices), ""))
