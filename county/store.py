"""The county's database: one writer with group commit, many readers.

SQLite allows one writer at a time and pays one fsync per COMMIT. All writes therefore go through one thread that runs
what is waiting in one transaction, each piece of work in a savepoint of its own, and answers after the COMMIT.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")
Work = Callable[[Connection], T]

_log = structlog.get_logger(__name__)
_GROUP_AT_MOST = 64
_BUSY_TIMEOUT_MS = 5_000


class StoreBusy(Exception):
    """The writer did not get to the work within the time allowed; nothing was written unless it commits later."""


@dataclass
class _Job:
    work: Work[Any]
    future: "Future[Any]" = field(default_factory=Future)


def open_engine(path: Path, *, writes: bool) -> Engine:
    """Make an engine on the SQLite file: WAL, synchronous=FULL, foreign keys on; transactions begin explicitly.

    A writing engine begins IMMEDIATE, so that it never has to upgrade a read lock; a reading one refuses to write.
    """
    engine = create_engine(f"sqlite:///{path}", pool_size=1 if writes else 5, max_overflow=0 if writes else 5)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_TIMEOUT_MS}"):
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class Store:
    """Runs pieces of work on the database: `write` one after another and durable, `read` side by side."""

    def __init__(self, path: Path) -> None:
        self._write_engine = open_engine(path, writes=True)
        self._read_engine = open_engine(path, writes=False)
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="county-read")
        self._writer = threading.Thread(target=self._run, name="county-write", daemon=True)
        self._closed = False
        self._writer.start()

    async def write(self, work: Work[T], *, within: float = 20.0) -> T:
        """Run work in the write transaction and return its result after COMMIT.

        What work raises rolls back its own savepoint only. Raises StoreBusy after `within` seconds.
        """
        try:
            return await asyncio.wait_for(asyncio.wrap_future(self._submit(work)), within)
        except TimeoutError as error:
            raise StoreBusy from error

    def write_now(self, work: Work[T], *, within: float = 60.0) -> T:
        """Like `write`, for threads without an event loop."""
        try:
            return self._submit(work).result(within)
        except TimeoutError as error:
            raise StoreBusy from error

    async def read(self, work: Work[T], *, within: float = 20.0) -> T:
        """Run work on a reading connection in a thread; raises StoreBusy after `within` seconds."""
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._readers, self.read_now, work), within)
        except TimeoutError as error:
            raise StoreBusy from error

    def read_now(self, work: Work[T]) -> T:
        """Run work on a reading connection in this thread."""
        with self._read_engine.connect() as connection:
            return work(connection)

    @property
    def reading_engine(self) -> Engine:
        """The engine of the readers, for parts that open their own connections."""
        return self._read_engine

    def close(self) -> None:
        """Finish what is waiting, then close every connection; further work is refused."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        self._writer.join(timeout=30)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._write_engine.dispose()
        self._read_engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(self, work: Work[T]) -> "Future[T]":
        if self._closed:
            raise StoreBusy
        job = _Job(work)
        self._queue.put(job)
        return job.future

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            group = [job, *self._waiting()]
            last = group[-1] is None
            self._commit([one for one in group if one is not None])
            if last:
                return

    def _waiting(self) -> list[_Job | None]:
        found: list[_Job | None] = []
        while len(found) < _GROUP_AT_MOST:
            try:
                found.append(self._queue.get_nowait())
            except queue.Empty:
                break
            if found[-1] is None:
                break
        return found

    def _commit(self, jobs: list[_Job]) -> None:
        jobs = [job for job in jobs if job.future.set_running_or_notify_cancel()]
        try:
            with self._write_engine.begin() as connection:
                results = [_in_savepoint(connection, job.work) for job in jobs]
        except Exception as error:
            _log.error("commit failed", error=type(error).__name__, jobs=len(jobs))
            for job in jobs:
                job.future.set_exception(error)
            return
        for job, (result, failure) in zip(jobs, results, strict=True):
            if failure is None:
                job.future.set_result(result)
            else:
                job.future.set_exception(failure)


def _in_savepoint(connection: Connection, work: Work[Any]) -> tuple[Any, Exception | None]:
    savepoint = connection.begin_nested()
    try:
        result = work(connection)
    except Exception as error:
        savepoint.rollback()
        return None, error
    savepoint.commit()
    return result, None
