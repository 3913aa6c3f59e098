"""Behind a wipe nothing of the visit is left: not on the picture, not on the page, not in any cache or object."""

import asyncio
import gc
import time
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops

from contract.text import Text
from contract.wire import IdentityProof, SummaryLine
from kiosk.model import Holder, Place
from kiosk.ui import Choose, Question, SignSummary
from screens import typeset
from screens.glyphs import Glyphs
from screens.kivy_ui import COLLECT_WAIT_SECONDS
from tests.gallery.samples import PHONE_QUESTION
from tests.screens.conftest import Machine
from tests.stories.reachable import reachable_texts

# invented people, never as one text in this file: the search must not find the test itself
NAME = (0x6B27, 0x9633, 0x7B71, 0x6735)
ADDRESS = (0x9752, 0x79BE, 0x53BF, 0x7B71, 0x6735, 0x6751)
PHONE = tuple(0x30 + digit for digit in (1, 0, 7, 3, 9, 1, 6, 2, 8, 5, 4))  # nobody's: no mobile number begins so
PERSON = NAME, ADDRESS, PHONE
OTHER = tuple(tuple(reversed(codes)) for codes in PERSON)
SEEN_SECONDS = COLLECT_WAIT_SECONDS + 0.2
GONE_SECONDS = 5.0


def text_of(codes: tuple[int, ...]) -> str:
    return "".join(map(chr, codes))


def visit(machine: Machine, person: tuple[tuple[int, ...], ...]) -> None:
    """The number's page and the page that is signed, with all of the person on them, as one visitor saw them."""
    name, address, phone = (text_of(codes) for codes in person)
    lines = tuple(
        SummaryLine(label=Text(zh="是", en="is"), value=Text(zh=value, en=value)) for value in (name, address, phone)
    )
    proof = IdentityProof(
        assurance="L1",
        kind="cn",
        number="439921200001010002",
        name=name,
        sex="女",
        birth="2000-01-01",
        valid_from="2020-01-01",
        valid_to=None,
        address=address,
    )

    async def ask() -> None:
        place = Place(stage="sign", holder=Holder(proof))
        shown: tuple[Question[Any], ...] = (
            Choose(PHONE_QUESTION, phone, 1, 1),
            SignSummary(lines, Text(zh="都对", en="All right")),
        )
        for question in shown:
            asking = asyncio.ensure_future(machine.ui.ask(question, place))
            await asyncio.sleep(SEEN_SECONDS)
            asking.cancel()

    asyncio.run_coroutine_threadsafe(ask(), machine.loop).result(10)


def still_reachable(codes: tuple[int, ...]) -> bool:
    """Whether any object of this process leads to the text; made anew for each look, else it finds itself."""
    return any(text_of(codes).encode() in text for text in reachable_texts())


def left_after(seconds: float) -> list[int]:
    """Which of the person's texts something still leads to: pages are collected beside a busy machine."""
    end = time.monotonic() + seconds
    while (left := [at for at, codes in enumerate(PERSON) if still_reachable(codes)]) and time.monotonic() < end:
        time.sleep(SEEN_SECONDS)
    return left


def wiped(machine: Machine) -> Image.Image:
    """What is on the display behind a wipe."""
    machine.call(machine.ui.wipe)
    time.sleep(SEEN_SECONDS)
    return machine.seen()


def test_nothing_of_the_visit_is_left_behind_a_wipe(machine: Machine) -> None:
    visit(machine, OTHER)  # widths of a font settle with its first glyphs, by a pixel
    before = wiped(machine)
    assert left_after(0) == [], "nobody else in these tests is called so"
    visit(machine, PERSON)
    shown = machine.seen()
    assert ImageChops.difference(before, shown).getbbox() is not None
    assert all(map(still_reachable, PERSON))
    assert ImageChops.difference(before, wiped(machine)).getbbox() is None
    assert left_after(GONE_SECONDS) == []


@pytest.mark.parametrize(
    ("owner", "name", "nothing"),
    [(Glyphs, "forget", lambda glyphs: None), (typeset, "forget", lambda: None)],
    ids=["glyphs", "typeset"],
)
def test_the_search_finds_what_a_cache_keeps(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, nothing: Callable[..., None]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, nothing)
        visit(machine, PERSON)
        machine.call(machine.ui.wipe)
        gc.collect()
        assert still_reachable(NAME)
    machine.call(machine.ui.wipe)
