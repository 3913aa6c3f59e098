"""How large the display is, so that a smaller one (a laptop) shows the whole kiosk scaled down."""

import ctypes

from screens.zones import SCREEN_HEIGHT, SCREEN_WIDTH

ROOM_LEFT = 0.92
"""Part of a smaller display that the window takes: the desktop has bars of its own."""


def display_size() -> tuple[int, int] | None:
    """Width and height in px of the X display, None without one."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    handle = ctypes.c_void_p(display)
    size = x11.XDisplayWidth(handle, 0), x11.XDisplayHeight(handle, 0)
    x11.XCloseDisplay(handle)
    return int(size[0]), int(size[1])


def scale_for(size: tuple[int, int] | None) -> float:
    """1 on a kiosk's display, less where 1080 × 1920 does not fit."""
    if size is None or (size[0] >= SCREEN_WIDTH and size[1] >= SCREEN_HEIGHT):
        return 1.0
    return ROOM_LEFT * min(size[0] / SCREEN_WIDTH, size[1] / SCREEN_HEIGHT)
