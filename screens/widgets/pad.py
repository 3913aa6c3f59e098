"""The number pad: twelve keys and the field with its groups."""

from collections.abc import Callable, Sequence

from screens.page import Page, Part
from screens.pen import Pen
from screens.tokens import TOKENS
from screens.widgets.button import PRESSED_INSET, Act
from screens.widgets.group import Group, paint_group
from screens.words import words
from screens.zones import Box

KEY_H, KEY_GAP = 140, 14
CLEAR, RUB_OUT = words("清空", "Clear"), words("退一格", "Delete")


def number_pad(page: Page, box: Box, press: Callable[[str], None], rub_out: Act, clear: Act) -> None:
    """Keys 1…9, 清空, 0, 退一格 in the box's width, 140 px high each."""
    places = box.grid(12, 3, KEY_H, KEY_GAP)
    for place, digit in zip([*places[:9], places[10]], "1234567890", strict=True):
        _digit_key(page, place, digit, press)
    _function_key(page, places[9], Group(page.style.say(CLEAR), "b"), clear, "clear")
    _function_key(page, places[11], Group(page.style.say(RUB_OUT), "b", "backspace", 44, gap=10), rub_out, "rub_out")


def _digit_key(page: Page, box: Box, digit: str, press: Callable[[str], None]) -> Part:
    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        plate = at.inset(PRESSED_INSET) if pressed else at
        pen.plate(plate, "tint" if pressed else "sheet", "edge", radius=TOKENS.radius.key)
        pen.text(at, digit, "h", align="centre", across="middle", leading=1.2)

    return page.part(box, paint, lambda: press(digit), name=f"key:{digit}", key=True)


def _function_key(page: Page, box: Box, group: Group, act: Act, name: str) -> Part:
    def paint(pen: Pen, at: Box, pressed: bool) -> None:
        plate = at.inset(PRESSED_INSET) if pressed else at
        pen.plate(plate, "tint" if pressed else "mute", "edge", radius=TOKENS.radius.key)
        paint_group(pen, at.inset(12), group, "ink")

    return page.part(box, paint, act, name=f"key:{name}", key=True)


def number_field(page: Page, box: Box, value: Callable[[], str], groups: Sequence[int]) -> Part:
    """The digits so far in groups, each over its line; the next place is pine."""
    count = sum(groups)

    def paint(pen: Pen, at: Box, _pressed: bool) -> None:
        pen.plate(at, "sheet", "line", radius=TOKENS.radius.sheet, border=TOKENS.border.sheet)
        width, gap, between = 70.0, 8.0, 18.0
        total = count * width + (count - 1) * gap + (len(groups) - 1) * between
        x = at.x + (at.w - total) / 2
        ends = {sum(groups[: i + 1]) for i in range(len(groups))}
        typed = value()
        for index in range(count):
            under = Box(x, at.y + at.h - 32, width, 6)
            pen.rectangle(under, "pine" if index == len(typed) else "edge")
            if index < len(typed):
                digit = Box(x, at.y + 20, width, at.h - 56)
                pen.text(digit, typed[index], "h", weight="bold", align="centre", across="middle", leading=1.2)
            x += width + gap + (between if index + 1 in ends else 0)

    return page.part(box, paint, None, name="field")
