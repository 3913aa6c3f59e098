"""Fills a county with invented people: the same seed gives the same rows, the fixtures are always among them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from contract.kinds import KINDS, PERSON
from county.departments.department import record_row, series_of
from county.departments.tables import records
from county.population.fixtures import FIXTURES
from county.population.people import REFERENCE_DAY, Families
from county.population.stories import records_of

_AT = "2026-05-31T18:00:00+00:00"
_CHUNK = 5_000
_LONG_TERM = "长期"


def generate(connection: Connection, people: int = 10_000, seed: int = 1) -> int:
    """Write people and their records in households, the fixtures first; return how many people there are.

    At least `people` (the last household is complete). 10,000 take some seconds.
    """
    rows: list[dict[str, Any]] = []
    count = 0
    for kind, body in _everything(people, seed):
        count += kind == PERSON
        rows += _rows(kind, body)
        if len(rows) >= _CHUNK:
            connection.execute(insert(records), rows)
            rows = []
    if rows:
        connection.execute(insert(records), rows)
    return count


def _everything(people: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for fixture in FIXTURES:
        yield PERSON, fixture.person
        for kind, body in fixture.records:
            holder = KINDS[kind].holders[0]
            mine = fixture.person["household_no" if KINDS[kind].scope == "household" else "id"]
            yield kind, {holder: mine} | body
    random = Random(seed)
    families = Families(random)
    made = len(FIXTURES)
    while made < people:
        home = families.household()
        made += len(home.members)
        known = list(records_of(home, random))
        yield from ((PERSON, person) for person, _ in home.members)
        yield from known


def _rows(kind: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    it = KINDS[kind]
    for holder in it.holders:
        series = series_of(it, body, holder) or f"{kind}:{body[holder]}:0"
        yield record_row(it, body, holder, series, 1, _AT)


def cards(
    connection: Connection, numbers: Sequence[str] | None = None, limit: int | None = None
) -> list[dict[str, str]]:
    """Return identity cards of the county's people for a simulated reader, the fixtures first.

    Keys: kind, name, sex, nation, birth, address, number, authority, valid_from, valid_to (ISO dates or 长期). Issued
    under 16 a card holds 5 years, at 16–25 10, at 26–45 20, from 46 on for ever.
    """
    query = select(records.c.body).where(records.c.kind == PERSON).order_by(records.c.id)
    if numbers is not None:
        query = query.where(records.c.person_id.in_(numbers))
    if limit is not None:
        query = query.limit(limit)
    return [card_of(body) for body in connection.execute(query).scalars()]


def card_of(person: dict[str, Any]) -> dict[str, str]:
    """Return the card of a person: issued some years ago, valid on the reference day."""
    birth, number = date.fromisoformat(person["birth"]), str(person["id"])
    issued, valid_to = _period(birth, Random(number))
    return {
        "kind": "cn",
        "name": person["name"],
        "sex": person["sex"],
        "nation": person["nation"],
        "birth": person["birth"],
        "address": person["addr"],
        "number": number,
        "authority": "青禾县公安局" if person["hukou_county"] == "439921" else "青山县公安局",
        "valid_from": issued.isoformat(),
        "valid_to": valid_to,
    }


def _period(birth: date, random: Random) -> tuple[date, str]:
    """The last card of a life of cards: each is renewed when it runs out."""
    issued = birth + timedelta(days=random.randrange(30, 900))
    earliest = date(2005, 1, 1) + timedelta(days=random.randrange(1500))
    issued = min(max(issued, earliest), REFERENCE_DAY - timedelta(days=1))
    while True:
        years = _years_valid(issued.year - birth.year - ((issued.month, issued.day) < (birth.month, birth.day)))
        if years is None:
            return issued, _LONG_TERM
        ends = _later(issued, years)
        if ends >= REFERENCE_DAY:
            return issued, ends.isoformat()
        issued = min(ends + timedelta(days=random.randrange(60)), REFERENCE_DAY - timedelta(days=1))


def _years_valid(age: int) -> int | None:
    if age < 16:
        return 5
    return 10 if age <= 25 else 20 if age <= 45 else None


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
