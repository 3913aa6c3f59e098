"""One town for all stories: a real county process, real wires to the simulated devices, a visitor made of a script."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.machine import Terminal
from kiosk.session import one_visit
from kiosk.settings import load_machine
from lideng.town import Town, town
from tests.stories.scripted_ui import ScriptedUI

PEOPLE = 1_500
READY_SECONDS = 8.0
VISIT_SECONDS = 60.0

Live = Callable[[ScriptedUI], ScriptedUI]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), people=PEOPLE) as there:
        yield there


@pytest.fixture
def hall(place: Town) -> Iterator[Any]:
    """The simulated devices, mended and filled again after each story."""
    yield place.hall
    for device in ("id_card_reader", "receipt_printer", "certificate_printer", "rating_pad"):
        place.hall.clear(device)
        place.hall.replug(device)
    for device in ("receipt_printer", "certificate_printer"):
        place.hall.act(device, "refill")
        place.hall.act(device, "close_cover")
        place.hall.act(device, "clear_jam")
    place.hall.lift_card()


async def until(holds: Callable[[], bool], *, within: float) -> None:
    async with asyncio.timeout(within):
        while not holds():
            await asyncio.sleep(0.02)


async def ready(terminal: Terminal) -> None:
    """All devices of the terminal are online."""
    await until(lambda: all(device.status.ready for device in terminal.kiosk.devices.all()), within=READY_SECONDS)


@pytest.fixture
def live(place: Town, hall: Any) -> Live:
    """Live through one visit with a scripted visitor."""

    def one(ui: ScriptedUI) -> ScriptedUI:
        async def story() -> None:
            terminal = Terminal(load_machine(place.machine_file), ui)
            await terminal.start()
            try:
                await terminal.enrol()
                await ready(terminal)
                await asyncio.wait_for(one_visit(terminal.kiosk), VISIT_SECONDS)
            finally:
                await terminal.stop()

        asyncio.run(story())
        return ui

    return one


class People:
    """The invented people of the town's county, each given out once for a kind of record."""

    def __init__(self, county_folder: Path) -> None:
        self._database = next(county_folder.glob("*.db"))
        self._given: set[str] = set()

    def with_record(self, kind: str, **fields: object) -> str:
        """The number of a person nobody has used yet who has such a record."""
        with sqlite3.connect(f"file:{self._database}?mode=ro", uri=True) as file:
            rows = file.execute("SELECT person_id, body FROM records WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        for number, body in rows:
            record = json.loads(body)
            if number not in self._given and all(record.get(name) == value for name, value in fields.items()):
                self._given.add(number)
                return str(number)
        raise LookupError(f"nobody left with {kind} {fields}")


@pytest.fixture(scope="session")
def people(place: Town) -> People:
    return People(place.folder / "county")
