"""Composes lines of dots from characters, images and codes in the style the host has chosen."""

from dataclasses import dataclass, field

import segno
from PIL import Image, ImageChops

from hardware_mocks.escpos_glyphs import BLACK, CELL_DOTS, WHITE, glyph

DEFAULT_SPACING_DOTS = 30
LEFT, CENTRE, RIGHT = 0, 1, 2


@dataclass(frozen=True)
class Strip:
    """Rows of dots as wide as the paper, and what a person reads there."""

    rows: Image.Image
    text: str = ""
    code: str = ""


@dataclass
class Style:
    align: int = LEFT
    bold: bool = False
    across: int = 1
    down: int = 1
    chinese_across: int = 1
    chinese_down: int = 1
    reverse: bool = False
    underline: bool = False
    spacing_dots: int = DEFAULT_SPACING_DOTS
    left_margin_dots: int = 0
    area_dots: int = 0


@dataclass
class Code2D:
    """The QR code being described by GS ( k before it is printed."""

    module_dots: int = 3
    level: str = "L"
    data: bytes = b""


@dataclass
class Page:
    """Takes what comes and gives finished strips; a line ends at its right margin or with LF."""

    width_dots: int
    style: Style = field(default_factory=Style)
    code: Code2D = field(default_factory=Code2D)
    _cells: list[Image.Image] = field(default_factory=list)
    _text: str = ""
    _used_dots: int = 0

    def reset(self) -> None:
        self.style, self.code = Style(), Code2D()
        self.forget_line()

    @property
    def at_line_start(self) -> bool:
        return not self._cells

    def put(self, character: str, *, wide: bool) -> list[Strip]:
        """Add one character; a full line comes back as a strip."""
        style = self.style
        across, down = (style.chinese_across, style.chinese_down) if wide else (style.across, style.down)
        cell = glyph(character, wide=wide, bold=style.bold, across=across, down=down)
        if style.reverse:
            cell = ImageChops.invert(cell)
        elif style.underline:
            cell = cell.copy()
            cell.paste(BLACK, (0, cell.height - 2, cell.width, cell.height))
        return self._add(cell, character)

    def _add(self, cell: Image.Image, text: str) -> list[Strip]:
        full = [self.end_line()] if self._cells and self._used_dots + cell.width > self._area else []
        self._cells.append(cell)
        self._text += text
        self._used_dots += cell.width
        return full

    def skip(self, dots: int) -> None:
        """Blank dots within the line (ESC $, ESC \\, HT)."""
        if dots > 0:
            self._add(Image.new("L", (dots, 1), WHITE), " ")

    def skip_to(self, dots: int) -> None:
        self.skip(dots - self._used_dots)

    def tab(self) -> None:
        self.skip_to((self._used_dots // (8 * 12) + 1) * 8 * 12)

    def end_line(self, feed_dots: int | None = None) -> Strip:
        """Print what the line holds and feed at least one line spacing (or `feed_dots`)."""
        least = self.style.spacing_dots if feed_dots is None else feed_dots
        tallest = max((cell.height for cell in self._cells), default=0)
        rows = self._blank(max(least, tallest, 1))
        place = self._offset(self._used_dots)
        for cell in self._cells:
            rows.paste(cell, (place, tallest - cell.height))
            place += cell.width
        strip = Strip(rows, self._text)
        self.forget_line()
        return strip

    def image(self, picture: Image.Image, text: str, code: str = "") -> Strip:
        """A picture on lines of its own; what sticks out on the right is lost."""
        rows = self._blank(picture.height)
        rows.paste(picture, (self._offset(picture.width), 0))
        return Strip(rows, text, code)

    def qr(self) -> Strip | None:
        """The described code, or None when there is nothing to encode or it does not fit on the paper."""
        if not self.code.data:
            return None
        matrix = segno.make_qr(self.code.data, error=self.code.level, boost_error=False).matrix
        small = Image.new("L", (len(matrix), len(matrix)), WHITE)
        small.putdata([BLACK if module else WHITE for row in matrix for module in row])
        side = len(matrix) * self.code.module_dots
        if side > self._area:
            return None
        said = self.code.data.decode("utf-8", "replace")
        return self.image(small.resize((side, side), Image.Resampling.NEAREST), f"[QR {said}]", said)

    @property
    def _area(self) -> int:
        rest = self.width_dots - self.style.left_margin_dots
        return min(self.style.area_dots or rest, rest)

    def _offset(self, used_dots: int) -> int:
        free = max(0, self._area - used_dots)
        return self.style.left_margin_dots + {CENTRE: free // 2, RIGHT: free}.get(self.style.align, 0)

    def _blank(self, height: int) -> Image.Image:
        return Image.new("L", (self.width_dots, height), WHITE)

    def forget_line(self) -> None:
        self._cells, self._text, self._used_dots = [], "", 0


def raster(mode: int, width_bytes: int, height: int, data: bytes) -> Image.Image:
    """The picture of GS v 0: one bit a dot, 1 is black; mode bit 0 doubles the width, bit 1 the height."""
    picture = Image.frombytes("1", (width_bytes * 8, height), data, "raw", "1;I").convert("L")
    across, down = 1 + (mode & 1), 1 + (mode >> 1 & 1)
    return picture.resize((picture.width * across, picture.height * down), Image.Resampling.NEAREST)


def column_image(mode: int, data: bytes) -> Image.Image:
    """The picture of ESC *: columns of 8 or 24 dots, top bit first."""
    depth = 3 if mode >= 32 else 1
    columns = len(data) // depth
    picture = Image.new("L", (columns, depth * 8), WHITE)
    for x in range(columns):
        bits = int.from_bytes(data[x * depth : (x + 1) * depth], "big")
        for y in range(depth * 8):
            if bits >> (depth * 8 - 1 - y) & 1:
                picture.putpixel((x, y), BLACK)
    across = 1 if mode in (1, 33) else 2
    return picture.resize((columns * across, CELL_DOTS), Image.Resampling.NEAREST)
