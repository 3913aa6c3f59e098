"""An icon and a text that stand together in the middle of a button."""

from dataclasses import dataclass

from screens.pen import Pen
from screens.tokens import Role
from screens.zones import Box


@dataclass(frozen=True)
class Group:
    """What a button says: an icon before or after a text, and a small second line."""

    text: str
    role: Role = "l"
    icon: str | None = None
    icon_px: int = 48
    icon_after: bool = False
    second: str | None = None
    gap: int = 16


def paint_group(pen: Pen, box: Box, group: Group, colour: str, icon_colour: str | None = None) -> None:
    """Paint the group in the middle of the box; the text takes the lines it needs."""
    beside = group.icon_px + group.gap if group.icon else 0
    second_h = 1.35 * pen.style.px("s") if group.second else 0.0
    room = Box(box.x, box.y, box.w - beside, box.h - second_h)
    placed = pen.fit(room, group.text, group.role, weight="bold", leading=1.2)
    left = box.x + (box.w - beside - placed.w) / 2
    top = box.y + (box.h - placed.h - second_h) / 2
    if group.icon:
        icon_x = left + placed.w + group.gap if group.icon_after else left
        middle = top + placed.h / 2
        icon_box = Box(icon_x, middle - group.icon_px / 2, group.icon_px, group.icon_px)
        pen.icon(group.icon, icon_box, icon_colour or colour)
    text_x = left if group.icon_after else left + beside
    across = Box(text_x, top, placed.w + 1, placed.h)
    pen.text(across, "\n".join(placed.lines), placed.role, weight="bold", leading=1.2, colour=colour, align="centre")
    if group.second:
        below = Box(box.x, top + placed.h, box.w, second_h)
        pen.text(below, group.second, "s", leading=1.35, colour=colour, align="centre")
