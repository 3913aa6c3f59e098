"""Draws and presents only what changed, where the X server's GLX is Mesa's; everywhere else nothing is changed.

A press then takes 5 ms instead of a full frame's 20–40 ms without a GPU (ADR 006). Whoever changes a part of the
screen reports the box; a full repair frame follows when it has been quiet, so a forgotten report heals by itself.
"""

import ctypes
import math
from collections.abc import Callable
from typing import Any

from screens.zones import Box

CopySubBuffer = Callable[[ctypes.c_void_p, ctypes.c_ulong, int, int, int, int], None]
LARGEST_PART = 0.6
REPAIR_WAIT_SECONDS = 0.6


class Glx:
    """The current GLX display and drawable, and glXCopySubBufferMESA (GLX_MESA_copy_sub_buffer)."""

    def __init__(self, display: int, drawable: int, copy: CopySubBuffer) -> None:
        self.display = display
        self._drawable = ctypes.c_ulong(drawable)
        self._copy = copy

    def present(self, x: int, y: int, w: int, h: int) -> None:
        """Copy a rectangle (px, from the lower left corner) of what was drawn onto the screen."""
        self._copy(ctypes.c_void_p(self.display), self._drawable, x, y, w, h)


def find_glx() -> Glx | None:
    """The window's GLX when it can present parts; None on other windowing systems and other makers' GL."""
    try:
        gl = ctypes.CDLL("libGL.so.1")
        gl.glXGetCurrentDisplay.restype = ctypes.c_void_p
        gl.glXGetCurrentDrawable.restype = ctypes.c_ulong
        gl.glXGetProcAddress.restype = ctypes.c_void_p
        gl.glXQueryExtensionsString.restype = ctypes.c_char_p
    except (OSError, AttributeError):
        return None
    display, drawable = gl.glXGetCurrentDisplay(), gl.glXGetCurrentDrawable()
    if not display or not drawable:
        return None
    extensions = gl.glXQueryExtensionsString(ctypes.c_void_p(display), 0) or b""
    address = gl.glXGetProcAddress(b"glXCopySubBufferMESA")
    if not address or b"GLX_MESA_copy_sub_buffer" not in extensions:
        return None
    prototype = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 4)
    return Glx(display, drawable, prototype(address))


class Damage:
    """Collects reported boxes and takes over the window's draw and flip for frames that need only those."""

    def __init__(self, window: Any, glx: Glx | None, scale: float = 1.0) -> None:
        from kivy.clock import Clock

        self._window, self._glx, self._scale = window, glx, scale
        self._whole = True
        self._part: Box | None = None
        self._drawn: tuple[int, int, int, int] | None = None
        self._repair = Clock.create_trigger(lambda _: self.all(), REPAIR_WAIT_SECONDS)
        if glx:
            window.bind(on_draw=self._on_draw, on_flip=self._on_flip)

    def add(self, box: Box) -> None:
        """This box (px of the page from its upper left corner) looks different now."""
        box = Box(box.x * self._scale, box.y * self._scale, box.w * self._scale, box.h * self._scale)
        if self._part is None:
            self._part = box
        else:
            x, y = min(self._part.x, box.x), min(self._part.y, box.y)
            right, bottom = max(self._part.right, box.right), max(self._part.bottom, box.bottom)
            self._part = Box(x, y, right - x, bottom - y)
        self._window.canvas.ask_update()

    def all(self) -> None:
        """The next frame draws everything."""
        self._whole = True
        self._window.canvas.ask_update()

    def _on_draw(self, window: Any) -> bool:
        from kivy.graphics import opengl as gl

        part, self._part = self._part, None
        if self._whole or part is None or not self._worth_it(part):
            self._whole, self._drawn = False, None
            return False
        self._drawn = self._pixels(part)
        gl.glEnable(gl.GL_SCISSOR_TEST)
        gl.glScissor(*self._drawn)
        window.clear()
        window.render_context.draw()
        gl.glDisable(gl.GL_SCISSOR_TEST)
        self._repair.cancel()
        self._repair()
        return True

    def _on_flip(self, _window: Any) -> bool:
        if self._drawn is None or self._glx is None:
            return False
        self._glx.present(*self._drawn)
        self._drawn = None
        return True

    def _worth_it(self, part: Box) -> bool:
        return bool(part.w * part.h < LARGEST_PART * self._window.width * self._window.height)

    def _pixels(self, part: Box) -> tuple[int, int, int, int]:
        left, top = max(0, math.floor(part.x)), max(0, math.floor(part.y))
        right = min(self._window.width, math.ceil(part.right))
        bottom = min(self._window.height, math.ceil(part.bottom))
        return left, self._window.height - bottom, right - left, bottom - top
