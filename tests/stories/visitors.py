"""Scripted visitors, and how to read a slip."""

import threading
import time
from typing import Any

from hardware_mocks.client import MockHall
from kiosk.ui import Choose, RefusalAnswer, Signed, TakePaperAnswer
from tests.stories.scripted_ui import ScriptedUI

ZHANG, ZHOU, CHEN, HUANG, OUYANG = (
    "439921194203150285",
    "439921201006010534",
    "439921196606010315",
    "439921197108200778",
    "439921200008081665",
)


def first_choice(question: Choose) -> str | int:
    """The answer that is filled in, else the first option."""
    asked = question.question
    if question.chosen is not None:
        return question.chosen
    return "广东省/广州市" if asked.ask == "place" else asked.options[0].value


def visitor(hall: MockHall, who: str | dict[str, Any], item: str, **more: Any) -> ScriptedUI:
    """A visitor who lays that card (or the one of that number), signs, takes the paper and rates."""
    script: dict[str, Any] = {
        "attract": None,
        "choose_item": [item],
        "choose": first_choice,
        "warned": True,
        "sign_summary": Signed(),
        "refused": RefusalAnswer(slip=True),
        "card_refused": None,
        "cannot_now": None,
        "take_paper": TakePaperAnswer(),
        "slip_came_out": True,
        "paper_trouble": "leave",
        "rate": 5,
    }
    ui = ScriptedUI({**script, **more})
    ui.on_screen["lay_card"] = lambda: hall.lay_card(who) if isinstance(who, str) else hall.lay_card(card=who)
    return ui


def slip_text(hall: MockHall, back: int = 1) -> str:
    """The printable text of one of the last slips."""
    return "\n".join(hall.slips()[-back]["lines"])


def press_when_asked(hall: MockHall, stars: int) -> None:
    """Press the pad as soon as it asks."""

    def press() -> None:
        for _ in range(100):
            if hall.press(stars):
                return
            time.sleep(0.05)

    threading.Thread(target=press).start()
