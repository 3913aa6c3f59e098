"""The kiosk's end of `./do bench id-read`: its real window drawing without a pause, its reader on the wire.

`python -m lideng.bench.host_side ADDRESS READS` prints one JSON line: the monotonic seconds at which each IdCard was
in the hands of the visit's loop, and how many frames were drawn meanwhile, in how many seconds.
"""

import asyncio
import json
import sys
import time

from contract.text import Text
from drivers.id_card import IdCard
from drivers.id_card_reader import IdCardReader
from kiosk.model import Place
from kiosk.ui import LayCard
from kiosk.wire import Wire, WiredReader
from screens.kivy_ui import KivyUi
from screens.loop import run_together
from screens.screen import Hall
from screens.window import open_window

PURPOSE = Text(zh="我要开救助证明", en="Relief certificate")
HALL = Hall(Text(zh="青禾县", en="Qinghe"), Text(zh="柳溪镇", en="Liuxi"), "0317")
CARD_SECONDS, FRAMES_PER_SECOND = 10.0, 60


async def run(address: str, reads: int) -> None:
    """Read that many cards while one part of the screen is painted anew in every frame of a display."""
    window = open_window()
    ui = KivyUi(window, HALL)
    frames = [0]
    window.window.bind(on_flip=lambda _: _count(frames))
    ui.wipe()
    await run_together(window.loop, _visit(ui, address, reads, frames))


async def _visit(ui: KivyUi, address: str, reads: int, frames: list[int]) -> None:
    from kivy.clock import Clock

    showing = asyncio.create_task(ui.ask(LayCard(PURPOSE), Place(stage="identify")))
    Clock.schedule_interval(lambda _: _animate(ui), 1 / FRAMES_PER_SECOND)
    wire = Wire()
    reader = WiredReader(wire, IdCardReader(address))
    await wire.call(reader.device.start)
    began, holders = time.monotonic(), []
    for _ in range(reads):
        card = await reader.next_card(within=CARD_SECONDS)
        if not isinstance(card, IdCard):
            raise RuntimeError(f"no card was read: {card}")
        holders.append(time.monotonic())
    print(json.dumps({"holders": holders, "frames": frames[0], "seconds": time.monotonic() - began}), flush=True)
    showing.cancel()
    await wire.call(reader.device.stop)
    wire.stop()


def _animate(ui: KivyUi) -> None:
    if ui.page is not None:
        ui.page.parts[-1].repaint()


def _count(frames: list[int]) -> None:
    frames[0] += 1


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], int(sys.argv[2])))
