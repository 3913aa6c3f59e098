"""A call for staff on the screens: in Beijing time, in true words, and without taking a touch away."""

import time

import pytest

from contract.wire import CallState
from kiosk.model import Place
from kiosk.ui import ChooseItem
from screens.beijing_time import hour_minute
from tests.gallery.samples import CALL, CERTIFICATE, CHOOSE, REMOTE, SAMPLES
from tests.screens.conftest import ANSWER_LIMIT_SECONDS, Machine


def told(machine: Machine, part: str) -> str:
    assert machine.ui.page is not None
    return " ".join(text.text for text in machine.ui.page.named(part).pen.texts)


def stands(state: str) -> CallState:
    return CALL.model_copy(update={"state": state})


@pytest.mark.parametrize(
    ("stamp", "says"),
    [
        ("2026-06-01T02:26:00+00:00", "10:26"),
        ("2026-06-01T02:26:00Z", "10:26"),
        ("2026-06-01T02:26:00", "10:26"),
        ("2026-05-31T16:05:00+00:00", "00:05"),
        ("2026-06-01T10:26:00+08:00", "10:26"),
        ("soon", "--:--"),
    ],
)
def test_a_stamp_is_said_in_beijing_time(stamp: str, says: str) -> None:
    assert hour_minute(stamp) == says


@pytest.mark.parametrize(
    ("state", "says", "not_yet"),
    [("placed", "已经叫人", "看到"), ("seen", "10:26 已叫，对方已看到", "过来"), ("coming", "正在过来", "来了")],
)
def test_the_help_button_says_how_the_call_stands(machine: Machine, state: str, says: str, not_yet: str) -> None:
    machine.ask(ChooseItem((CERTIFICATE,)), CHOOSE).cancel()
    machine.call(lambda: machine.ui.call_changed(stands(state)))
    assert says in told(machine, "help")
    assert not_yet not in told(machine, "help")


def test_a_closed_call_gives_the_button_back(machine: Machine) -> None:
    machine.ask(ChooseItem((CERTIFICATE,)), CHOOSE).cancel()
    machine.call(lambda: machine.ui.call_changed(CALL))
    machine.call(lambda: machine.ui.call_changed(None))
    assert told(machine, "help") == "人工帮忙"


def test_paper_trouble_says_how_the_call_stands(machine: Machine) -> None:
    sample = SAMPLES["14-paper-trouble"]
    machine.ask(sample.shown, sample.place).cancel()
    assert "正在叫" in told(machine, "call")
    machine.call(lambda: machine.ui.call_changed(CALL))
    assert told(machine, "call") == "10:26 已叫，对方已看到"


def test_a_call_that_moves_takes_no_touch_away(machine: Machine) -> None:
    asked = machine.ask(ChooseItem((CERTIFICATE, REMOTE)), CHOOSE)
    machine.calm()
    page = machine.ui.page
    x, y = machine.middle("YB01")
    machine.pointer("mousemove", x, y, "mousedown", 1, "sleep", 0.05)
    machine.call(lambda: machine.ui.call_changed(stands("placed")))
    machine.call(lambda: machine.ui.call_changed(CALL))
    assert machine.ui.page is page
    machine.pointer("mouseup", 1)
    assert asked.result(ANSWER_LIMIT_SECONDS) == "YB01"


def test_a_call_that_stands_still_repaints_nothing(machine: Machine) -> None:
    machine.ask(ChooseItem((CERTIFICATE,)), CHOOSE).cancel()
    machine.call(lambda: machine.ui.call_changed(CALL))
    assert machine.ui.page is not None
    before = machine.ui.page.named("help").pen.texts[0]
    machine.call(lambda: machine.ui.call_changed(CALL.model_copy()))
    assert machine.ui.page.named("help").pen.texts[0] is before


def test_the_call_outlives_another_screen(machine: Machine) -> None:
    machine.ask(ChooseItem((CERTIFICATE,)), CHOOSE).cancel()
    machine.call(lambda: machine.ui.call_changed(CALL))
    machine.ask(ChooseItem((REMOTE,)), Place("choose")).cancel()
    time.sleep(0.05)
    assert "10:26" in told(machine, "help")
