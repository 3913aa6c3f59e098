"""The lower edge of every screen: tool switches, the way back, and 人工帮忙 that never moves."""

from collections.abc import Callable
from dataclasses import dataclass

from contract.text import Text
from contract.wire import CallState
from screens.call_words import how_it_stands
from screens.page import Page, Part
from screens.pen import Pen
from screens.tokens import TOKENS
from screens.widgets.button import PRESSED_INSET, Act, secondary, unavailable
from screens.widgets.group import Group, paint_group
from screens.words import words
from screens.zones import BACK, BACK_AND_QUIT, DOCK, HELP, QUIT, TOOLS, Box

BACK_WORDS = words("返回", "Back")
QUIT_WORDS = words("不办了", "Leave")
HELP_WORDS = words("人工帮忙", "Call staff")
CALLED, ON_THE_WAY = words("已经叫人", "Staff called"), words("正在过来", "On the way")


@dataclass(frozen=True)
class Tool:
    """A switch of how the screens look; `on` is its state now."""

    name: str
    icon: str
    label: Text
    on: bool
    act: Act


@dataclass(frozen=True)
class WayBack:
    """返回 and 不办了; `back` is None where 返回 does not work, then `reason` says why."""

    back: Act | None
    leave: Act | None
    reason: Text | None = None


@dataclass(frozen=True)
class LeftButton:
    """One button in the place of 返回 and 不办了."""

    name: str
    icon: str
    label: Text
    act: Act


Left = WayBack | LeftButton | None


def dock(page: Page, left: Left, tools: tuple[Tool, ...], help_act: Act, call: Callable[[], CallState | None]) -> None:
    """The dock; its part "help" says how the call stands whenever it is repainted."""
    page.pen.rectangle(DOCK, "sheet")
    page.pen.rectangle(Box(DOCK.x, DOCK.y, DOCK.w, 2), "line")
    for tool, box in zip(tools, TOOLS.columns(max(len(tools), 1), 12), strict=False):
        _tool(page, box, tool)
    if isinstance(left, LeftButton):
        secondary(page, BACK_AND_QUIT, left.label, left.act, icon=left.icon, name=left.name)
    elif left is not None:
        _way_back(page, left)
    _help(page, help_act, call)


def _way_back(page: Page, way: WayBack) -> None:
    back_box = BACK if way.leave else BACK_AND_QUIT
    if way.back:
        secondary(page, back_box, BACK_WORDS, way.back, icon="arrow-left", name="back")
    elif way.reason:
        unavailable(page, back_box, BACK_WORDS, way.reason, name="back")
    if way.leave:
        secondary(page, QUIT, QUIT_WORDS, way.leave, icon="x", name="leave")


def _tool(page: Page, box: Box, tool: Tool) -> Part:
    text = page.style.say(tool.label)

    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        if tool.on:
            pen.plate(at, "tint", "pine", radius=TOKENS.radius.mini)
        elif pressed:
            pen.plate(at.inset(PRESSED_INSET), "tint", None, radius=TOKENS.radius.mini)
        group = Group(text, "s", "check" if tool.on else tool.icon, 36, gap=10)
        paint_group(pen, at.inset(8, 4), group, "ink", "pine")

    return page.part(box, paint, tool.act, name=f"tool:{tool.name}")


def _help(page: Page, act: Act, call: Callable[[], CallState | None]) -> Part:
    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        label, second = _help_words(call())
        group = Group(pen.style.say(label), "l", "headset", 48, second=pen.style.say(second) if second else None)
        plate = at.inset(PRESSED_INSET) if pressed else at
        if pen.style.contrast:
            pen.plate(plate, "paper", "wheat", radius=TOKENS.radius.button, border=6)
            paint_group(pen, at.inset(24, 6), group, "wheat")
        else:
            pen.plate(plate, "wheat", "ink", radius=TOKENS.radius.button)
            paint_group(pen, at.inset(24, 6), group, "ink")

    return page.part(HELP, paint, act, name="help")


def _help_words(call: CallState | None) -> tuple[Text, Text | None]:
    if call is None or call.state == "closed":
        return HELP_WORDS, None
    return (ON_THE_WAY if call.state == "coming" else CALLED), how_it_stands(call)
