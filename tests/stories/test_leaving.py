"""不办了, touched twice by an impatient finger, on every screen: the visit ends, wiped, and no paper for nobody."""

import asyncio

import pytest

from kiosk.settings import load_machine
from kiosk.ui import RefusalAnswer
from tests.stories.scripted_ui import ScriptedUI
from tests.stories.test_county_away import sheets_out, visit_then_settle
from tests.stories.visitors import CHEN, visitor

AGAIN_SECONDS = 0.1
UNSIGNED = ("choose_item", "lay_card", "working 1", "choose", "working 2", "sign_summary")
SIGNED = ("working 3", "printing 1", "printing 2", "printing 3", "take_paper", "rate")
AGAIN = {"working 1", "working 2", "printing 2"}  # much like the ones beside them


class LeavingUI(ScriptedUI):
    """Leaves when a screen comes up the n-th time: "working 2"."""

    leaves_at = ""
    met = 0

    async def ask(self, question, place):
        if self.leaves(question):
            self.shown.append(question)
            await asyncio.Event().wait()
        return await super().ask(question, place)

    def show(self, notice, place):
        super().show(notice, place)
        self.leaves(notice)

    def leaves(self, screen):
        name, _, number = self.leaves_at.partition(" ")
        self.met += screen.name == name
        if screen.name != name or self.met != int(number or 1):
            return False
        self.controls.leave()
        asyncio.get_running_loop().call_later(AGAIN_SECONDS, self.controls.leave)
        return True


class AlwaysUp:
    is_up = True


def leave_at(screen, hall, place, who, item="MZ01", **more):
    """Live through a visit up to that screen; returns the UI and the screens that were seen."""
    ui = LeavingUI(**{name: getattr(visitor(hall, who, item, **more), name) for name in ("script", "on_screen")})
    ui.leaves_at = screen
    gone = {}

    def wiped():
        journal = ui.kiosk.journal
        under_way = [step.step for visit in journal.visits() for step in journal.steps(visit).values() if is_open(step)]
        gone.setdefault("under way", under_way)
        gone.setdefault("shown", len(ui.shown))
        ScriptedUI.wipe(ui)

    ui.wipe = wiped
    asyncio.run(visit_then_settle(load_machine(place.machine_file), ui, AlwaysUp()))
    assert gone["under way"] == [], "what was begun has come to its end before the screen is the next visitor's"
    return ui, [shown.name for shown in ui.shown[: gone["shown"]]]


def is_open(step):
    return step.state == "intent"


@pytest.mark.parametrize(
    "screen",
    [pytest.param(screen, marks=[pytest.mark.long] if screen in AGAIN else []) for screen in UNSIGNED + SIGNED],
)
def test_leaving(place, hall, people, county_rows, screen):
    card, papers, slips = people.with_record("civil.dibao", status="在保"), sheets_out(hall), len(hall.slips())
    ui, seen = leave_at(screen, hall, place, card)
    assert seen[-1] == screen.partition(" ")[0], "nothing is shown after leaving"
    assert ui.wiped == 2, "once for this visit, once for the one after it"

    cases = county_rows("cases", applicant_id=card["number"])
    if screen in UNSIGNED:
        assert {case["state"] for case in cases} <= {"abandoned"}
        assert (sheets_out(hall), len(hall.slips())) == (papers, slips)
        return
    (case,) = cases
    (paper,) = county_rows("papers", case_no=case["case_no"])
    (receipt,) = county_rows("receipts", case_no=case["case_no"])
    assert case["state"] == "concluded"
    came_out = sheets_out(hall) - papers
    assert paper["state"] in ({"collected", "in_doubt"} if came_out else {"uncollected", "in_doubt"})
    assert (receipt["result"] == "done") == (len(hall.slips()) == slips + 1)


def test_leaving_a_refusal_sends_its_notice_another_way(place, hall, county_rows):
    slips = len(hall.slips())
    ui, seen = leave_at("refused", hall, place, CHEN, refused=RefusalAnswer(slip=True))
    case_no = next(screen.outcome.case_no for screen in ui.shown if screen.name == "refused")
    assert seen[-1] == "refused"
    assert [row["result"] for row in county_rows("receipts", case_no=case_no)] == ["not_done"]
    assert len(hall.slips()) == slips
