"""Drawings, icons and rounded plates as textures: SVG rasterised once, kept as PNG on disk for the next start.

Icons and plates are white and tinted when drawn, so one raster serves every theme. Drawings are recoloured per theme.
"""

import hashlib
import io
import os
from functools import cache
from pathlib import Path
from typing import Any, Literal

from screens.fonts import cache_directory, faces
from screens.tokens import LOOK_DIRECTORY, TOKENS

IconWeight = Literal["fill", "bold"]

# Phosphor (MIT): Fill for things, Bold for directions and state (look.md section 7).
BOLD_ICONS = {"arrow-fat-down", "arrow-left", "arrow-right", "arrow-up", "backspace", "bell", "camera-slash"}
BOLD_ICONS |= {"caret-right", "check", "circle", "circle-notch", "files", "sign-out", "x"}
RASTER_VERSION = 2  # changes when the same SVG is drawn differently
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" fill="none">{body}</svg>'


def icon(name: str, px: int, weight: IconWeight | None = None) -> Any:
    """A Phosphor icon as a white square texture of `px`."""
    return _texture(_icon_svg(name, weight or ("bold" if name in BOLD_ICONS else "fill")), px, px)


@cache
def _icon_svg(name: str, weight: IconWeight) -> str:
    from py_phosphor_icons import get_svg

    return get_svg(name, weight).replace("currentColor", "#fff")


def drawing(name: str, w: int, contrast: bool) -> Any:
    """A drawing of look/svg as a texture `w` px wide, coloured for the theme."""
    svg = _drawing_svg(name, contrast)
    return _texture(svg, w, round(w / drawing_ratio(name)))


@cache
def drawing_ratio(name: str) -> float:
    """Width by height of a drawing."""
    view_box = _drawing_svg(name, False).split('viewBox="')[1].split('"')[0].split()
    return float(view_box[2]) / float(view_box[3])


@cache
def _drawing_svg(name: str, contrast: bool) -> str:
    svg = (LOOK_DIRECTORY / "svg" / f"{name}.svg").read_text(encoding="utf-8")
    if contrast:
        for index, old in enumerate(TOKENS.drawing_recolour):
            svg = svg.replace(old, f"@{index}@")
        for index, new in enumerate(TOKENS.drawing_recolour.values()):
            svg = svg.replace(f"@{index}@", new)
    return svg


def plate_fill(radius: int, border: int) -> Any:
    """The inside of a rounded plate, to be stretched: corners of `radius` px, half the border left free."""
    side, inset = 2 * radius + 8, border / 2
    body = _rect(inset, inset, side - border, side - border, radius - inset, 'fill="#fff"')
    return _texture(SVG.format(w=side, h=side, body=body), side, side)


def plate_ring(radius: int, border: int) -> Any:
    """The border of a rounded plate, to be stretched."""
    side, inset = 2 * radius + 8, border / 2
    paint = f'stroke="#fff" stroke-width="{border}"'
    body = _rect(inset, inset, side - border, side - border, radius - inset, paint)
    return _texture(SVG.format(w=side, h=side, body=body), side, side)


def plate_dashes(w: int, h: int, radius: int, border: int) -> Any:
    """The dashed border of something not available, at its real size."""
    inset = border / 2
    paint = f'stroke="#fff" stroke-width="{border}" stroke-dasharray="{3 * border} {2 * border}"'
    body = _rect(inset, inset, w - border, h - border, radius - inset, paint)
    return _texture(SVG.format(w=w, h=h, body=body), w, h)


def ring(px: int, width: int, part: float) -> Any:
    """The part 0…1 of a ring that is left, clockwise from the top."""
    r = (px - width) / 2
    length = 2 * 3.141592653589793 * r
    body = (
        f'<circle cx="{px / 2}" cy="{px / 2}" r="{r}" stroke="#fff" stroke-width="{width}" '
        f'stroke-dasharray="{length * part:.2f} {length:.2f}" transform="rotate(-90 {px / 2} {px / 2})"/>'
    )
    return _texture(SVG.format(w=px, h=px, body=body), px, px)


def _rect(x: float, y: float, w: float, h: float, radius: float, paint: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{max(radius, 0)}" {paint}/>'


@cache
def _texture(svg: str, w: int, h: int) -> Any:
    from kivy.core.image import Image

    return Image(io.BytesIO(_png(svg, w, h)), ext="png", mipmap=False).texture


def _png(svg: str, w: int, h: int) -> bytes:
    name = hashlib.sha256(f"{RASTER_VERSION} {w}x{h} {svg}".encode()).hexdigest()[:24]
    path = _directory() / f"{name}.png"
    if path.is_file():
        return path.read_bytes()
    import resvg_py

    fonts = [str(faces("bold").main)] if "<text" in svg else None
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=w, height=h, skip_system_fonts=True, font_files=fonts))
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(png)
    os.replace(part, path)
    return png


@cache
def _directory() -> Path:
    directory = cache_directory() / "rasters"
    directory.mkdir(parents=True, exist_ok=True)
    return directory
