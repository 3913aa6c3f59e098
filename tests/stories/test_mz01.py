"""MZ01 end to end on the wire: card → county → sealed certificate → slip → rating → wiped."""

from contract.wire import Outcome
from kiosk.ui import PaperTrouble, Printing, RefusalAnswer, Refused, Signed, TakePaperAnswer, TakeYourPaper
from tests.stories.scripted_ui import ScriptedUI

ZHANG = "439921194203150285"
CHEN = "439921196606010315"


def visitor(hall, number, item="MZ01", **more):
    """A visitor who lays a card, takes the first choice of everything, signs, and takes the paper."""

    script = {
        "attract": None,
        "choose_item": [item],
        "choose": lambda q: q.chosen if q.chosen is not None else q.question.options[0].value,
        "warned": True,
        "sign_summary": Signed(),
        "refused": RefusalAnswer(slip=True),
        "take_paper": TakePaperAnswer(),
        "rate": 5,
        **more,
    }
    ui = ScriptedUI(script)
    ui.on_screen["lay_card"] = lambda: hall.lay_card(number)
    return ui


def test_a_certificate_and_a_slip_come_out_and_the_screen_is_wiped(hall, live):
    papers, slips = len(hall.certificates()), len(hall.slips())
    ui = live(visitor(hall, ZHANG))
    assert ui.names() == [
        "attract", "choose_item", "lay_card", "working", "choose", "sign_summary", "working", "printing", "take_paper", "rate",
    ]  # fmt: skip
    assert ui.last(TakeYourPaper).outcome.outcome == "granted"
    assert [sheet.state for sheet in ui.last(Printing).sheets] == ["out", "out"]
    assert len(hall.certificates()) == papers + 1
    assert ui.last(TakeYourPaper).outcome.case_no in "".join(hall.slips()[-1]["lines"])
    assert len(hall.slips()) == slips + 1
    assert ui.wiped == 1


def test_a_refusal_is_an_outcome_with_a_slip(hall, live):
    slips = len(hall.slips())
    ui = live(visitor(hall, CHEN))
    outcome: Outcome = ui.last(Refused).outcome
    assert outcome.outcome == "refused"
    assert outcome.rule == "R1"
    assert "低保" in outcome.say.zh
    assert len(hall.slips()) == slips + 1
    assert outcome.case_no in "".join(hall.slips()[-1]["lines"])


def test_an_empty_tray_is_refilled_and_the_printing_goes_on(hall, live, people):
    papers = len(hall.certificates())
    hall.act("certificate_printer", "empty_after", pages=0)
    number = people.with_record("civil.dibao", status="在保")

    def wait(question: PaperTrouble):
        assert question.who == "attendant"
        hall.act("certificate_printer", "refill")
        return "wait"

    ui = live(visitor(hall, number, paper_trouble=wait))
    assert "paper_trouble" in ui.names()
    assert len(hall.certificates()) == papers + 1
    assert [sheet.state for sheet in ui.last(Printing).sheets] == ["out", "out"]
