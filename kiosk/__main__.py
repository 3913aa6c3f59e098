"""`./do kiosk --machine FILE`: the window first, so that it can be touched at once; then devices, journal, county."""

import argparse
import asyncio
import signal
import sys
from contextlib import AsyncExitStack
from datetime import datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from kiosk.settings import Machine, Site, load_machine, load_site
from screens.describing import describing
from screens.kivy_ui import KivyUi
from screens.loop import run_together
from screens.screen import Hall
from screens.window import NoDisplay, open_window

if TYPE_CHECKING:
    from kiosk.machine import Terminal


BEIJING = timezone(timedelta(hours=8))


def main(argv: list[str] | None = None) -> int:
    """Run the kiosk until it is stopped; 2 when it cannot start, with the reason."""
    parser = argparse.ArgumentParser(prog="./do kiosk", description=__doc__)
    parser.add_argument("--machine", type=Path, required=True, help="the machine's own file")
    parser.add_argument("--describe", type=Path, help="a UNIX socket that tells a program what is on the screen")
    arguments = parser.parse_args(argv)
    try:
        machine = load_machine(arguments.machine)
        site = load_site(machine)
    except (OSError, ValueError) as error:
        print(f"the machine's file cannot be used: {error}", file=sys.stderr)
        return 2
    try:
        asyncio.run(_run(machine, site, arguments.describe))
    except NoDisplay as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def _run(machine: Machine, site: Site, describe: Path | None) -> None:
    window = open_window()
    for number in (signal.SIGTERM, signal.SIGINT):  # SDL took them for itself when the window was opened
        asyncio.get_running_loop().add_signal_handler(number, window.loop.stop)
    ui = KivyUi(window, hall_of(machine, site), now=lambda: datetime.now(BEIJING))
    ui.wipe()
    async with AsyncExitStack() as stack:
        if describe is not None:
            await stack.enter_async_context(describing(ui, describe))
        await run_together(window.loop, _serve(machine, ui))


async def _serve(machine: Machine, ui: KivyUi) -> None:
    """The heavy part is imported beside the window's first frames."""
    parts: ModuleType = await asyncio.to_thread(_imported)
    try:
        terminal: Terminal = parts.Terminal(machine, ui)
        await terminal.enrol()
    except parts.BROKEN as why:
        await parts.out_of_order(ui, why)
        return
    await terminal.start()
    try:
        await terminal.serve()
    finally:
        await terminal.stop()


def _imported() -> ModuleType:
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    return import_module("kiosk.machine")


def hall_of(machine: Machine, site: Site) -> Hall:
    """Return what the screens say of the place."""
    return Hall(
        county=site.county,
        site=site.name,
        terminal=machine.terminal,
        hotline=site.hotline,
        reader_side=site.reader_side,
        paper_side=site.paper_side,
    )


if __name__ == "__main__":
    sys.exit(main())
