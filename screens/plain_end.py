"""The shape of a screen that says one thing and has one button: what cannot be done, and what to do instead."""

from dataclasses import dataclass

from contract.text import Text
from screens.page import Page
from screens.stack import Line, stack
from screens.widgets.bars import quiet_line
from screens.widgets.button import Act, primary
from screens.widgets.head import sheet, title_block
from screens.words import words
from screens.zones import CTRL, PRIMARY, Box

UNDERSTOOD = words("知道了", "I understand")


@dataclass(frozen=True)
class PlainEnd:
    title: Text
    says: tuple[Text, ...]
    drawing: str
    heading: Text
    button: Text = UNDERSTOOD


def paint_plain_end(page: Page, end: PlainEnd, act: Act, hotline: str) -> None:
    """Title and drawing above, the sentences on a sheet, whom to call, the button in the primary's place."""
    say = page.style.say
    title_block(page, end.title, drawing=end.drawing, drawing_w=340)
    lines = [Line(say(end.heading), "b", colour="ink2")]
    for text in end.says:
        lines.extend(sentences(say(text), gap_px=14))
    height = min(760.0, 64 + stack_height(page, lines))
    box = Box(CTRL.x, CTRL.y, CTRL.w, height)
    sheet(page, box)
    stack(page.pen, box.inset(32, 26), lines)
    ask = words(f"也可以打 {hotline} 问，或按“人工帮忙”。", f"You can also call {hotline} or press Call staff.")
    quiet_line(page, Box(CTRL.x, 1424, CTRL.w, 80), "phone", ask)
    primary(page, PRIMARY, end.button, act, icon="check")


def sentences(text: str, gap_px: float = 6) -> list[Line]:
    """The first sentence large and bold, the rest below it."""
    for stop in ("。", ". "):
        head, mark, rest = text.partition(stop)
        if mark and rest.strip():
            return [
                Line(head + stop.strip(), "t", "bold", leading=1.3, gap_px=gap_px),
                Line(rest.strip(), "l", leading=1.35, gap_px=6),
            ]
    return [Line(text, "t", "bold", leading=1.3, gap_px=gap_px)]


def stack_height(page: Page, lines: list[Line], w: float = 920) -> float:
    """The height in px the lines take in a sheet of the usual width."""
    endless = Box(0, 0, w, 10_000)
    fit = page.pen.fit
    return sum(
        line.gap_px + fit(endless, line.text, line.role, weight=line.weight, leading=line.leading).h for line in lines
    )
