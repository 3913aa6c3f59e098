"""One town for all stories: a real county process, real wires to the simulated devices, a visitor made of a script."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
import yaml

from county.population.generate import cards
from hardware_mocks.client import MockHall
from kiosk.journal import Journal
from kiosk.machine import Terminal
from kiosk.session import one_visit
from kiosk.settings import Machine, load_machine
from lideng.town import Town, town
from tests.stories.scripted_ui import ScriptedUI

PEOPLE = 1_500
READY_SECONDS = 8.0
BRISK = 0.2
BRISK_DEVICES = ("id_card_reader", "receipt_printer")
DEVICES = (*BRISK_DEVICES, "certificate_printer", "rating_pad")
ENOUGH_MM = 5_000.0
WELL = {
    "plugged": True,
    "hanging": False,
    "fail_next": [],
    "bytes_left": None,
    "garbled_answers": 0,
    "factor": 1.0,
}
VISIT_SECONDS = 60.0

Live = Callable[..., ScriptedUI]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), people=PEOPLE, page_seconds=0.3) as there:
        yield there


@pytest.fixture
def hall(place: Town) -> Iterator[Any]:
    """The simulated devices, brisk, mended and filled again after each story."""
    for device, faults in faults_of(place.hall.state()).items():
        if device in BRISK_DEVICES and faults["factor"] != BRISK:
            place.hall.act(device, "slow", factor=BRISK)
    yield place.hall
    mend(place.hall)


def faults_of(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {device: state[device]["faults"] for device in DEVICES}


def mend(hall: MockHall) -> None:
    """Every cable in, every tray full, no card on the reader; only what is wrong is touched, a touch takes a while."""
    now = hall.state()
    for device, faults in faults_of(now).items():
        if faults | {"factor": 1.0} != WELL or (device == "certificate_printer" and faults != WELL):
            hall.clear(device)
            hall.replug(device)
    slips = now["receipt_printer"]
    if not slips["online"] or slips["near_end"] or slips["paper_left_mm"] < ENOUGH_MM:
        for verb in ("refill", "close_cover", "clear_jam"):
            hall.act("receipt_printer", verb)
    if now["certificate_printer"]["reasons"]:
        for verb in ("refill", "close_cover", "clear_jam", "new_toner"):
            hall.act("certificate_printer", verb)
    if now["id_card_reader"]["card"] is not None:
        hall.lift_card()


async def until(holds: Callable[[], bool], *, within: float) -> None:
    async with asyncio.timeout(within):
        while not holds():
            await asyncio.sleep(0.02)


async def ready(terminal: Terminal) -> None:
    """All devices of the terminal are online."""
    await until(lambda: all(device.status.ready for device in terminal.kiosk.devices.all()), within=READY_SECONDS)


def with_limits(machine: Machine, folder: Path, limits: dict[str, int]) -> Machine:
    """The same machine at a site whose waits are shorter."""
    profile = yaml.safe_load((machine.sites_folder / f"{machine.site}.yaml").read_text())
    (folder / f"{machine.site}.yaml").write_text(yaml.safe_dump({**profile, "limits": limits}, allow_unicode=True))
    return machine.model_copy(update={"sites_folder": folder})


@pytest.fixture
def live(place: Town, hall: Any, tmp_path: Path) -> Live:
    """Live through one visit with a scripted visitor; `limits` shortens what the site allows."""

    def one(ui: ScriptedUI, **limits: int) -> ScriptedUI:
        machine = with_limits(load_machine(place.machine_file), tmp_path, limits)
        asyncio.run(visit_once(machine, ui))
        return ui

    return one


async def visit_once(machine: Machine, ui: ScriptedUI, journal: Journal | None = None) -> None:
    """Start the terminal, let one visitor in, stop the terminal."""
    terminal = Terminal(machine, ui, journal=journal)
    await terminal.start()
    try:
        await terminal.enrol()
        await ready(terminal)
        ui.kiosk = terminal.kiosk
        await asyncio.wait_for(one_visit(terminal.kiosk), VISIT_SECONDS)
    finally:
        await terminal.stop()


class People:
    """The invented people of the town's county, each given out once for a kind of record."""

    def __init__(self, county_folder: Path, hall: MockHall) -> None:
        self._database = county_folder / "county.sqlite"
        self._given = {card["number"] for card in hall.cards()}
        self._engine = sqlalchemy.create_engine(f"sqlite:///{self._database}")

    def card(self, number: str) -> dict[str, Any]:
        """The identity card of a person, for the simulated reader."""
        with self._engine.connect() as connection:
            return dict(cards(connection, numbers=[number])[0])

    def with_record(self, kind: str, **fields: object) -> dict[str, Any]:
        """The card of a person nobody has used yet who has such a record."""
        with sqlite3.connect(f"file:{self._database}?mode=ro", uri=True) as file:
            rows = file.execute("SELECT person_id, body FROM records WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        for owner, body in rows:
            record = json.loads(body)
            holders = {*([owner] if owner else record["members"])} - self._given
            if holders and all(record.get(name) == value for name, value in fields.items()):
                number = min(holders)
                self._given.add(number)
                return self.card(number)
        raise LookupError(f"nobody left with {kind} {fields}")

    def joining_the_pension(self) -> dict[str, Any]:
        """The card of a grown-up who may register for the residents' pension (SB01)."""
        with sqlite3.connect(f"file:{self._database}?mode=ro", uri=True) as file:
            held = "SELECT person_id FROM records WHERE kind IN (?, ?, ?) AND person_id IS NOT NULL"
            kinds = ("hrss.pension_resident", "hrss.pension_worker", "school.student")
            taken = {row[0] for row in file.execute(held, kinds)} | self._given
            numbers = {row[0] for row in file.execute("SELECT DISTINCT person_id FROM records") if row[0]}
        grown = {number for number in numbers - taken if number.startswith("439921") and "1970" < number[6:10] < "2005"}
        self._given.add(number := min(grown))
        return self.card(number)


@pytest.fixture(scope="session")
def people(place: Town) -> People:
    return People(place.folder / "county", place.hall)


@pytest.fixture(scope="session")
def county_rows(place: Town) -> Callable[..., list[dict[str, Any]]]:
    """Rows of a table of the county with these values."""
    database = place.folder / "county" / "county.sqlite"

    def rows(table: str, **values: object) -> list[dict[str, Any]]:
        where = " AND ".join(f"{name} = ?" for name in values) or "1"
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as file:
            file.row_factory = sqlite3.Row
            found = file.execute(f"SELECT * FROM {table} WHERE {where}", tuple(values.values()))
            return [dict(row) for row in found]

    return rows
