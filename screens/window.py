"""Opens the one window of the kiosk: portrait, borderless, one input, no key that leaves it."""

import os
from dataclasses import dataclass
from typing import Any

from screens import fonts
from screens.damage import Damage, find_glx
from screens.display import display_size, scale_for
from screens.loop import WindowLoop, XConnection
from screens.zones import SCREEN_HEIGHT, SCREEN_WIDTH

ONE_INPUT = "mouse,disable_multitouch"
"""Exactly one provider: X also turns touches into mouse events, a second provider would answer each touch twice."""


class NoDisplay(Exception):
    """DISPLAY is empty: SDL would draw where nobody sees it."""


@dataclass(frozen=True)
class OpenWindow:
    """The window, the loop that runs it and the damage that is reported to it."""

    window: Any
    loop: WindowLoop
    damage: Damage
    scale: float


def open_window(*, touch_provider: str = ONE_INPUT, show_cursor: bool = False) -> OpenWindow:
    """Open the window inside a running asyncio loop; raises NoDisplay unless X or an offscreen driver is there."""
    if not os.environ.get("DISPLAY") and os.environ.get("SDL_VIDEODRIVER") != "offscreen":
        raise NoDisplay("DISPLAY is not set: start an X server or Xvfb")
    os.environ.setdefault("SDL_VIDEODRIVER", "x11")  # else SDL draws offscreen when the display does not answer
    scale = scale_for(display_size() if os.environ["SDL_VIDEODRIVER"] == "x11" else None)
    _configure(touch_provider, show_cursor or scale < 1, scale)
    _register_fonts()
    from kivy.core.window import Window

    if Window is None:
        raise NoDisplay(f"the display {os.environ.get('DISPLAY')} does not answer")
    Window.clearcolor = (0, 0, 0, 1)
    Window.bind(on_request_close=lambda *_args, **_kwargs: True, on_keyboard=lambda *_args: True)
    glx = find_glx()
    return OpenWindow(Window, WindowLoop(XConnection(glx.display) if glx else None), Damage(Window, glx, scale), scale)


def _configure(touch_provider: str, show_cursor: bool, scale: float) -> None:
    from kivy.config import Config

    graphics: dict[str, object] = {
        "width": round(SCREEN_WIDTH * scale),
        "height": round(SCREEN_HEIGHT * scale),
        "borderless": 1,
        "fullscreen": 0,
        "position": "custom",
        "left": 0,
        "top": 0,
        "resizable": 0,
        "multisamples": 0,
        "maxfps": 0,
        "show_cursor": int(show_cursor),
    }
    for key, value in graphics.items():
        Config.set("graphics", key, str(value))
    Config.set("kivy", "exit_on_escape", "0")
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", touch_provider)
    for module, _ in Config.items("modules"):
        Config.remove_option("modules", module)


def _register_fonts() -> None:
    """Kivy's default font has no Chinese: nothing may fall back to it."""
    from kivy.core.text import LabelBase

    regular, bold = fonts.faces("regular"), fonts.faces("bold")
    LabelBase.register("Roboto", str(regular.main), fn_bold=str(bold.main))
