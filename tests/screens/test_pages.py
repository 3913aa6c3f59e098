"""Every screen in every style: nothing cut, nothing unreadable, nothing left behind."""

import asyncio
import time
from itertools import combinations
from typing import Any

import pytest
from PIL import ImageChops

from kiosk.model import Place
from kiosk.ui import Question
from screens import rasters
from screens.fonts import covered_by
from screens.page import Page
from screens.still_here import StillHere
from screens.style import Style
from screens.tokens import LOOK_DIRECTORY
from screens.zones import HELP
from tests.gallery.samples import HALL, HOLDER, SAMPLES
from tests.screens.conftest import Machine

STYLES = {
    "zh": Style(),
    "en": Style(language="en"),
    "contrast": Style(contrast=True),
    "large": Style(large=True),
    "large English": Style(large=True, language="en"),
}


def show(machine: Machine, name: str, style: Style) -> None:
    sample = SAMPLES[name]

    async def put() -> None:
        machine.ui._style = style
        if isinstance(sample.shown, Question):
            asking = asyncio.ensure_future(machine.ui.ask(sample.shown, sample.place))
            await asyncio.sleep(0)
            asking.cancel()
        else:
            machine.ui.show(sample.shown, sample.place)
        machine.ui.call_changed(sample.call)

    asyncio.run_coroutine_threadsafe(put(), machine.loop).result(10)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_nothing_is_cut_too_small_or_moved(running: Machine, style: Style) -> None:
    running.call(running.ui.wipe)
    cut: list[str] = []
    for name in SAMPLES:
        show(running, name, style)
        page = running.ui.page
        assert page is not None
        assert len(page.texts) > 5
        cut += [f"{name}: {text.text} {text.h:.0f} in {text.box}" for text in page.texts if not text.fits]
        assert page.named("help").box == HELP
        check_parts(name, page)
        screen = running.ui.screen
        assert screen is not None
        assert all((screen.spoken().zh, screen.spoken().en))
    assert cut == []


def check_parts(name: str, page: Page) -> None:
    parts = [part for part in page.parts if part.enabled and part.name != "anywhere"]
    for part in parts:
        assert min(part.box.w, part.box.h) >= 76, (name, part.name)
        assert part.box.x >= 48, (name, part.name)
        assert part.box.right <= 1032, (name, part.name)
    for one, other in combinations(parts, 2):
        apart_x = one.box.right <= other.box.x or other.box.right <= one.box.x
        apart_y = one.box.bottom <= other.box.y or other.box.bottom <= one.box.y
        assert apart_x or apart_y, (name, one.name, other.name)


def test_nothing_of_the_visit_stays_in_the_glyphs(machine: Machine) -> None:
    show(machine, "10-sign", Style())
    remembered = machine.ui._glyphs
    assert any(HOLDER.name in run.text for run, _ in remembered._textures)
    machine.call(machine.ui.wipe)
    assert not any(HOLDER.name in run.text for run, _ in remembered._textures)
    assert not any(HOLDER.name in text for text, _, _ in remembered._widths)
    assert machine.ui.page is not None
    assert not any(HOLDER.name in text.text for text in machine.ui.page.texts)


def test_no_drawing_is_kept_that_no_screen_draws(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[str] = set()
    draw = rasters.drawing

    def remembered(name: str, w: int, contrast: bool) -> Any:
        drawn.add(name)
        return draw(name, w, contrast)

    monkeypatch.setattr(rasters, "drawing", remembered)
    for name in SAMPLES:
        show(machine, name, Style())
    machine.call(lambda: StillHere(Place(), HALL, 60).paint(Page(machine.ui._stage, Style())))
    assert drawn == {path.stem for path in (LOOK_DIRECTORY / "svg").glob("*.svg")}


def test_a_rare_name_is_drawn_from_a_font_that_has_it(machine: Machine) -> None:
    for character in "㛃䶮喆祎":
        run = machine.ui._glyphs.runs(character, "bold")[0]
        assert run.font is not None
        assert ord(character) in covered_by(run.font)


def test_what_is_drawn_in_parts_is_what_a_whole_frame_shows(machine: Machine) -> None:
    """A press is drawn as a damaged rectangle; the repair frame behind it must change no pixel."""
    show(machine, "07-tiers", Style())
    time.sleep(0.5)
    before = machine.seen()
    x, y = machine.middle("choice:300")
    machine.pointer("mousemove", x, y, "mousedown", 1, "sleep", 0.15)
    pressed = machine.seen()
    machine.call(machine.window.damage.all)
    time.sleep(0.2)
    whole = machine.seen()
    machine.pointer("mouseup", 1)
    assert ImageChops.difference(before, pressed).getbbox() is not None
    assert ImageChops.difference(pressed, whole).getbbox() is None


def test_an_idle_window_does_nothing(machine: Machine) -> None:
    show(machine, "02-choose-item", Style())
    time.sleep(1.5)
    passes = 0
    real = machine.window.loop._pass

    def counted() -> None:
        nonlocal passes
        passes += 1
        real()

    machine.window.loop._pass = counted  # type: ignore[method-assign]
    try:
        time.sleep(2.0)
    finally:
        machine.window.loop._pass = real  # type: ignore[method-assign]
    assert passes <= 4
