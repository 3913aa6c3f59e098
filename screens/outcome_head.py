"""The upper part of a screen that says a good outcome: the large tick, the decision in plain words, its number."""

from contract.text import Text
from contract.wire import Outcome
from screens.page import Page
from screens.stack import Line, stack
from screens.words import words
from screens.zones import Box

TITLES: dict[str, Text] = {
    "granted": words("办好了", "Done"),
    "waiting": words("收下了，等结果", "Received, result later"),
    "refused": words("这次不能办", "Not possible this time"),
    "referred": words("请到窗口接着办", "Please go on at the window"),
}


ICONS = {"granted": "check-circle", "waiting": "clock", "refused": "signpost", "referred": "signpost"}


def outcome_head(page: Page, outcome: Outcome) -> None:
    say = page.style.say
    icon = ICONS[outcome.outcome]
    page.pen.icon(icon, Box(48, 286, 200, 200), "pine")
    number = words(f"办件号 {outcome.case_no}", f"Case {outcome.case_no}")
    lines = (
        Line(say(TITLES[outcome.outcome]), "h", "bold", leading=1.2),
        Line(say(outcome.say), "l", leading=1.35, gap_px=10),
        Line(say(number), "b", colour="ink2", leading=1.35, gap_px=12),
    )
    stack(page.pen, Box(284, 240, 748, 384), lines)


def paper_sentence(side: str) -> Text:
    """Where the paper comes out."""
    if side == "right":
        return words("纸从屏幕下方、右手边出来", "Paper comes out below, on your right")
    return words("纸从屏幕下方、左手边出来", "Paper comes out below, on your left")
