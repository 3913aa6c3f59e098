"""A real pointer on a real window: each question is answered by touching it, and by nothing else."""

import time
from dataclasses import replace
from typing import Any

import pytest

from contract.text import Language
from kiosk.model import Place
from kiosk.ui import (
    Attract,
    ChooseItem,
    Edit,
    LayCard,
    RefusalAnswer,
    Refused,
    ShowUncollected,
    Signed,
    SignSummary,
    TakePaperAnswer,
    WentBack,
)
from tests.gallery.samples import (
    CERTIFICATE,
    CHOOSE,
    ENROL,
    FILL,
    HOLDER,
    IDENTIFY,
    LINES,
    OFF,
    REFUSED,
    REMOTE,
    SAMPLES,
    SIGN,
    STATEMENT,
    TAKE,
    UNCOLLECTED,
)
from tests.screens.conftest import ANSWER_LIMIT_SECONDS, Machine

PRESSED: list[tuple[str, tuple[str, ...], Any]] = [
    ("01-attract", ("primary",), None),
    ("02-choose-item", ("SB03",), "SB03"),
    ("02-choose-item", ("uncollected",), ShowUncollected()),
    ("02c-choose-item-many", ("next", "SB03"), "SB03"),
    ("05-card-refused", ("primary",), None),
    ("07-tiers", ("choice:2000", "primary"), 2000),
    ("07-tiers", ("primary",), 500),
    ("07b-use", ("choice:loan", "choice:job", "primary"), "job"),
    ("08-phone-known", ("primary",), "138****5678"),
    ("09-province", ("province:31", "primary"), "上海市/上海市"),
    ("09b-city", ("city:4403", "primary"), "广东省/深圳市"),
    ("10-sign", ("sign", "primary"), Signed()),
    ("10-sign", ("edit:tier",), Edit("tier")),
    ("12b-take-paper", ("primary",), TakePaperAnswer()),
    ("12b-take-paper", ("next",), TakePaperAnswer("SB02")),
    ("13-refused", ("primary",), RefusalAnswer(True, "SB02")),
    ("13-refused", ("slip", "end"), RefusalAnswer(False)),
    ("13b-refused-end", ("primary",), RefusalAnswer(False)),
    ("14-paper-trouble", ("wait",), "wait"),
    ("14-paper-trouble", ("leave_waiting",), "leave"),
    ("15-slip", ("yes",), True),
    ("15-slip", ("no",), False),
    ("16-rate", ("stars:4",), 4),
    ("16b-rate-five", ("stars:1",), 1),
    ("16-rate", ("skip",), None),
    ("19-warned", ("go_on",), True),
    ("19-warned", ("stop",), False),
    ("20-uncollected", ("document:d1",), UNCOLLECTED[0]),
    ("20-uncollected", ("document:d2",), UNCOLLECTED[1]),
    ("20b-uncollected-none", ("primary",), None),
    ("21-cannot-now", ("primary",), None),
]


@pytest.mark.parametrize(("sample", "parts", "answer"), PRESSED, ids=lambda value: str(value)[:30])
def test_touching_answers(machine: Machine, sample: str, parts: tuple[str, ...], answer: Any) -> None:
    asked = machine.ask(SAMPLES[sample].shown, SAMPLES[sample].place)
    for part in parts:
        machine.tap(part)
    assert asked.result(ANSWER_LIMIT_SECONDS) == answer


@pytest.mark.parametrize(("kept", "masked"), [("138****5678", True), ("13912345678", False)])
def test_only_a_masked_number_is_said_to_be_partly_hidden(machine: Machine, kept: str, masked: bool) -> None:
    machine.ask(replace(SAMPLES["08-phone-known"].shown, chosen=kept), FILL).cancel()
    assert machine.ui.page is not None
    said = " ".join(text.text for text in machine.ui.page.named("status").pen.texts)
    assert ("中间几位不显示" in said) is masked


def test_a_new_phone_number_is_typed(machine: Machine) -> None:
    asked = machine.ask(SAMPLES["08-phone-known"].shown, FILL)
    machine.calm()
    machine.tap_key("key:1")
    machine.calm()
    for digit in "3912345679":
        machine.tap_key(f"key:{digit}")
    machine.tap_key("key:rub_out")
    machine.tap_key("key:8")
    machine.tap("primary")
    assert asked.result(ANSWER_LIMIT_SECONDS) == "13912345678"


@pytest.mark.parametrize(
    ("question", "place", "part"),
    [
        (ChooseItem((CERTIFICATE, OFF)), CHOOSE, "SB04"),
        (SAMPLES["07b-use"].shown, FILL, "primary"),
        (SAMPLES["08b-phone"].shown, FILL, "primary"),
        (SignSummary(LINES, STATEMENT), SIGN, "primary"),
        (SignSummary(LINES * 2, STATEMENT), SIGN, "primary"),
        (Refused(REFUSED), TAKE, "back"),
    ],
    ids=["item off", "nothing chosen", "no number", "not signed", "not read", "no way back"],
)
def test_what_is_not_available_does_not_answer(machine: Machine, question: Any, place: Place, part: str) -> None:
    asked = machine.ask(question, place)
    machine.tap(part)
    time.sleep(0.2)
    assert not asked.done()
    asked.cancel()


