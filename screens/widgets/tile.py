"""Tiles: an item, a √ choice, two equal ways, and the one that opens something else."""

from collections.abc import Callable, Sequence

from contract.text import Text
from kiosk.model import ItemTile
from screens.page import Page, Part
from screens.pen import Pen
from screens.stack import Line, stack
from screens.tokens import SCALE_STEPS, TOKENS, Role
from screens.widgets.button import Act, paint_control
from screens.words import words
from screens.zones import Box

BOX_PX = 60


def item_tile(page: Page, box: Box, item: ItemTile, act: Act) -> Part:
    """An item by its plain name; one that cannot be done now is dashed and says why and what to do."""
    if item.why_not is not None:
        return page.part(box, _paint_off(page, item, item.why_not), None, name=item.id)
    say = page.style.say

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_control(pen, at, pressed)
        icon_tile(pen, Box(at.x + 24, at.y + (at.h - 84) / 2, 84, 84), item.icon)
        pen.icon("caret-right", Box(at.right - 68, at.y + (at.h - 44) / 2, 44, 44), "pine")
        right = f"{say(minutes(item.minutes))}\n{say(fee(item.fee))}"
        beside = Box(at.right - 268, at.y, 184, at.h)
        pen.text(beside, right, "s", align="right", across="middle", colour="ink2", leading=1.35)
        _names(pen, Box(at.x + 128, at.y + 10, at.w - 128 - 280, at.h - 20), say(item.plain), say(item.official))

    return page.part(box, paint, act, name=item.id)


def _names(pen: Pen, box: Box, plain: str, official: str, role: Role = "l") -> None:
    lines = Line(plain, role, "bold", leading=1.2), Line(official, "s", colour="ink2", leading=1.25, gap_px=4)
    stack(pen, box, lines)


def _paint_off(page: Page, item: ItemTile, why: Text) -> Callable[[Pen, Box, bool], None]:
    say = page.style.say
    reason = say(words("现在不能办：", "Not now: ")) + say(why)

    def paint(pen: Pen, at: Box, _pressed: bool) -> None:
        pen.plate(at, "mute", "edge", radius=TOKENS.radius.button, dashed=True)
        pen.icon("plugs", Box(at.x + 24, at.y + (at.h - 60) / 2, 60, 60), "ink2")
        inner = at.trim(left=128, right=24).inset(0, 8)
        lines = Line(say(item.plain), "l", "bold", "ink2", 1.2), Line(reason, "b", leading=1.25, gap_px=4)
        stack(pen, inner, lines)

    return paint


def minutes(count: int) -> Text:
    return words(f"约 {count} 分钟", f"about {count} min")


def fee(fen: int) -> Text:
    """A fee in 分 as people say it."""
    if fen == 0:
        return words("不收费", "free")
    yuan = f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
    return words(f"{yuan} 元", f"{yuan} yuan")


def icon_tile(pen: Pen, box: Box, icon: str) -> None:
    pen.plate(box, "tint", None, radius=18)
    pen.icon(icon, box.centred(box.w * 0.65, box.w * 0.65), "pine")


def tick_box(pen: Pen, box: Box, on: bool, radius: int = 12) -> None:
    """The box of a √: filled with pine when it is on."""
    pen.plate(box, "pine" if on else "sheet", "pine" if on else "edge", radius=radius, border=4)
    if on:
        pen.icon("check", box.centred(box.w * 0.74, box.w * 0.74), "onpine")


def paint_selectable(pen: Pen, at: Box, pressed: bool, selected: bool) -> None:
    if selected:
        pen.plate(at, "tint", "pine", radius=TOKENS.radius.button, border=TOKENS.border.selected)
    else:
        paint_control(pen, at, pressed)


def choice_tile(
    page: Page,
    box: Box,
    label: Text,
    note: Text | None,
    is_chosen: Callable[[], bool],
    act: Act,
    *,
    name: str,
    role: Role = "l",
) -> Part:
    """One √ choice: the whole tile is the target."""
    say = page.style.say

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_selectable(pen, at, pressed, is_chosen())
        tick_box(pen, Box(at.x + 20, at.y + (at.h - BOX_PX) / 2, BOX_PX, BOX_PX), is_chosen())
        inner = at.trim(left=98, right=16).inset(0, 8)
        if note is None:
            pen.text(inner, say(label), role, weight="bold", across="middle", leading=1.2)
        else:
            _names(pen, inner, say(label), say(note), role)

    return page.part(box, paint, act, name=name)


def common_role(page: Page, room: Box, labels: Sequence[Text], largest: Role = "l") -> Role:
    """The largest role up to that one in which every label of a group fits: the tiles of a group look alike."""
    fitted = [page.pen.fit(room, page.style.say(label), largest, weight="bold", leading=1.2) for label in labels]
    return min((placed.role for placed in fitted), key=SCALE_STEPS.index, default=largest)


def equal_choice(page: Page, box: Box, icon: str, title: Text, line: Text, act: Act, *, name: str) -> Part:
    """One of two ways of the same worth: same size, same border, neither is a default."""
    say = page.style.say

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_control(pen, at, pressed)
        pen.icon(icon, Box(at.x + (at.w - 112) / 2, at.y + 24, 112, 112), "pine")
        lines = Line(say(title), "t", "bold", leading=1.25), Line(say(line), "b", colour="ink2", leading=1.35)
        stack(pen, at.trim(left=20, top=140, right=20, bottom=8), lines, align="centre")

    return page.part(box, paint, act, name=name)


def row_tile(page: Page, box: Box, text: Text, second: Text | None, act: Act, *, icon: str, name: str) -> Part:
    """A wide tile that opens something: icon, words, caret."""
    say = page.style.say

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        paint_control(pen, at, pressed)
        icon_tile(pen, Box(at.x + 24, at.y + (at.h - 84) / 2, 84, 84), icon)
        pen.icon("caret-right", Box(at.right - 68, at.y + (at.h - 44) / 2, 44, 44), "pine")
        inner = Box(at.x + 128, at.y + 10, at.w - 128 - 90, at.h - 20)
        if second is None:
            pen.text(inner, say(text), "l", weight="bold", across="middle", leading=1.2)
        else:
            _names(pen, inner, say(text), say(second))

    return page.part(box, paint, act, name=name)
