"""The faces of the screens: Simplified Chinese, taken out of the collections the system brings and cached on disk.

A `.ttc` opened as it is shows face 0, Japanese shapes. Every size of the whole face costs 2.8 MB of memory, of its
GB 2312 subset 0.2 MB: the subset draws nearly everything, the whole face only the rare character (ADR 005).
`python -m screens.fonts` makes the subsets beforehand (about 12 s); without them the whole faces are used.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Weight = Literal["regular", "bold", "serif"]

SIMPLIFIED_CHINESE_FACE = 2
COLLECTIONS: dict[Weight, str] = {
    "regular": "NotoSansCJK-Regular.ttc",
    "bold": "NotoSansCJK-Bold.ttc",
    "serif": "NotoSerifCJK-Bold.ttc",
}
SYSTEM_DIRECTORIES = (Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/noto-cjk"))
RARE_FONTS = (
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),
)
BEYOND_GB2312 = "·—…‘’“”‰℃±×÷≤≥→←↑↓①②③④⑤°′″□○●〇"


class FontMissing(Exception):
    """No Noto CJK collection is installed; says which file and which package."""


@dataclass(frozen=True)
class Faces:
    """Paths of one weight: `main` draws GB 2312 and ASCII, `whole` every character of the face."""

    main: Path
    whole: Path


def cache_directory() -> Path:
    """`$LIDENG_CACHE` or the XDG cache of the user; made when missing."""
    given = os.environ.get("LIDENG_CACHE")
    base = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lideng"
    base.mkdir(parents=True, exist_ok=True)
    return base


@cache
def gb2312_characters() -> frozenset[str]:
    """The 7,445 characters of GB 2312 and printable ASCII, and the signs the texts use besides."""
    return frozenset((*_gb2312(), *map(chr, range(32, 127)), *BEYOND_GB2312))


def _gb2312() -> Iterator[str]:
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def find_collection(weight: Weight) -> Path:
    name = COLLECTIONS[weight]
    for directory in SYSTEM_DIRECTORIES:
        if (directory / name).is_file():
            return directory / name
    raise FontMissing(f"{name} is not installed (Debian: apt-get install fonts-noto-cjk)")


def faces(weight: Weight, directory: Path | None = None) -> Faces:
    """The faces of a weight, extracted at the first call (≤ 0.5 s); `main` is the whole face until subset() ran."""
    directory = directory or cache_directory()
    whole = directory / f"sc-{weight}.otf"
    if not whole.is_file():
        _extract(find_collection(weight), whole)
    small = _subset_path(weight, directory)
    return Faces(small if small.is_file() else whole, whole)


def _subset_path(weight: Weight, directory: Path) -> Path:
    return directory / f"sc-{weight}-gb2312.otf"


def _extract(collection: Path, path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(collection, fontNumber=SIMPLIFIED_CHINESE_FACE, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    part = path.with_suffix(f".{os.getpid()}.part")
    font.save(part, reorderTables=None)
    os.replace(part, path)


def subset(weight: Weight, directory: Path | None = None) -> Path:
    """Make the GB 2312 subset of a weight (about 4 s) unless it is there."""
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont

    directory = directory or cache_directory()
    path = _subset_path(weight, directory)
    if path.is_file():
        return path
    options = cutter.Options(layout_features=[], glyph_names=False, notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "BASE", "vhea", "vmtx", "VORG"]
    font = TTFont(faces(weight, directory).whole, lazy=True)
    knife = cutter.Subsetter(options)
    knife.populate(text="".join(gb2312_characters()))
    knife.subset(font)
    part = path.with_suffix(f".{os.getpid()}.part")
    font.save(part)
    os.replace(part, path)
    return path


@cache
def covered_by(path: Path) -> frozenset[int]:
    """Code points a font file has glyphs for; read once, only when a rare character turns up."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(path, lazy=True).getBestCmap())


def font_for(character: str, weight: Weight, directory: Path | None = None) -> Path:
    """The font file that draws a character: the subset, the whole face, HanaMin; else the whole face draws its box."""
    pair = faces(weight, directory)
    if character in gb2312_characters() or ord(character) in covered_by(pair.whole):
        return pair.main if character in gb2312_characters() else pair.whole
    for path in RARE_FONTS:
        if path.is_file() and ord(character) in covered_by(path):
            return path
    return pair.whole


def make_all(directory: Path | None = None) -> list[Path]:
    return [subset(weight, directory) for weight in COLLECTIONS]


if __name__ == "__main__":
    for made in make_all():
        sys.stdout.write(f"{made}\n")
