"""What the screens say of paper: each sheet in its own state, nothing counted as out that is not."""

import pytest

from contract.text import Language, Text
from kiosk.model import Sheet, SheetState
from kiosk.ui import Printing, SlipCameOut
from screens.printing import awaited
from screens.style import Style
from tests.gallery.samples import CALL, GRANTED, SAMPLES, TAKE
from tests.screens.conftest import Machine

CERTIFICATE, SLIP = Text(zh="证明", en="Certificate"), Text(zh="小票", en="Slip")


def sheets(document: SheetState, slip: SheetState) -> tuple[Sheet, ...]:
    return Sheet(CERTIFICATE, document, "certificate"), Sheet(SLIP, slip, "receipt")


def shown(machine: Machine, document: SheetState, slip: SheetState) -> list[str]:
    machine.call(lambda: machine.ui.show(Printing(GRANTED, sheets(document, slip)), TAKE))
    assert machine.ui.page is not None
    return [text.text for text in machine.ui.page.texts]


@pytest.mark.parametrize(
    ("document", "slip", "says"),
    [
        ("printing", "waiting", ("正在出来", "还没出来")),
        ("out", "printing", ("出来了", "正在出来")),
        ("unknown", "printing", ("不知道出来没有，请看一看", "正在出来")),
        ("held", "printing", ("没打，以后可以来打", "正在出来")),
        ("held", "waiting", ("没打出来，在等工作人员", "还没出来")),
    ],
)
def test_each_sheet_has_its_own_state(
    machine: Machine, document: SheetState, slip: SheetState, says: tuple[str, str]
) -> None:
    texts = shown(machine, document, slip)
    assert texts[texts.index("证明") + 1] == says[0]
    assert texts[texts.index("小票") + 1] == says[1]


def test_a_sheet_that_waits_for_staff_can_be_left(machine: Machine) -> None:
    assert "纸还没打出来，正在等工作人员" in shown(machine, "held", "waiting")
    machine.tap("leave")
    assert machine.controls.left == 1


def test_paper_that_comes_out_cannot_be_left(machine: Machine) -> None:
    shown(machine, "printing", "waiting")
    assert machine.ui.page is not None
    assert all(part.name != "leave" for part in machine.ui.page.parts)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_answers_about_the_slip_look_alike(machine: Machine, language: Language) -> None:
    machine.ask(SlipCameOut(), TAKE).cancel()
    machine.call(lambda: machine.ui.restyle(Style(language=language, large=True)))
    assert machine.ui.page is not None
    page = machine.ui.page
    assert [[text.role for text in page.named(name).pen.texts] for name in ("yes", "no")] == [["t", "b"]] * 2


def test_only_the_last_certificate_begun_waits_for_staff() -> None:
    assert awaited(sheets("held", "waiting")) == sheets("held", "waiting")[0]
    assert awaited(sheets("held", "printing")) is None
    assert awaited(sheets("out", "held")) is None
    assert awaited(()) is None


def test_the_wait_was_chosen_and_only_leaving_is_left(machine: Machine) -> None:
    sample = SAMPLES["14c-paper-waiting"]
    asked = machine.ask(sample.shown, sample.place)
    machine.call(lambda: machine.ui.call_changed(CALL))
    machine.tap("waiting")
    assert not asked.done()
    machine.tap("leave_waiting")
    assert asked.result(5) == "leave"
