"""`python -m tests.gallery DIRECTORY [NAME…]`: every screen in Chinese, English, contrast and large text as PNG."""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ["SDL_VIDEODRIVER"] = "offscreen"

from kiosk.ui import Question
from screens.kivy_ui import KivyUi
from screens.loop import run_together
from screens.picture import save_picture
from screens.style import Style
from screens.window import OpenWindow, open_window
from tests.gallery.samples import HALL, SAMPLES

STYLES = {
    "zh": Style(),
    "en": Style(language="en"),
    "contrast": Style(contrast=True),
    "large": Style(large=True),
    "large-en": Style(large=True, language="en"),
}


class NoControls:
    def leave(self) -> None: ...

    def help(self) -> None: ...


async def paint_all(window: OpenWindow, directory: Path, wanted: list[str]) -> None:
    ui = KivyUi(window, HALL, now=lambda: datetime(2026, 6, 1, 10, 24))
    ui.begin(NoControls())
    for name, sample in SAMPLES.items():
        if wanted and not any(part in name for part in wanted):
            continue
        asking = None
        if isinstance(sample.shown, Question):
            asking = asyncio.create_task(ui.ask(sample.shown, sample.place))
            await asyncio.sleep(0)
        else:
            ui.show(sample.shown, sample.place)
        ui.call_changed(sample.call)
        save_styles(window, ui, directory, name)
        if asking:
            asking.cancel()
    over = asyncio.create_task(ui.still_here(60))
    await asyncio.sleep(0)
    save_styles(window, ui, directory, "17-still-here")
    over.cancel()


def save_styles(window: OpenWindow, ui: KivyUi, directory: Path, name: str) -> None:
    for style_name, style in STYLES.items():
        ui.restyle(style)
        save_picture(window.window, directory / style_name / f"{name}.png")
        for text in ui.page.texts if ui.page else []:
            if not text.fits:
                print(f"CLIPPED {style_name} {name}: {text.text!r} {text.w:.0f}×{text.h:.0f} in {text.box}")
            elif text.role != text.asked and style_name in ("zh", "en"):
                print(f"smaller {style_name} {name}: {text.text!r} {text.asked}→{text.role}")


async def main(directory: Path, wanted: list[str]) -> None:
    window = open_window()
    await run_together(window.loop, paint_all(window, directory, wanted))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
