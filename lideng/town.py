"""A whole town on this machine: a county and the simulated devices of one kiosk, each a process, and a machine file."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hardware_mocks.client import MockHall
from lideng.processes import announced, running

TERMINAL = "0317"
SITE = "liuxi"
BUSINESS_DAY = "2026-06-01"


@dataclass(frozen=True)
class Town:
    """`folder` holds everything; `hall` works the simulated devices."""

    folder: Path
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
        options = ("--dir", str(county_folder), "--date", day, "--people", str(people))
        county = announced(stack.enter_context(running(("county", *options), log)), log)
        devices = ("--dir", str(folder / "devices"), "--cards", county["cards"], "--page-seconds", str(page_seconds))
        hall_log = folder / "devices.log"
        addresses = announced(stack.enter_context(running(("hardware_mocks", *devices), hall_log)), hall_log)
        hall = stack.enter_context(contextlib.closing(MockHall(addresses["control"])))
        machine_file = folder / "machine.toml"
        machine_file.write_text(machine_text(folder, county["url"], enrolment_code(county_folder), addresses))
        yield Town(
            folder,
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
