"""A picture of what the window shows, as PNG."""

from pathlib import Path
from typing import Any

from PIL import Image


def save_picture(window: Any, path: Path) -> Path:
    """Draw the window's page once more and save it; works with and without an X server."""
    from kivy.graphics import opengl as gl

    window.clear()
    window.render_context.draw()
    gl.glFinish()
    w, h = window.size
    pixels = gl.glReadPixels(0, 0, w, h, gl.GL_RGB, gl.GL_UNSIGNED_BYTE)
    picture = Image.frombytes("RGB", (w, h), bytes(pixels)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)
    return path
