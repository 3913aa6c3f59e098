"""Text as textures: runs of one font, white, tinted when drawn, with a limited memory that a wipe empties.

Lines are drawn one by one at their own leading: Kivy's multi-line labels cut glyphs at a leading below the font's own.
"""

from collections import OrderedDict
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from screens import fonts, rasters
from screens.fonts import Weight

TICK = "√"
TICK_PX_PER_PX = 0.9
REMEMBERED_PIXELS = 4_000_000


@dataclass(frozen=True)
class Run:
    """Neighbouring characters of one font file; the tick is a run of its own."""

    text: str
    font: Path | None  # None: the tick

    @property
    def is_tick(self) -> bool:
        return self.font is None


class Glyphs:
    """Measures and renders runs; forgets everything at forget(), because names pass through here."""

    def __init__(self, fonts_directory: Path | None = None) -> None:
        self._directory = fonts_directory
        self._main: dict[Weight, Path] = {}
        self._labels: dict[tuple[Path, int], Any] = {}
        self._widths: dict[tuple[str, Weight, int], float] = {}
        self._textures: OrderedDict[tuple[Run, int], Any] = OrderedDict()
        self._pixels = 0

    def runs(self, text: str, weight: Weight) -> list[Run]:
        if weight not in self._main:
            self._main[weight] = fonts.faces(weight, self._directory).main
        main = self._main[weight]
        known = fonts.gb2312_characters()

        def font(character: str) -> Path | None:
            if character == TICK:
                return None
            return main if character in known else fonts.font_for(character, weight, self._directory)

        return [Run("".join(group), path) for path, group in groupby(text, font)]

    def width(self, text: str, weight: Weight, px: int) -> float:
        """Width in px of a text on one line."""
        key = (text, weight, px)
        if key not in self._widths:
            self._widths[key] = sum(self.run_width(run, px) for run in self.runs(text, weight))
        return self._widths[key]

    def run_width(self, run: Run, px: int) -> float:
        if run.font is None:
            return len(run.text) * round(px * (TICK_PX_PER_PX + 0.16))
        return float(self._label(run.font, px).get_extents(run.text)[0])

    def ascent(self, run: Run, px: int) -> float:
        """Pixels from the top of the run's texture down to its baseline."""
        return float(self._label(run.font, px).get_ascent()) if run.font else px * 0.86

    def texture(self, run: Run, px: int) -> Any:
        key = (run, px)
        if key in self._textures:
            self._textures.move_to_end(key)
            return self._textures[key]
        texture = self._render(run, px)
        self._textures[key] = texture
        self._pixels += texture.width * texture.height
        while self._pixels > REMEMBERED_PIXELS and len(self._textures) > 1:
            _, old = self._textures.popitem(last=False)
            self._pixels -= old.width * old.height
        return texture

    def forget(self) -> None:
        self._textures.clear()
        self._widths.clear()
        self._pixels = 0
        for label in self._labels.values():
            label.text = ""

    def _render(self, run: Run, px: int) -> Any:
        if run.font is None:
            return rasters.icon("check-fat", round(px * TICK_PX_PER_PX))
        label = self._label(run.font, px)
        label.texture = None  # else a run of the same size is written into the texture of the one before
        label.text = run.text
        label.refresh()
        texture = label.texture
        texture.bind()  # Kivy fills a label's texture when it is first drawn: by then the label says something else
        label.text = ""
        return texture

    def _label(self, font: Path, px: int) -> Any:
        from kivy.core.text import Label

        key = (font, px)
        if key not in self._labels:
            self._labels[key] = Label(text="", font_name=str(font), font_size=px, font_hinting="light")
        return self._labels[key]
