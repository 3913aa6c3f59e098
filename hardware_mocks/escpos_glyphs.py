"""The printer's built-in font: 24 × 24 dots for a Chinese character, 12 × 24 for a narrow one."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SIMPLIFIED_CHINESE_FACE = 2
CELL_DOTS = 24
WHITE, BLACK = 255, 0
_THRESHOLD = 150


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, index=SIMPLIFIED_CHINESE_FACE)


@lru_cache(maxsize=4096)
def glyph(character: str, *, wide: bool, bold: bool = False, across: int = 1, down: int = 1) -> Image.Image:
    """One cell in black and white; `across` and `down` repeat every dot, as thermal heads do."""
    width = CELL_DOTS if wide else CELL_DOTS // 2
    cell = Image.new("L", (width, CELL_DOTS), WHITE)
    font = _font(CELL_DOTS if wide else 21)
    draw = ImageDraw.Draw(cell)
    middle = (width / 2, 21 if wide else 19)  # baselines that keep tops and descenders inside the cell
    for shift in (0, 1) if bold else (0,):
        draw.text((middle[0] + shift, middle[1]), character, BLACK, font, anchor="ms")
    cell = cell.point(lambda dot: BLACK if dot < _THRESHOLD else WHITE)
    return cell.resize((width * across, CELL_DOTS * down), Image.Resampling.NEAREST)