def test_a_long_summary_is_signed_after_its_last_page(machine: Machine) -> None:
    asked = machine.ask(SAMPLES["10b-sign-long"].shown, SIGN)
    for part in ("next", "next", "sign", "primary"):
        machine.tap(part)
    assert asked.result(ANSWER_LIMIT_SECONDS) == Signed()


def test_back_raises_went_back(machine: Machine) -> None:
    asked = machine.ask(LayCard(ENROL.plain), IDENTIFY)
    machine.tap("back")
    with pytest.raises(WentBack):
        asked.result(ANSWER_LIMIT_SECONDS)


def test_back_leads_from_the_cities_to_the_provinces_first(machine: Machine) -> None:
    asked = machine.ask(SAMPLES["09b-city"].shown, FILL)
    machine.tap("back")
    assert machine.middle("province:11")
    assert not asked.done()
    asked.cancel()


def test_leave_and_help_are_reported_not_answered(machine: Machine) -> None:
    asked = machine.ask(LayCard(ENROL.plain), IDENTIFY)
    machine.tap("leave")
    machine.tap("help")
    assert (machine.controls.left, machine.controls.helped) == (1, 1)
    assert not asked.done()
    asked.cancel()


def test_a_second_touch_within_half_a_second_answers_once(machine: Machine) -> None:
    first = machine.ask(Attract(), Place())
    machine.calm()
    x, y = machine.middle("primary")
    machine.pointer("mousemove", x, y, "click", 1)
    first.result(ANSWER_LIMIT_SECONDS)
    second = machine.ask(Attract(), Place())
    machine.pointer("click", 1, "sleep", 0.05, "click", 1)
    assert not second.done()
    machine.calm()
    machine.pointer("click", 1)
    second.result(ANSWER_LIMIT_SECONDS)


def test_releasing_outside_does_not_answer(machine: Machine) -> None:
    asked = machine.ask(ChooseItem((CERTIFICATE, REMOTE)), CHOOSE)
    machine.calm()
    x, y = machine.middle("SB05")
    machine.pointer("mousemove", x, y, "mousedown", 1, "sleep", 0.05, "mousemove", x, 300, "sleep", 0.05, "mouseup", 1)
    time.sleep(0.2)
    assert not asked.done()
    machine.tap("YB01")
    assert asked.result(ANSWER_LIMIT_SECONDS) == "YB01"


def test_keys_open_and_end_nothing(machine: Machine) -> None:
    asked = machine.ask(ChooseItem((CERTIFICATE, REMOTE)), CHOOSE)
    page = machine.ui.page
    for key in ("F1", "Escape", "F11", "F12", "alt+F4", "ctrl+c", "ctrl+q"):
        machine.pointer("key", key)
    window = machine.window.window
    assert machine.call(lambda: window.dispatch("on_request_close"))
    time.sleep(0.3)
    assert window.children == [page]
    machine.tap("YB01")
    assert asked.result(ANSWER_LIMIT_SECONDS) == "YB01"


def test_another_language_keeps_the_question_and_what_was_chosen(machine: Machine) -> None:
    asked = machine.ask(SAMPLES["07b-use"].shown, FILL)
    machine.tap("choice:loan")
    machine.tap("tool:language")
    language: Language = machine.ui.language
    assert language == "en"
    assert machine.ui.page is not None
    assert any("Something else" in text.text for text in machine.ui.page.texts)
    machine.tap("primary")
    assert asked.result(ANSWER_LIMIT_SECONDS) == "loan"
    machine.call(machine.ui.wipe)
    assert machine.ui.language == "zh"


def test_still_here_hides_the_name_and_gives_the_question_back(machine: Machine) -> None:
    asked = machine.ask(SAMPLES["07-tiers"].shown, FILL)
    over = machine.still_here(60)
    assert machine.ui.page is not None
    assert not any(HOLDER.name in text.text for text in machine.ui.page.texts)
    machine.tap("primary")
    assert over.result(ANSWER_LIMIT_SECONDS) is True
    machine.tap("primary")
    assert asked.result(ANSWER_LIMIT_SECONDS) == 500


def test_still_here_ends_by_itself(machine: Machine) -> None:
    over = machine.still_here(1)
    assert over.result(ANSWER_LIMIT_SECONDS) is False


def test_help_on_the_waiting_screen_begins_a_visit_that_calls(machine: Machine) -> None:
    machine.call(machine.ui.wipe)
    asked = machine.ask(Attract(), Place())
    machine.tap("help")
    asked.result(ANSWER_LIMIT_SECONDS)
    machine.call(lambda: machine.ui.begin(machine.controls))
    assert machine.controls.helped == 1
