"""A kiosk in a process of its own that lives through one visit and then tells everything it still has.

`python -m tests.stories.kiosk_that_tells MACHINE PHONE_FILE TOLD LEAK`. It never knows who the person was.
Into TOLD go `memory` (every text and all bytes that its objects still reach), `alive` (personal objects that are still
there) and `state/` (its state folder while it runs). LEAK breaks the forgetting: "none", or some of LEAKS, "a,b".
"""

import asyncio
import gc
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from kiosk import surroundings
from kiosk.journal import Journal
from kiosk.machine import Terminal
from kiosk.session import one_visit
from kiosk.settings import load_machine
from kiosk.ui import Choose, Signed, TakePaperAnswer
from tests.stories.conftest import ready
from tests.stories.reachable import reachable_texts
from tests.stories.scripted_ui import ScriptedUI
from tests.stories.visitors import first_choice

PERSONAL = {"Holder", "IdentityProof", "IdCard", "Visit", "Opened", "Outcome", "Desk", "Filing", "Confirm"}
PERSONAL |= {"PrintJob", "Decision", "SignSummary", "TakeYourPaper", "Printing", "Slip"}
SETTLED_SECONDS = 0.5
kept: list[Any] = []


class ForgetfulUI(ScriptedUI):
    """Forgets with the visit what it was shown, as a window does."""

    def wipe(self) -> None:
        super().wipe()
        self.shown.clear()
        self.places.clear()
        self.happening = None


def visitor(phone_file: Path) -> ForgetfulUI:
    def answer(question: Choose) -> str | int:
        return phone_file.read_text() if question.question.ask == "phone" else first_choice(question)

    script = {"attract": None, "choose_item": "SB01", "choose": answer, "sign_summary": Signed()}
    return ForgetfulUI({**script, "take_paper": TakePaperAnswer(), "rate": 5, "warned": True})


def personal_objects() -> list[str]:
    """The personal objects that are still alive, by their classes."""
    kinds = (type(one) for one in gc.get_objects())
    ours = (kind for kind in kinds if str(kind.__module__).startswith(("kiosk.", "contract.", "drivers.")))
    return sorted(kind.__name__ for kind in ours if kind.__name__ in PERSONAL)


# -- how forgetting can be broken --------------------------------------------------------------------------------------


def keep_the_visit() -> None:
    at = surroundings.Visit.at

    def remembered(self: surroundings.Visit, **where: Any) -> None:
        kept.append(self)
        at(self, **where)

    surroundings.Visit.at = remembered  # type: ignore[method-assign]


def keep_the_journal() -> None:
    Journal.forget = lambda self, visit: None  # type: ignore[method-assign]
    Journal.close = lambda self, *how: None  # type: ignore[method-assign]


def keep_the_pages() -> None:
    """Rows are deleted, but what they said stays in the file's free pages and its log."""
    Journal._forget_pages = lambda self: None


def log_the_card() -> None:
    at = surroundings.Visit.at

    def chatty(self: surroundings.Visit, **where: Any) -> None:
        at(self, **where)
        if self.place.holder is not None:
            structlog.get_logger("visit").info("at", proof=str(self.place.holder.proof))

    surroundings.Visit.at = chatty  # type: ignore[method-assign]


LEAKS: dict[str, Callable[[], None]] = {
    "none": lambda: None,
    "memory": keep_the_visit,
    "rows": keep_the_journal,
    "pages": keep_the_pages,
    "logs": log_the_card,
}


async def one(machine_file: Path, phone_file: Path, told: Path) -> None:
    machine = load_machine(machine_file)
    terminal = Terminal(machine, visitor(phone_file))
    await terminal.start()
    try:
        await terminal.enrol()
        await ready(terminal)
        await one_visit(terminal.kiosk)
        await asyncio.sleep(SETTLED_SECONDS)  # the loop itself holds what it ran last
        gc.collect()
        (told / "alive").write_text("\n".join(personal_objects()))
        (told / "memory").write_bytes(b"\0".join(reachable_texts()))
        shutil.copytree(machine.state_folder, told / "state")
    finally:
        await terminal.stop()


def main(machine_file: str, phone_file: str, told: str, leak: str) -> None:
    for name in leak.split(","):
        LEAKS[name]()
    asyncio.run(one(Path(machine_file), Path(phone_file), Path(told)))


if __name__ == "__main__":
    main(*sys.argv[1:])
