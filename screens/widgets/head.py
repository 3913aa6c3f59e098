"""The upper part of a screen: top bar, step bar and the block that asks the question."""

from dataclasses import dataclass

from contract.text import Text
from screens.page import Page
from screens.stack import Line, stack
from screens.tokens import TOKENS
from screens.words import words
from screens.zones import STEPS, TITLE, TOP, Box

STEP_LABELS = (
    words("选事项", "Choose"),
    words("认身份", "ID card"),
    words("点一点", "Answer"),
    words("签√", "Sign √"),
    words("拿纸", "Take"),
)
DOT, DOT_BORDER = 54, 3


@dataclass(frozen=True)
class TopBar:
    """Who runs this machine, whose visit it is, and what time it is."""

    county: Text
    site: Text
    holder: str | None
    time: str


def top_bar(page: Page, bar: TopBar) -> None:
    pen, say = page.pen, page.style.say
    pen.drawing("mark", Box(TOP.x, 22, 60, 60))
    pen.text(Box(128, 0, 100, 104), "立等", "b", weight="serif", across="middle")
    time_w = pen.width(bar.time, "b")
    pen.text(Box(TOP.right - time_w - 1, 0, time_w + 1, 104), bar.time, "b", across="middle")
    right = TOP.right - time_w - 20
    if bar.holder:
        right = _chip(page, right, bar.holder) - 16
    names = f"{say(bar.county)} · {say(bar.site)}"
    left = 128 + pen.width("立等", "b", "serif") + 18
    room = Box(left, 0, right - left, 104)
    if not page.pen.fit(room, names, "s").fits or len(page.pen.fit(room, names, "s").lines) > 1:
        names = say(bar.site)
    pen.text(room, names, "s", across="middle", colour="ink2", leading=1.2)
    pen.rectangle(Box(TOP.x, 102, TOP.w, 2), "line")


def _chip(page: Page, right: float, holder: str) -> float:
    """The holder's name in the top bar; returns its left edge."""
    longest = 420.0
    name_w = min(page.pen.width(holder, "s", "bold"), longest)
    box = Box(right - name_w - 82, 24, name_w + 82, 56)
    page.pen.plate(box, "tint", None, radius=28)
    page.pen.icon("user", Box(box.x + 20, box.y + 12, 32, 32), "pine")
    inner = Box(box.x + 62, box.y, name_w + 1, box.h)
    page.pen.text(inner, holder, "s", weight="bold", across="middle", leading=1.1)
    return box.x


def step_bar(page: Page, now: int) -> None:
    """Five steps, `now` (0…4) in pine, the ones before it ticked."""
    centres = [STEPS.x + STEPS.w * (2 * i + 1) / 10 for i in range(5)]
    page.pen.rectangle(Box(centres[0], STEPS.y + 25, centres[4] - centres[0], 4), "edge")
    for index, (x, label) in enumerate(zip(centres, STEP_LABELS, strict=True)):
        dot = Box(x - DOT / 2, STEPS.y, DOT, DOT)
        _dot(page, dot, index, now)
        below = Box(x - STEPS.w / 10, STEPS.y + DOT + 4, STEPS.w / 5, 42)
        is_now = index == now
        page.pen.text(
            below,
            page.style.say(label),
            "s",
            align="centre",
            leading=1.2,
            weight="bold" if is_now else "regular",
            colour="ink" if is_now else "ink2",
        )


def _dot(page: Page, dot: Box, index: int, now: int) -> None:
    pen, radius = page.pen, DOT // 2
    if index < now:
        pen.plate(dot, "tint", "pine", radius=radius, border=DOT_BORDER)
        pen.icon("check", dot.centred(28, 28), "pine")
    elif index == now:
        pen.plate(dot, "pine", None, radius=radius)
        pen.text(dot, str(index + 1), "s", weight="bold", align="centre", across="middle", colour="onpine")
    else:
        pen.plate(dot, "paper", "edge", radius=radius, border=DOT_BORDER)
        pen.text(dot, str(index + 1), "s", weight="bold", align="centre", across="middle", colour="ink2")


def title_block(
    page: Page,
    title: Text,
    below: Text | None = None,
    *,
    small: Text | None = None,
    drawing: str | None = None,
    drawing_w: float = 320,
    at: Box = TITLE,
) -> None:
    """The question, up to two lines of body below it, the official name small, one drawing on the right."""
    pen, say = page.pen, page.style.say
    room = at
    if drawing:
        room = at.trim(right=drawing_w + 32)
        pen.drawing(drawing, Box(at.right - drawing_w, at.y, drawing_w, at.h))
    lines = [Line(say(title), "h", "bold", leading=1.2)]
    if below:
        lines.append(Line(say(below), "b", colour="ink2", leading=1.4, gap_px=16))
    if small:
        lines.append(Line(say(small), "s", colour="ink2", leading=1.4))
    stack(pen, room, lines)


def section(page: Page, box: Box, text: Text) -> None:
    """A small bold heading over a group of tiles."""
    page.pen.text(box, page.style.say(text), "b", weight="bold", across="middle", leading=1.2)


def sheet(page: Page, box: Box, *, edge: str = "line", border: int = TOKENS.border.sheet) -> None:
    page.pen.plate(box, "sheet", edge, radius=TOKENS.radius.sheet, border=border)
