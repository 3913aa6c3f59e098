"""kill -9 at every write of the journal: nothing lost, nothing doubled, no paper moved at boot."""

import asyncio
import json
import subprocess
import sys

import pytest

from kiosk.machine import Terminal
from kiosk.settings import load_machine
from kiosk.settle import settle
from kiosk.ui import ChooseUncollected, ShowUncollected
from tests.stories.conftest import ready, visit_once
from tests.stories.scripted_ui import ScriptedUI
from tests.stories.visitors import visitor

WRITES = (
    "intent confirm", "done confirm", "intent print", "done print", "intent report", "done report", "intent slip", "done slip",
    "forget",
)  # fmt: skip
LAST = len(WRITES)
MOMENTS = [(moment, number) for number in range(1, LAST + 1) for moment in ("before", "after")]


def run_until_it_dies(place, card, die):
    """The writes of a visit that died there."""
    words = [
        sys.executable,
        "-m",
        "tests.crash.dying_kiosk",
        str(place.machine_file),
        json.dumps(card),
        place.control_url,
    ]
    ended = subprocess.run([*words, *map(str, die)], capture_output=True, text=True, timeout=60)
    assert ended.returncode == (-9 if die != ("never", 0) else 0), ended.stderr[-2000:]
    lines = [" ".join(line.split()[:2]) for line in ended.stdout.splitlines()]
    return [line for line in lines if line in WRITES]


async def boot_and_settle(machine):
    """What a restarted kiosk does before anybody touches it; returns what its journal still holds."""
    terminal = Terminal(machine, ScriptedUI({}))
    await terminal.start()
    try:
        await ready(terminal)
        settled = await settle(terminal.kiosk.journal, terminal.kiosk.county)
        assert settled.waiting == 0
        return terminal.kiosk.journal.visits()
    finally:
        await terminal.stop()


async def collect(machine, hall, card):
    """The person comes back and takes what is there to take."""
    ui = visitor(hall, card, "MZ01", choose_item=[ShowUncollected()])
    ui.script["choose_uncollected"] = lambda q: next((d for d in q.documents), None)
    ui.on_screen["choose_item"] = lambda: ui.controls.leave() if "choose_uncollected" in ui.names() else None
    await visit_once(machine, ui)
    return [screen for screen in ui.shown if isinstance(screen, ChooseUncollected)]


def test_the_writes_of_a_visit_are_these(place, hall, people):
    card = people.with_record("civil.dibao", status="在保")
    assert run_until_it_dies(place, card, ("never", 0)) == list(WRITES)


@pytest.mark.parametrize("die", MOMENTS, ids=lambda die: f"{die[0]} {WRITES[die[1] - 1]}")
def test_power_cut(place, hall, people, county_rows, die):
    machine, card = load_machine(place.machine_file), people.with_record("civil.dibao", status="在保")
    papers, slips = len(hall.certificates()), len(hall.slips())
    run_until_it_dies(place, card, die)
    hall.wait_until(lambda state: len(state["certificate_printer"]["certificates"]) <= papers + 1, within=5)
    moved = _quiet(hall)

    left = asyncio.run(boot_and_settle(machine))
    assert left == []
    assert _quiet(hall) == moved, "paper moved at boot"

    cases = county_rows("cases", applicant_id=card["number"])
    signed = die > ("", 0) and (die[1] > 1 or die[0] == "after")
    assert len(cases) == 1
    assert cases[0]["state"] == ("concluded" if signed else "open")
    if not signed:
        return
    assert len(hall.slips()) <= slips + 1
    paper = county_rows("papers", case_no=cases[0]["case_no"])
    assert len(paper) == 1
    came_out = len(hall.certificates()) - papers
    reported = paper[0]["state"]
    known_out = die[1] > 4 or die == ("after", 4)
    assert reported == (
        "collected" if known_out else "in_doubt" if die[1] > 3 or die == ("after", 3) else "uncollected"
    )
    lists = asyncio.run(collect(machine, hall, card))
    assert lists[-1].documents == (), "everything is collected in the end"
    assert len(hall.certificates()) - papers == (came_out if known_out else came_out + 1)


def _quiet(hall):
    """How much paper is out once the printers have come to rest."""
    import time

    last, same = None, 0
    while same < 4:
        now = (len(hall.certificates()), len(hall.slips()))
        same, last = (same + 1 if now == last else 0), now
        time.sleep(0.4)
    return last
