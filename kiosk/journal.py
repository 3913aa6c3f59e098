"""The journal of effects outside the process: intent before, done after, so that a power cut loses and doubles nothing.

An encrypted SQLite file (SQLCipher, WAL, synchronous=FULL). A visit's rows are erased when nothing of it is open.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import structlog
from sqlcipher3 import dbapi2 as sqlcipher

R = TypeVar("R")
log = structlog.get_logger("journal")
Json = Any
State = Literal["intent", "done", "void"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS step(
    visit TEXT NOT NULL, step TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
    intent TEXT, result TEXT, at TEXT NOT NULL, PRIMARY KEY(visit, step)
) STRICT, WITHOUT ROWID;
"""


class DidNotHappen(Exception):
    """Raised by an effect that is certain to have changed nothing outside; `cause` is what the visit sees."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class NotWritten(Exception):
    """The journal could not be written (a full disk); what was written before stands."""


class JournalBroken(Exception):
    """The file cannot be read with this key or is damaged; it was left as it is."""


@dataclass(frozen=True)
class Step:
    """One effect: `intent` is what is needed to finish it (erased when done), `result` what came of it."""

    visit: str
    step: str
    key: str
    state: State
    intent: Json
    result: Json


class Journal:
    """All open effects of this machine; `key` is 32 bytes, `now` gives ISO time, `on_write` runs after each commit."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        now: Callable[[], str],
        new_key: Callable[[], str],
        on_write: Callable[[str], None] = lambda what: None,
    ) -> None:
        self._now, self._new_key, self._on_write = now, new_key, on_write
        self._file = _open(path, key)

    async def once(
        self,
        visit: str,
        step: str,
        effect: Callable[[str], Awaitable[R]],
        *,
        intent: Json,
        result: Callable[[R], Json],
    ) -> R:
        """Run an effect under a key made before its first byte leaves; a cancelled visit waits for its end.

        A step already done is never run again: that is a programming error and raises ValueError. An effect that raises
        stays open for settle(); one that raises DidNotHappen is void and its cause is raised.
        """
        key = self._new_key()
        self._write_intent(visit, step, key, intent)
        return await _to_its_end(self._carry_out(visit, step, key, effect, result))

    async def _carry_out(
        self, visit: str, step: str, key: str, effect: Callable[[str], Awaitable[R]], result: Callable[[R], Json]
    ) -> R:
        try:
            value = await effect(key)
        except DidNotHappen as nothing:
            self.close(visit, step, "void", None)
            raise nothing.cause from nothing
        try:
            self.close(visit, step, "done", result(value))
        except NotWritten:  # it happened all the same; the open intent is settled later under the same key
            log.error("journal_not_written", step=step.split(" ", 1)[0])
        return value

    def close(self, visit: str, step: str, state: State, result: Json) -> None:
        """Record how a step ended and erase what it carried."""
        self._execute(
            "UPDATE step SET state = ?, intent = NULL, result = ?, at = ? WHERE visit = ? AND step = ?",
            (state, json.dumps(result, ensure_ascii=False), self._now(), visit, step),
        )
        self._on_write(f"{state} {step}")

    def steps(self, visit: str) -> dict[str, Step]:
        """Return the steps of a visit by name."""
        rows = self._file.execute(
            "SELECT visit, step, key, state, intent, result FROM step WHERE visit = ? ORDER BY at", (visit,)
        ).fetchall()
        return {row[1]: _step(row) for row in rows}

    def visits(self) -> list[str]:
        """Return the visits of which something is recorded, oldest first."""
        rows = self._file.execute("SELECT visit FROM step GROUP BY visit ORDER BY min(at)").fetchall()
        return [row[0] for row in rows]

    def forget(self, visit: str) -> None:
        """Erase everything of a visit that has nothing open."""
        self._execute("DELETE FROM step WHERE visit = ?", (visit,))
        self._forget_pages()
        self._on_write("forget")

    def shut(self) -> None:
        """Close the file."""
        self._file.close()

    def _write_intent(self, visit: str, step: str, key: str, intent: Json) -> None:
        if (earlier := self.steps(visit).get(step)) is not None and earlier.state != "void":
            raise ValueError(f"step {step} was begun already")
        self._execute(
            "INSERT OR REPLACE INTO step(visit, step, key, state, intent, at) VALUES (?, ?, ?, 'intent', ?, ?)",
            (visit, step, key, json.dumps(intent, ensure_ascii=False), self._now()),
        )
        self._on_write(f"intent {step}")

    def _forget_pages(self) -> None:
        """The write-ahead log still holds what rows said before they were erased: it is emptied."""
        self._file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _execute(self, sql: str, values: tuple[Any, ...]) -> None:
        try:
            self._file.execute(sql, values)
            self._file.commit()
        except sqlcipher.Error as error:
            self._file.rollback()
            raise NotWritten(str(error)) from error


def _open(path: Path, key: bytes) -> Any:
    """Open or make the file; raises JournalBroken."""
    path.touch(mode=0o600)
    file = sqlcipher.connect(str(path), check_same_thread=False)
    file.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
            file.execute(f"PRAGMA {pragma}").fetchall()
        file.executescript(_SCHEMA)
    except sqlcipher.DatabaseError as error:
        with closing(file):
            raise JournalBroken(str(error)) from error
    return file


def _step(row: tuple[Any, ...]) -> Step:
    visit, step, key, state, intent, result = row
    return Step(visit, step, key, state, json.loads(intent or "null"), json.loads(result or "null"))


async def _to_its_end(effect: Awaitable[R]) -> R:
    """Await an effect that cancellation does not interrupt; the cancellation is taken when it has ended."""
    task = asyncio.ensure_future(effect)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.cancelled():
            await asyncio.wait([task])
            task.exception()  # read, so that it is not reported a second time
        raise
