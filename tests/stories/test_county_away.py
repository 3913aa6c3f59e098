"""The county goes away at every step of a visit: plain words, what is signed is kept, and it happens exactly once."""

import asyncio
from dataclasses import dataclass

import pytest

from kiosk import words
from kiosk.machine import Terminal
from kiosk.session import one_visit
from kiosk.settings import load_machine
from kiosk.ui import CannotNow, ChooseItem, TakeYourPaper
from tests.stories.conftest import VISIT_SECONDS, ready
from tests.stories.county_line import CountyLine
from tests.stories.visitors import visitor

SETTLED_SECONDS = 20.0


@dataclass(frozen=True)
class Step:
    """Which request the line is cut at, and what comes of it: the words, the case, its paper, sheets moved."""

    marker: bytes
    lost: str
    says: object = None
    kept: bool = False
    case: str | None = "concluded"
    paper: str | None = "collected"
    sheets: int = 1
    rated: int = 1


ANSWER_LOST, REQUEST_LOST = "answer", "request"
NOT_BEGUN = {"says": words.COUNTY_AWAY, "paper": None, "sheets": 0, "rated": 0}
STEPS = {
    "open": Step(b"POST /v1/cases ", REQUEST_LOST, case=None, **NOT_BEGUN),
    "open, answer lost": Step(b"POST /v1/cases ", ANSWER_LOST, case="open", **NOT_BEGUN),
    "answer": Step(b"/answer ", REQUEST_LOST, case="open", **NOT_BEGUN),
    "confirm": Step(b"/confirm ", REQUEST_LOST, words.KEPT_SAFE, True, paper="uncollected", sheets=0, rated=0),
    "confirm, answer lost": Step(
        b"/confirm ", ANSWER_LOST, words.KEPT_SAFE, True, paper="uncollected", sheets=0, rated=0
    ),
    "document": Step(b"/documents/", REQUEST_LOST, paper="uncollected", sheets=0),
    "print report": Step(b"/prints ", REQUEST_LOST),
    "print report, answer lost": Step(b"/prints ", ANSWER_LOST),
    "slip report": Step(b"/receipt ", REQUEST_LOST),
    "rating": Step(b"/rating ", REQUEST_LOST),
}


WAITS = {
    "open",
    "answer",
    "confirm",
    "print report",
    "slip report",
    "rating",
}  # what comes of them, others show as well


@pytest.fixture
def line(place):
    with CountyLine(place.county_url) as between:
        yield between


async def visit_then_settle(machine, ui, line):
    """One visitor; then the network is back, and the kiosk is left alone until it owes the county nothing."""
    terminal = Terminal(machine, ui)
    await terminal.start()
    try:
        await terminal.enrol()
        await ready(terminal)
        ui.kiosk = terminal.kiosk
        await asyncio.wait_for(one_visit(terminal.kiosk), VISIT_SECONDS)
        still_owed = terminal.kiosk.journal.visits()
        line.is_up or line.mend()
        await alone_until(terminal.kiosk, ui, lambda: terminal.kiosk.journal.visits() == [])
        return still_owed
    finally:
        await terminal.stop()


async def alone_until(kiosk, ui, holds):
    async def nobody_comes(question):
        async with asyncio.timeout(SETTLED_SECONDS):
            while not holds():
                await asyncio.sleep(0.02)

    ui.script = {"attract": nobody_comes, "choose_item": lambda question: ui.controls.leave()}
    ui.on_screen = {}
    await one_visit(kiosk)


def sheets_out(hall):
    return sum(one["sheets_out"] for one in hall.certificates())


@pytest.mark.parametrize(
    "step",
    [pytest.param(step, id=name, marks=[pytest.mark.long] if name in WAITS else []) for name, step in STEPS.items()],
)
def test_the_line_is_cut_at_a_step(place, hall, people, county_rows, line, step):
    machine = load_machine(place.machine_file).model_copy(update={"county_url": line.url})
    card, before, slips = people.with_record("civil.dibao", status="在保"), sheets_out(hall), len(hall.slips())
    line.cut_at(step.marker, step.lost)
    ui = visitor(hall, card, "MZ01")
    ui.on_screen["take_paper"] = line.mend
    still_owed = asyncio.run(visit_then_settle(machine, ui, line))

    told = [screen for screen in ui.shown if isinstance(screen, CannotNow)]
    assert [(screen.say, screen.kept) for screen in told] == ([(step.says, step.kept)] if step.says else [])
    cases = county_rows("cases", applicant_id=card["number"])
    assert [case["state"] for case in cases] == ([step.case] if step.case else [])
    paper = [row["state"] for case in cases for row in county_rows("papers", case_no=case["case_no"])]
    assert paper == ([step.paper] if step.paper else [])
    assert sheets_out(hall) == before + step.sheets, "settling moves no paper"
    assert len(hall.slips()) == slips + (0 if step.says else 1)
    assert sum(len(county_rows("ratings", case_no=case["case_no"])) for case in cases) == step.rated
    if step.paper == "uncollected" and not step.kept:
        assert [sheet.state for sheet in ui.last(TakeYourPaper).sheets] == ["held", "out"]
    assert bool(still_owed) == (step.case == "concluded")


def test_the_county_is_away_at_home_and_comes_back(place, hall, live, county_rows):
    """The process itself goes away and comes back: tiles are grey with the reason, then they are offered again."""
    ui = visitor(hall, "439921196606010315", "MZ01")
    ui.script["choose_item"] = lambda question: asyncio.Event().wait() if question.notice else "MZ01"
    ui.on_screen["attract"] = place.county.stop
    ui.on_screen["choose_item"] = place.county.start
    live(ui)
    first, *_, last = (screen for screen in ui.shown if isinstance(screen, ChooseItem))
    assert first.notice == words.COUNTY_AWAY
    assert {tile.why_not for tile in first.tiles} == {words.COUNTY_AWAY}
    assert last.notice is None
    assert ui.names()[-1] == "rate"
