"""A kiosk that kill -9 ends at a given write of its journal.

`python -m tests.crash.dying_kiosk MACHINE CARD CONTROL before|after|held N`: just before or after the N-th commit,
or when the visitor is told that paper is missing. The names of the writes are printed.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from hardware_mocks.client import MockHall
from kiosk.journal import Journal
from kiosk.journal_key import journal_key
from kiosk.settings import Machine, load_machine
from tests.stories.conftest import visit_once
from tests.stories.visitors import visitor


class DyingJournal(Journal):
    """Counts its commits and dies at one of them."""

    def __init__(self, *args: Any, die: tuple[str, int], **kwargs: Any) -> None:
        self._die, self._writes = die, 0
        super().__init__(*args, on_write=self._written, **kwargs)

    def _execute(self, sql: str, values: tuple[Any, ...]) -> None:
        self._writes += 1
        self._maybe_die("before")
        super()._execute(sql, values)

    def _written(self, what: str) -> None:
        print(what, flush=True)
        self._maybe_die("after")

    def _maybe_die(self, moment: str) -> None:
        if self._die == (moment, self._writes):
            os.kill(os.getpid(), signal.SIGKILL)


def dying_journal(machine: Machine, die: tuple[str, int]) -> DyingJournal:
    keys = iter(range(10**9))
    seed = os.urandom(12).hex()
    return DyingJournal(
        machine.state_folder / "journal.db",
        journal_key(machine.state_folder),
        now=lambda: f"2026-06-01T10:00:00.{next(keys):06d}",
        new_key=lambda: f"{seed}{next(keys):08d}",
        die=die,
    )


def main(machine_file: Path, card: dict[str, Any], control: str, die: tuple[str, int]) -> None:
    machine = load_machine(machine_file)
    machine.state_folder.mkdir(exist_ok=True)
    ui = visitor(MockHall(control), card, "MZ01")
    if die[0] == "held":
        ui.on_screen["paper_trouble"] = lambda: os.kill(os.getpid(), signal.SIGKILL)
    asyncio.run(visit_once(machine, ui, dying_journal(machine, die)))


if __name__ == "__main__":
    machine_path, card_json, control_url, moment, number = sys.argv[1:]
    main(Path(machine_path), json.loads(card_json), control_url, (moment, int(number)))
