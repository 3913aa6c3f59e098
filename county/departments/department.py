"""A department as the county sees it, and the reference one on the county's own records."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, func, insert, select

from contract.kinds import KINDS, Kind
from county.departments.tables import records

Row = dict[str, Any]


class Department(Protocol):
    """Keeps some kinds of shared data; a real one stands behind a gateway."""

    def read(self, kind: str, *, person: str, household: str | None, connection: Connection) -> list[Row]:
        """Return the newest rows of a kind about a person or their household; sealed rows are left out here."""
        ...

    def write(self, kind: str, body: Mapping[str, Any], *, case_no: str, at: str, connection: Connection) -> None:
        """Add the next version of a record; fields not named keep what they were."""
        ...


class RecordsDepartment:
    """The reference department: kinds on the table `records`."""

    def read(self, kind: str, *, person: str, household: str | None, connection: Connection) -> list[Row]:
        """Return the newest version of every series, in order of the series."""
        of_household = KINDS[kind].scope == "household"
        column = records.c.household_no if of_household else records.c.person_id
        whom = household if of_household else person
        if not whom:
            return []
        found = connection.execute(
            select(records.c.series, records.c.body)
            .where(column == whom, records.c.kind == kind)
            .order_by(records.c.series, records.c.version)
        )
        newest: dict[str, Row] = {row.series: row.body for row in found}
        return list(newest.values())

    def write(self, kind: str, body: Mapping[str, Any], *, case_no: str, at: str, connection: Connection) -> None:
        """Add the next version of the record of each person it is about."""
        for holder in KINDS[kind].holders:
            if body.get(holder):
                self._add(KINDS[kind], body, holder, case_no, at, connection)

    def _add(
        self, kind: Kind, body: Mapping[str, Any], holder: str, case_no: str, at: str, connection: Connection
    ) -> None:
        series = series_of(kind, body, holder)
        if series is None:
            series = self._unused(f"{kind.id}:{case_no}", connection)
        newest = connection.execute(
            select(records.c.version, records.c.body)
            .where(records.c.series == series)
            .order_by(records.c.version.desc())
            .limit(1)
        ).first()
        version, before = (newest.version, newest.body) if newest else (0, {})
        row = record_row(kind, {**before, **body}, holder, series, version + 1, at)
        connection.execute(insert(records).values(row | {"case_no": case_no}))

    def _unused(self, prefix: str, connection: Connection) -> str:
        like = records.c.series.like(f"{prefix}:%")
        count = connection.execute(select(func.count()).select_from(records).where(like)).scalar_one()
        return f"{prefix}:{count + 1}"


class PoliceDepartment(RecordsDepartment):
    """The police: sealed crime rows never leave it (刑事诉讼法 第286条)."""

    def read(self, kind: str, *, person: str, household: str | None, connection: Connection) -> list[Row]:
        """Return the rows that are not sealed."""
        rows = super().read(kind, person=person, household=household, connection=connection)
        return [row for row in rows if not row.get("sealed")]


def series_of(kind: Kind, body: Mapping[str, Any], holder: str) -> str | None:
    """Return what tells this record from others of its kind (per holder); None for kinds where each is new."""
    if not kind.key:
        return None
    told = "/".join(str(body.get(name, "")) for name in kind.key)
    return f"{kind.id}:{told}" if len(kind.holders) == 1 else f"{kind.id}:{told}:{body[holder]}"


def record_row(kind: Kind, body: Row, holder: str, series: str, version: int, at: str) -> Row:
    """Return a row of the table `records`."""
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {
        "series": series,
        "version": version,
        "kind": kind.id,
        "person_id": body[holder] if kind.scope == "person" else None,
        "household_no": body[holder] if kind.scope == "household" else body.get("household_no"),
        "body": body,
        "src_dept": kind.department,
        "updated_at": at,
        "valid_from": body.get("from") or body.get("issued") or "",
        "valid_to": body.get("valid_to") or body.get("to") or "",
        "record_hash": hashlib.sha256(canonical.encode()).hexdigest(),
        "sensitivity": kind.sensitivity,
        "case_no": None,
    }
