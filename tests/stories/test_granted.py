"""The three items end to end on the wire: card → county → paper → rating → wiped."""

import pytest

from kiosk.ui import (
    ChooseUncollected,
    Edit,
    PaperTrouble,
    Printing,
    ShowUncollected,
    Signed,
    SignSummary,
    TakeYourPaper,
    WentBack,
)
from tests.stories.visitors import HUANG, ZHANG, ZHOU, first_choice, slip_text, visitor

WHOLE_VISIT = [
    "attract",
    "choose_item",
    "lay_card",
    "working",
    "choose",
    "working",
    "sign_summary",
    "working",
    "printing",
]


@pytest.mark.parametrize(
    ("number", "item", "certificates", "on_slip"),
    [(ZHANG, "MZ01", 1, "张桂兰"), (ZHOU, "SB01", 1, "周志远"), (HUANG, "YB02", 0, "黄建军")],
)
def test_paper_comes_out_and_the_screen_is_wiped(hall, live, number, item, certificates, on_slip):
    papers, slips = len(hall.certificates()), len(hall.slips())
    ui = live(visitor(hall, number, item))
    assert ui.names() == [*WHOLE_VISIT, "take_paper", "rate"]
    assert ui.last(TakeYourPaper).outcome.outcome == "granted"
    assert {sheet.state for sheet in ui.last(Printing).sheets} == {"out"}
    assert len(hall.certificates()) == papers + certificates
    assert len(hall.slips()) == slips + 1
    assert "已办结" in slip_text(hall)
    assert on_slip in slip_text(hall)
    assert number not in slip_text(hall)
    assert ui.wiped == 1


def test_the_second_time_the_earlier_case_is_found(hall, live, people):
    card = people.with_record("civil.dibao", status="在保")
    first = live(visitor(hall, card, "MZ01"))
    papers = len(hall.certificates())
    again = live(visitor(hall, card, "MZ01"))
    assert "warned" in again.names()
    documents = [ui.last(TakeYourPaper).outcome.documents for ui in (first, again)]
    assert [document.id for document in documents[0]] == [document.id for document in documents[1]]
    assert len(hall.certificates()) == papers + 1


def test_back_undoes_and_an_answer_can_be_changed(hall, live, people):
    card = people.with_record("civil.dibao", status="在保")
    uses, signed = ["助学", "医疗"], [Edit("use"), Signed()]
    ui = live(visitor(hall, card, "MZ01", choose=lambda q: uses.pop(0), sign_summary=signed))
    assert "医疗" in str(ui.last(SignSummary).lines)
    backs = [WentBack]

    def back_once(question):
        if backs:
            raise backs.pop()
        return first_choice(question)

    card = people.with_record("civil.dibao", status="在保")
    ui = live(visitor(hall, card, "MZ01", choose_item=["MZ01"] * 2, choose=back_once))
    assert ui.names()[4:7] == ["choose", "choose_item", "working"]
    assert ui.last(TakeYourPaper).outcome.outcome == "granted"


def test_an_empty_tray_is_refilled_and_the_printing_goes_on(hall, live, people):
    papers = len(hall.certificates())

    def wait(question: PaperTrouble):
        assert question.who == "attendant"
        hall.act("certificate_printer", "refill")
        return "wait"

    card = people.with_record("civil.dibao", status="在保")
    ui = visitor(hall, card, "MZ01", paper_trouble=wait)
    ui.on_screen["sign_summary"] = lambda: hall.act("certificate_printer", "empty")
    live(ui)
    assert "paper_trouble" in ui.names()
    assert any(call is not None for call in ui.calls)
    assert len(hall.certificates()) == papers + 1
    assert [sheet.state for sheet in ui.last(Printing).sheets] == ["out", "out"]


def test_a_visitor_who_does_not_wait_for_paper_can_collect_it_later(hall, live, people):
    papers = len(hall.certificates())
    card = people.with_record("civil.dibao", status="在保")
    ui = visitor(hall, card, "MZ01")
    ui.on_screen["sign_summary"] = lambda: hall.act("certificate_printer", "empty")
    live(ui)
    assert "paper_trouble" in ui.names()
    hall.act("certificate_printer", "refill")
    assert len(hall.certificates()) == papers, "paper came out for nobody"
    later = visitor(
        hall,
        card,
        "MZ01",
        choose_item=[ShowUncollected()],
        choose_uncollected=lambda q: q.documents[0] if q.documents else None,
    )
    later.stays = False
    later.on_screen["choose_item"] = lambda: later.controls.leave() if "take_paper" in later.names() else None
    live(later)
    assert any(isinstance(screen, ChooseUncollected) and screen.documents for screen in later.shown)
    assert len(hall.certificates()) == papers + 1
    assert later.last(ChooseUncollected).documents == ()
