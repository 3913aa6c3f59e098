"""The store on real SQLite: group commit, savepoints, durability settings; and that migrations and tables agree."""

import asyncio
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from county.migrate import migrate
from county.schema import metadata
from county.store import Store, StoreBusy
from county.tables import nonces

OF_A_KEY = {"key_id": "k", "forget_at": 1}


def store_at(folder: Path) -> Store:
    store = Store(folder / "county.sqlite")
    store.write_now(migrate)
    return store


def put(nonce: str, connection: Connection) -> str:
    connection.execute(insert(nonces).values(nonce=nonce, **OF_A_KEY))
    return nonce


def kept(store: Store) -> set[str]:
    return set(store.read_now(lambda connection: connection.execute(select(nonces.c.nonce)).scalars().all()))


def test_migrations_and_tables_agree(tmp_path: Path) -> None:
    with store_at(tmp_path) as store:
        found = store.read_now(lambda connection: compare_metadata(MigrationContext.configure(connection), metadata))
    assert found == []


def test_a_write_survives_and_a_failed_one_leaves_nothing(tmp_path: Path) -> None:
    with store_at(tmp_path) as store:
        store.write_now(lambda connection: put("a", connection))
        with pytest.raises(IntegrityError):
            store.write_now(lambda connection: [put("b", connection), put("a", connection)])
        assert kept(store) == {"a"}
    with store_at(tmp_path) as store:
        assert kept(store) == {"a"}


def test_work_that_waits_shares_one_commit_and_fails_alone(tmp_path: Path) -> None:
    async def run(store: Store) -> list[object]:
        started, go = threading.Event(), threading.Event()

        def first(connection: Connection) -> str:
            started.set()
            assert go.wait(5)
            return put("first", connection)

        def bad(connection: Connection) -> str:
            put("bad", connection)
            raise ZeroDivisionError

        opening = asyncio.create_task(store.write(first))
        await asyncio.to_thread(started.wait, 5)
        works = [lambda c, n=n: put(f"n{n}", c) for n in range(10)] + [bad]
        waiting = [asyncio.create_task(store.write(work)) for work in works]
        await asyncio.sleep(0.05)
        go.set()
        return [*await asyncio.gather(*waiting, return_exceptions=True), await opening]

    with store_at(tmp_path) as store:
        commits: list[int] = []
        event.listen(store._write_engine, "commit", lambda _: commits.append(1))
        results = asyncio.run(run(store))
        assert kept(store) == {"first", *(f"n{n}" for n in range(10))}
    assert sum(isinstance(result, ZeroDivisionError) for result in results) == 1
    assert len(commits) == 2


def test_readers_cannot_write(tmp_path: Path) -> None:
    with store_at(tmp_path) as store, pytest.raises(OperationalError, match="readonly"):
        store.read_now(lambda connection: put("a", connection))


def test_commits_are_on_disk_before_they_are_answered(tmp_path: Path) -> None:
    def settings(connection: Connection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}

    with store_at(tmp_path) as store:
        expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        assert store.write_now(settings) == expected


def test_a_store_that_is_closed_or_too_slow_says_busy(tmp_path: Path) -> None:
    go = threading.Event()

    async def slow(store: Store) -> None:
        with pytest.raises(StoreBusy):
            await store.write(lambda _: go.wait(5), within=0.05)

    with store_at(tmp_path) as store:
        asyncio.run(slow(store))
        go.set()
    with pytest.raises(StoreBusy):
        store.write_now(lambda connection: put("late", connection))


def test_work_whose_asker_is_gone_before_it_began_is_not_done(tmp_path: Path) -> None:
    async def run(store: Store) -> None:
        started, go = threading.Event(), threading.Event()
        opening = asyncio.create_task(store.write(lambda _: (started.set(), go.wait(5))))
        await asyncio.to_thread(started.wait, 5)
        left = asyncio.create_task(store.write(lambda connection: put("left", connection)))
        await asyncio.sleep(0.05)
        left.cancel()
        await asyncio.sleep(0.05)
        go.set()
        await opening

    with store_at(tmp_path) as store:
        asyncio.run(run(store))
        assert kept(store) == set()
