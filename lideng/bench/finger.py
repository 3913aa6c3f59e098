"""A finger and an eye on an X display: pointer events through XTest, single pixels through XGetImage."""

import contextlib
import ctypes
import time
from collections.abc import Iterator

Point = tuple[int, int]
ALL_PLANES, Z_PIXMAP, LEFT_BUTTON = ctypes.c_ulong(-1).value, 2, 1
EYE_SECONDS = 0.0003


class Finger:
    """Touches places of one display (px from the top left) and sees the colour of pixels as 0xRRGGBB."""

    def __init__(self, display: str) -> None:
        self._x11, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = self._x11.XGetImage.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = self._x11.XGetPixel.restype = ctypes.c_ulong
        opened = self._x11.XOpenDisplay(display.encode())
        if not opened:
            raise RuntimeError(f"the display {display} does not answer")
        self._display = ctypes.c_void_p(opened)
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    def move(self, at: Point) -> None:
        self._test.XTestFakeMotionEvent(self._display, -1, *at, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def down(self, at: Point) -> None:
        self.move(at)
        self._button(True)

    def up(self) -> None:
        self._button(False)

    def pixel(self, at: Point) -> int:
        """The colour there now; -1 when the display gives none."""
        image = self._x11.XGetImage(
            self._display, self._root, *at, 1, 1, ctypes.c_ulong(ALL_PLANES), ctypes.c_int(Z_PIXMAP)
        )
        if not image:
            return -1
        handle = ctypes.c_void_p(image)
        colour = int(self._x11.XGetPixel(handle, 0, 0)) & 0xFFFFFF
        self._x11.XDestroyImage(handle)
        return colour

    def sees_other(self, at: Point, than: int, *, within: float) -> bool:
        """Watch a pixel until it is not of that colour any more; False when it stays."""
        return self._watch(at, than, False, within)

    def sees(self, at: Point, colour: int, *, within: float) -> bool:
        """Watch a pixel until it has that colour; False when it does not get it."""
        return self._watch(at, colour, True, within)

    def _watch(self, at: Point, colour: int, wanted: bool, within: float) -> bool:
        deadline = time.monotonic() + within
        while (self.pixel(at) == colour) is not wanted:
            if time.monotonic() > deadline:
                return False
            time.sleep(EYE_SECONDS)
        return True

    def _button(self, pressed: bool) -> None:
        self._test.XTestFakeButtonEvent(self._display, LEFT_BUTTON, int(pressed), ctypes.c_ulong(0))
        self._x11.XFlush(self._display)


@contextlib.contextmanager
def finger_on(display: str) -> Iterator[Finger]:
    """A finger on that display while the block lasts."""
    finger = Finger(display)
    try:
        yield finger
    finally:
        finger.close()
