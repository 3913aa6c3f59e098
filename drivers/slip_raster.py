"""Lines of a slip as rows of dots, for what a printer's own characters cannot say."""

from collections.abc import Callable
from typing import cast

import segno
from PIL import Image, ImageDraw

from drivers.slip import Align, Bar, Pair, Qr, Rule, Size, Text
from drivers.slip_fonts import Pen, SlipFonts
from drivers.slip_text import wrapped

LINE_HEIGHT, BASELINE = 1.4, 1.06
BAR_PADDING_DOTS = 10
RULE_DASH_DOTS, RULE_HEIGHT_DOTS, RULE_MARGIN_DOTS = 6, 3, 12
QUIET_MODULES = 4
BESIDE_GAP_DOTS = 18
INK, PAPER = 255, 0


class SlipCanvas:
    """Draws lines at one paper width; rows come packed, eight dots a byte, a set bit is black."""

    def __init__(self, width_dots: int, sizes_dots: dict[Size, int], fonts: SlipFonts) -> None:
        self.row_bytes = width_dots // 8
        self._width = width_dots
        self._sizes = sizes_dots
        self._fonts = fonts

    def text(self, line: Text) -> bytes:
        """A paragraph, wrapped."""
        dots = self._sizes[line.size]
        pen = Pen(dots, line.bold)
        rows = self._wrapped(line.text, pen, self._width)
        image = self._blank(round(dots * LINE_HEIGHT) * len(rows))
        for index, row in enumerate(rows):
            self._write(image, row, pen, round(dots * LINE_HEIGHT) * index, line.align)
        return self._rows(image)

    def pair(self, line: Pair) -> bytes:
        """Label and value in one row, or the value in rows of its own where both do not fit."""
        dots = self._sizes["s"]
        height = round(dots * LINE_HEIGHT)
        pen = Pen(dots, bold=True)
        free = self._width - self._fonts.width(line.label, Pen(dots)) - dots
        fits = self._fonts.width(line.value, pen) <= free
        values = [line.value] if fits else self._wrapped(line.value, pen, self._width)
        first = 0 if fits else 1
        image = self._blank(height * (len(values) + first))
        self._write(image, line.label, Pen(dots), 0)
        for index, value in enumerate(values):
            self._write(image, value, pen, height * (index + first), "right")
        return self._rows(image)

    def bar(self, line: Bar) -> bytes:
        """White on black across the paper."""
        dots = self._sizes["s"]
        pen = Pen(dots, bold=True, ink=PAPER)
        rows = self._wrapped(line.text, pen, self._width - 2 * BAR_PADDING_DOTS)
        image = self._blank(round(dots * LINE_HEIGHT) * len(rows) + 2 * BAR_PADDING_DOTS, INK)
        for index, row in enumerate(rows):
            top = BAR_PADDING_DOTS + round(dots * LINE_HEIGHT) * index
            self._write(image, row, pen, top, "center")
        return self._rows(image)

    def rule(self, _: Rule) -> bytes:
        """Dashes."""
        image = self._blank(RULE_HEIGHT_DOTS + 2 * RULE_MARGIN_DOTS)
        pen = ImageDraw.Draw(image)
        for left in range(0, self._width, 2 * RULE_DASH_DOTS):
            pen.rectangle(
                (left, RULE_MARGIN_DOTS, left + RULE_DASH_DOTS - 1, RULE_MARGIN_DOTS + RULE_HEIGHT_DOTS - 1), fill=INK
            )
        return self._rows(image)

    def qr(self, line: Qr) -> bytes:
        """The code, alone in the middle or with a paragraph beside it; raises ValueError when it is too wide."""
        code = _qr_image(line)
        if code.width > self._width:
            raise ValueError(f"a QR code of {code.width} dots does not fit on {self._width}")
        image = self._blank(code.height)
        image.paste(code, (0 if line.beside else (self._width - code.width) // 2, 0))
        if line.beside:
            self._beside(image, line.beside, code.width + BESIDE_GAP_DOTS)
        return self._rows(image)

    def _beside(self, image: Image.Image, paragraphs: tuple[str, ...], left: int) -> None:
        dots = self._sizes["s"]
        height = round(dots * LINE_HEIGHT)
        rows = self._wrapped("\n".join(paragraphs), Pen(dots), self._width - left)[: image.height // height]
        top = (image.height - height * len(rows)) // 2
        for index, row in enumerate(rows):
            self._write(image, row, Pen(dots), top + height * index, left=left)

    def _wrapped(self, text: str, pen: Pen, width: int) -> list[str]:
        return wrapped(text, width - 2, lambda part: self._fonts.width(part, pen))

    def _write(self, image: Image.Image, text: str, pen: Pen, top: int, align: Align = "left", left: int = 0) -> None:
        free = self._width - left - self._fonts.width(text, pen)
        x = left + {"left": 0.0, "center": free / 2, "right": free - 1}[align]
        at = (round(max(x, 0)), round(top + pen.dots * BASELINE))
        self._fonts.draw(ImageDraw.Draw(image), at, text, pen)

    def _blank(self, height: int, ink: int = PAPER) -> Image.Image:
        return Image.new("L", (self._width, height), ink)

    def _rows(self, image: Image.Image) -> bytes:
        black = cast(Callable[[int], float], lambda level: 255 if level >= 128 else 0)
        return image.point(black, "1").tobytes()


def _qr_image(line: Qr) -> Image.Image:
    matrix = segno.make_qr(line.data, error="m").matrix_iter(scale=line.dots_per_module, border=QUIET_MODULES)
    rows = [bytes(INK if dark else PAPER for dark in row) for row in matrix]
    return Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
