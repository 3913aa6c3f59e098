"""What is on the screen is told to the kiosk's own user and to nobody else."""

import asyncio
import json
import os
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from screens.describing import describing
from screens.kivy_ui import KivyUi

NOTHING_SHOWN = cast(KivyUi, SimpleNamespace(screen=None, page=None))


def test_only_the_owner_can_ask(tmp_path: Path) -> None:
    address = tmp_path / "screen"
    before = os.umask(0o022)

    async def ask() -> bytes:
        async with describing(NOTHING_SHOWN, address):
            assert stat.S_IMODE(address.stat().st_mode) == 0o600
            reader, writer = await asyncio.open_unix_connection(str(address))
            told = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return told

    try:
        assert json.loads(asyncio.run(ask())) == {"screen": None}
        assert json.loads(asyncio.run(ask())) == {"screen": None}  # a second start finds nothing in its way
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    assert not address.exists()


def test_a_socket_that_a_killed_kiosk_left_is_replaced(tmp_path: Path) -> None:
    address = tmp_path / "screen"
    address.write_text("")
    address.chmod(0o666)

    async def start() -> int:
        async with describing(NOTHING_SHOWN, address):
            return stat.S_IMODE(address.stat().st_mode)

    assert asyncio.run(start()) == 0o600
