"""`./do gallery`: draws every screen into docs/gallery/, small; beside it the paper of the last `./do run`."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from lideng.display import virtual_display

GALLERY = Path("docs/gallery")
PAPER = Path("out/run/paper")
SCREEN_WIDTH_PX, PAPER_WIDTH_PX, COLOURS = 432, 480, 96
STYLES = ("zh", "en", "large", "contrast")


def main(argv: list[str]) -> int:
    """Draw all screens; 1 when a text is cut off on one of them."""
    with tempfile.TemporaryDirectory() as folder, virtual_display(Path(folder, "xvfb.log")) as display:
        words = [sys.executable, "-m", "tests.gallery", folder]
        drawn = subprocess.run(words, env={**os.environ, "DISPLAY": display}, capture_output=True, text=True)
        sys.stderr.write(drawn.stderr)
        clipped = [line for line in drawn.stdout.splitlines() if line.startswith("CLIPPED")]
        print("\n".join(clipped))
        for style in STYLES:
            _shrink_all(Path(folder, style), GALLERY / style, SCREEN_WIDTH_PX)
    _shrink_all(PAPER, GALLERY / "paper", PAPER_WIDTH_PX)
    return 1 if clipped or drawn.returncode else 0


def _shrink_all(source: Path, target: Path, width_px: int) -> None:
    """Write every picture of a folder small; an empty source leaves the target as it is."""
    pictures = sorted(source.glob("*.png"))
    if not pictures:
        return
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in pictures:
        with Image.open(path) as picture:
            height_px = round(picture.height * width_px / picture.width)
            small = picture.convert("RGB").resize((width_px, height_px), Image.Resampling.LANCZOS)
            small.quantize(COLOURS).save(target / path.name, optimize=True)
