"""What is on the screen, told to a program beside it: for assistive technology and for the virtual citizen.

A UNIX socket answers each connection with one line of JSON and closes it; nothing is written to a disk. What it tells
is private: only the kiosk's own user can connect.
"""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from screens.kivy_ui import KivyUi


def described(ui: KivyUi) -> dict[str, Any]:
    """Return the screen's name, language, words, texts and parts with their boxes in px from the top left."""
    screen, page = ui.screen, ui.page
    if screen is None or page is None:
        return {"screen": None}
    parts = [
        {"name": part.name, "enabled": part.enabled, "x": part.box.x, "y": part.box.y, "w": part.box.w, "h": part.box.h}
        for part in page.parts
    ]
    return {
        "screen": type(screen).__name__.removesuffix("Screen"),
        "language": ui.language,
        "says": screen.spoken().in_(ui.language),
        "texts": [text.text for text in page.texts],
        "parts": parts,
    }


@asynccontextmanager
async def describing(ui: KivyUi, address: Path) -> AsyncIterator[None]:
    """Answer on a UNIX socket of that path (mode 0600, made anew) while the block lasts."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(json.dumps(described(ui), ensure_ascii=False).encode() + b"\n")
        await writer.drain()
        writer.close()

    try:
        async with await asyncio.start_unix_server(answer, sock=_private_socket(address)):
            yield
    finally:
        _remove(address)


def _private_socket(address: Path) -> socket.socket:
    """Bind while the umask allows nobody else: there is no moment at which others could connect."""
    _remove(address)
    made = socket.socket(socket.AF_UNIX)
    umask = os.umask(0o177)
    try:
        made.bind(str(address))
    finally:
        os.umask(umask)
    return made


def _remove(address: Path) -> None:
    address.unlink(missing_ok=True)
