"""kill -9 at every write of the journal: nothing lost, nothing doubled, no paper moved at boot."""

import asyncio
import json
import subprocess
import sys
import time

import pytest

from hardware_mocks.tray import changing
from kiosk.machine import Terminal
from kiosk.settings import load_machine
from kiosk.settle import Hands, settle
from kiosk.ui import ChooseUncollected, ShowUncollected
from tests.stories.conftest import READY_SECONDS, until, visit_once
from tests.stories.scripted_ui import ScriptedUI
from tests.stories.visitors import visitor

STEPS = ("confirm", "print", "report", "slip", "receipt", "rate")
WRITES = [f"{state} {step}" for step in STEPS for state in ("intent", "done")]
WRITES.append("forget")
PRINT_BEGUN, PRINT_ENDED = 3, 4


def moment(when: str, number: int) -> object:
    """Just before an intent is the same as just after what went before it: those wait for --long."""
    again = when == "before" and WRITES[number - 1].startswith(("intent", "forget")) and number > 1
    return pytest.param((when, number), id=f"{when} {WRITES[number - 1]}", marks=[pytest.mark.long] if again else [])


MOMENTS = [moment(when, number) for number in range(1, len(WRITES) + 1) for when in ("before", "after")]


def run_until_it_dies(place, card, die):
    """The writes of a visit that died there."""
    visit = [str(place.machine_file), json.dumps(card), place.control_url, *map(str, die)]
    words = [sys.executable, "-m", "tests.crash.dying_kiosk", *visit]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert ended.returncode == (0 if die == ("never", 0) else -9), ended.stderr[-2000:]
    lines = [" ".join(line.split()[:2]) for line in ended.stdout.splitlines()]
    return [line for line in lines if line in WRITES]


async def boot_and_settle(machine):
    """What a restarted kiosk does before anybody touches it; returns what its journal still holds."""
    terminal = Terminal(machine, ScriptedUI({}))
    await terminal.start()
    try:
        kiosk = terminal.kiosk
        states = [device.device for device in (kiosk.devices.reader, kiosk.devices.certificate_printer)]
        await until(lambda: all(device.status.state != "starting" for device in states), within=READY_SECONDS)
        settled = await settle(Hands(kiosk.journal, kiosk.county, kiosk.devices.certificate_printer))
        assert settled.waiting == 0
        return terminal.kiosk.journal.visits()
    finally:
        await terminal.stop()


async def collect(machine, hall, card):
    """The person comes back and takes what is there to take; returns the lists they were shown."""
    ui = visitor(hall, card, "MZ01", choose_item=[ShowUncollected()])
    ui.script["choose_uncollected"] = lambda question: next(iter(question.documents), None)
    ui.on_screen["choose_item"] = lambda: ui.controls.leave() if "choose_uncollected" in ui.names() else None
    await visit_once(machine, ui)
    return [screen for screen in ui.shown if isinstance(screen, ChooseUncollected)]


def paper_at_rest(hall):
    """How much paper is out once the printers have come to rest."""
    last, same = None, 0
    while same < 3:
        now = (len(hall.certificates()), len(hall.slips()))
        same, last = (same + 1 if now == last else 0), now
        time.sleep(0.4)
    return last


def test_the_writes_of_a_visit_are_these(place, hall, people):
    card = people.with_record("civil.dibao", status="在保")
    assert run_until_it_dies(place, card, ("never", 0)) == WRITES


@pytest.mark.parametrize("die", MOMENTS)
def test_power_cut(place, hall, people, county_rows, die):
    machine, card = load_machine(place.machine_file), people.with_record("civil.dibao", status="在保")
    papers, slips = len(hall.certificates()), len(hall.slips())
    run_until_it_dies(place, card, die)
    moved = paper_at_rest(hall)
    assert asyncio.run(boot_and_settle(machine)) == [], "the journal is empty again"
    assert paper_at_rest(hall) == moved, "no paper moves at boot"

    cases = county_rows("cases", applicant_id=card["number"])
    signed = die != ("before", 1)
    assert [case["state"] for case in cases] == (["concluded"] if signed else ["open"])
    assert moved[1] <= slips + 1
    if signed:
        _paper_is_neither_lost_nor_doubled(machine, hall, card, cases[0], county_rows, die, papers)


def test_a_job_the_printer_still_holds_is_taken_back_at_boot(place, hall, people, county_rows):
    machine, card = load_machine(place.machine_file), people.with_record("civil.dibao", status="在保")
    papers = len(hall.certificates())
    with changing(place.folder / "devices" / "certificate_printer" / "tray.json") as tray:
        tray.sheets = 0  # the printer finds out when it wants to take a sheet
    run_until_it_dies(place, card, ("held", 0))
    assert asyncio.run(boot_and_settle(machine)) == []
    hall.act("certificate_printer", "refill")
    assert paper_at_rest(hall)[0] == papers, "a refill brings out nothing for nobody"
    case = county_rows("cases", applicant_id=card["number"])[0]
    assert [row["state"] for row in county_rows("papers", case_no=case["case_no"])] == ["uncollected"]
    asyncio.run(collect(machine, hall, card))
    assert len(hall.certificates()) == papers + 1


def _paper_is_neither_lost_nor_doubled(machine, hall, card, case, county_rows, die, papers):
    came_out = len(hall.certificates()) - papers
    begun, ended = (die[1] > at or die == ("after", at) for at in (PRINT_BEGUN, PRINT_ENDED))
    paper = county_rows("papers", case_no=case["case_no"])
    assert [row["state"] for row in paper] == ["collected" if ended else "in_doubt" if begun else "uncollected"]
    assert came_out == 1 if ended else came_out <= 1
    shown = asyncio.run(collect(machine, hall, card))
    assert shown[-1].documents == (), "everything is collected in the end"
    assert len(hall.certificates()) - papers == (came_out if ended else came_out + 1)
