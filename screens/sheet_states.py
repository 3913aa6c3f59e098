"""What is said of one sheet of paper, on every screen alike."""

from dataclasses import dataclass

from contract.text import Text
from kiosk.model import SheetState
from screens.words import words


@dataclass(frozen=True)
class Said:
    """A state as icon, colour and words."""

    icon: str
    colour: str
    words: Text


SAID: dict[SheetState, Said] = {
    "waiting": Said("circle", "edge", words("还没出来", "not yet out")),
    "printing": Said("printer", "pine", words("正在出来", "coming out")),
    "out": Said("check-circle", "pine", words("出来了", "is out")),
    "held": Said("clock", "ink2", words("没打，以后可以来打", "not printed, can be printed later")),
    "unknown": Said("question", "ink2", words("不知道出来没有，请看一看", "please look whether it is out")),
}
AWAITED = Said("users", "ink", words("没打出来，在等工作人员", "not printed, waiting for staff"))
