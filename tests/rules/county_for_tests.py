"""The catalogue and a small database for the tests of rules and data."""

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine

from contract.item import Example
from county.departments.tables import reads_log, records
from county.metadata import metadata
from county.rules.catalogue import Catalogue
from county.rules.examples import facts_of
from county.rules.facts import Facts

ITEMS = Path(__file__).parents[2] / "config" / "items"


class Clock:
    """A clock that stands on the demonstration's day."""

    def today(self) -> str:
        return "2026-06-01"

    def business_now(self) -> str:
        return "2026-06-01T09:00:00+08:00"

    def stamp(self) -> str:
        return "2026-06-01T01:00:00+00:00"


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ITEMS)


def examples() -> list[Example]:
    return [example for item in catalogue().items.values() for example in item.examples]


def facts(item: str, number: str, records: dict[str, list[dict[str, Any]]] | None = None, **more: Any) -> Facts:
    given = {"item": item, "name": "", "today": "2026-06-01", "applicant": number, "records": records or {}}
    return facts_of(Example.model_validate(given | {"expect": {}} | more, strict=False), catalogue())


def empty_database(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine, tables=[records, reads_log])
    return engine


def count(connection: Connection, table: Any) -> int:
    return len(connection.execute(table.select()).all())
