"""A refusal is an outcome: reason, next step, paper; and cards that cannot be taken end kindly."""

import pytest

from kiosk.ui import CardRefused, LayCard, RefusalAnswer, Refused
from tests.stories.visitors import CHEN, HUANG, OUYANG, slip_text, visitor

CARD = {
    "kind": "cn",
    "name": "黄建军",
    "sex": "男",
    "nation": "汉",
    "birth": "19710820",
    "address": "湖南省青禾县柳溪镇青石村1组6号",
    "number": HUANG,
    "authority": "青禾县公安局",
    "valid_from": "20060601",
    "valid_to": "20260531",
}


@pytest.mark.parametrize(
    ("number", "item", "rule"), [(CHEN, "SB01", "R3"), (OUYANG, "SB01", "R4"), (CHEN, "MZ01", "R1")]
)
def test_a_refusal_has_its_reason_and_its_slip(hall, live, number, item, rule):
    slips = len(hall.slips())
    ui = live(visitor(hall, number, item))
    outcome = ui.last(Refused).outcome
    assert (outcome.outcome, outcome.rule) == ("refused", rule)
    assert len(hall.slips()) == slips + 1
    assert "告知" in slip_text(hall)
    assert ui.names()[-1] == "rate"


def test_the_slip_of_a_refusal_is_optional(hall, live):
    slips = len(hall.slips())
    live(visitor(hall, CHEN, "SB01", refused=RefusalAnswer(slip=False)))
    assert len(hall.slips()) == slips


def test_an_expired_card_is_refused_with_its_day(hall, live):
    ui = visitor(hall, HUANG, "YB02")
    ui.on_screen["lay_card"] = lambda: hall.lay_card(card=CARD)
    assert "2026-05-31" in live(ui).last(CardRefused).say.zh


def test_a_card_with_a_wrong_check_digit_is_refused(hall, live):
    ui = visitor(hall, HUANG, "YB02")
    ui.on_screen["lay_card"] = lambda: hall.lay_card(card={**CARD, "number": HUANG[:-1] + "1", "valid_to": "20360531"})
    assert "核对" in live(ui).last(CardRefused).say.zh


def test_a_card_in_its_sleeve_is_read_at_the_second_try(hall, live):
    tries = []

    def lay():
        tries.append(1)
        hall.lift_card()
        hall.lay_card(CHEN, trouble="sleeve" if len(tries) == 1 else None)

    ui = visitor(hall, CHEN, "SB01")
    ui.on_screen["lay_card"] = lay
    live(ui)
    assert any(isinstance(screen, LayCard) and screen.trouble for screen in ui.shown)
    assert ui.last(Refused).outcome.rule == "R3"
