"""The demonstration's gateway: what it delivers is kept in a file of its own, in place of a telephone."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from county.sms.gateway import NotSent, Sms

_TABLE = "CREATE TABLE IF NOT EXISTS delivered (id TEXT PRIMARY KEY, phone TEXT, text TEXT, delivered_at TEXT) STRICT"
_DELIVER = "INSERT INTO delivered VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"


class DemonstrationGateway:
    """An SmsGateway on a SQLite file, readable by its owner only; `stamp` is the time as ISO 8601."""

    def __init__(self, path: Path, stamp: Callable[[], str]) -> None:
        self._path = path
        self._stamp = stamp
        path.touch(mode=0o600)

    async def send(self, sms: Sms, *, within: float) -> None:
        """Deliver the message; one that was delivered before is not delivered again. Raises NotSent."""
        try:
            await asyncio.wait_for(asyncio.to_thread(self._deliver, sms, within), within)
        except (TimeoutError, sqlite3.Error) as error:
            raise NotSent from error

    def delivered(self) -> list[Sms]:
        """Return what was delivered, the earliest first."""
        with closing(sqlite3.connect(self._path)) as file:
            file.execute(_TABLE)
            return [Sms(*row) for row in file.execute("SELECT id, phone, text FROM delivered ORDER BY rowid")]

    def _deliver(self, sms: Sms, wait_seconds: float) -> None:
        with closing(sqlite3.connect(self._path, timeout=wait_seconds)) as file, file:
            file.execute(_TABLE)
            file.execute(_DELIVER, (sms.id, sms.to, sms.text, self._stamp()))
