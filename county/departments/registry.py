"""All departments: reads bound to a purpose and logged with item and case, writes back, switches to take one down."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, insert

from contract.item import Item
from contract.kind_table import DEPARTMENTS
from contract.kinds import KINDS, PERSON
from county.departments.department import Department, PoliceDepartment, RecordsDepartment, Row
from county.departments.tables import reads_log
from county.rules.facts import Facts
from county.this_county import FACTS

_PLATFORM = "platform"


class DepartmentDown(Exception):
    """A department does not answer (C06); `department` is its name as people know it."""

    def __init__(self, department: str) -> None:
        super().__init__(department)
        self.department = department


class NotForThisItem(PermissionError):
    """An item asked for a kind of data it does not name under `reads`: a fault of the program."""


class Clock(Protocol):
    """The county's business time."""

    def today(self) -> str:
        """The civil date in Beijing, ISO."""
        ...

    def business_now(self) -> str:
        """Date and time in Beijing, ISO."""
        ...

    def stamp(self) -> str:
        """The real time, ISO, UTC."""
        ...


class Departments:
    """The departments of the county, each behind its adapter."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self._clock = clock
        self._down: set[str] = set()
        self._desks: dict[str, Department] = {name: RecordsDepartment() for name in DEPARTMENTS}
        self._desks["police"] = PoliceDepartment()

    def read(
        self, kind: str, *, person: str, household: str | None, case_no: str, item: Item, connection: Connection
    ) -> list[Row]:
        """Return the newest rows of a kind about a person or their household, logged with item and case.

        Raises NotForThisItem for a kind the item does not name, DepartmentDown when the department does not answer.
        """
        if kind != PERSON and kind not in item.reads:
            raise NotForThisItem(f"{item.id} may not read {kind}")
        rows = self._desk(kind).read(kind, person=person, household=household, connection=connection)
        self._log(kind, person, case_no, item, len(rows), connection)
        return rows

    def snapshot(self, item: Item, applicant_id: str, subject_id: str, case_no: str, connection: Connection) -> Facts:
        """Read what the item may read, once: the facts of a decision; raises DepartmentDown.

        An applicant or subject the register does not know is an empty row.
        """
        applicant = self._person(applicant_id, case_no, item, connection)
        subject = applicant
        if subject_id != applicant_id:
            subject = self._person(subject_id, case_no, item, connection)
        household = subject.get("household_no")
        data = {
            kind: self.read(
                kind, person=subject_id, household=household, case_no=case_no, item=item, connection=connection
            )
            for kind in item.reads
        }
        return Facts(
            today=self._clock.today(),
            now=self._clock.business_now(),
            county=dict(FACTS),
            applicant=applicant,
            subject=subject,
            data=data,
        )

    def write(self, kind: str, body: Mapping[str, Any], case_no: str, connection: Connection) -> None:
        """Write a granted case's record back to its department as a new version; raises DepartmentDown."""
        at = self._clock.stamp()
        self._desk(kind).write(kind, body, case_no=case_no, at=at, connection=connection)

    def down(self, department: str) -> None:
        """Take a department (`civil` or 民政局) out of reach, for tests and demonstrations."""
        self._down.add(_desk_name(department))

    def up(self, department: str) -> None:
        """Let a department answer again."""
        self._down.discard(_desk_name(department))

    def unreachable(self, item: Item) -> str | None:
        """Return the name of a department the item needs and cannot reach; None when all answer."""
        kinds = {PERSON, *item.reads, *(write.kind for write in item.writes)}
        desks = sorted({KINDS[kind].desk for kind in kinds} & self._down)
        return DEPARTMENTS[desks[0]] if desks else None

    def reachable(self, item: Item) -> bool:
        """Return whether every department the item reads from or writes to answers now."""
        return self.unreachable(item) is None

    def _desk(self, kind: str) -> Department:
        desk = KINDS[kind].desk
        if desk in self._down:
            raise DepartmentDown(DEPARTMENTS[desk])
        return self._desks[desk]

    def _person(self, number: str, case_no: str, item: Item, connection: Connection) -> Row:
        found = self.read(PERSON, person=number, household=None, case_no=case_no, item=item, connection=connection)
        return found[0] if found else {}

    def _log(self, kind: str, person: str, case_no: str, item: Item, rows: int, connection: Connection) -> None:
        if KINDS[kind].desk == _PLATFORM:
            return
        connection.execute(
            insert(reads_log).values(
                read_at=self._clock.stamp(),
                case_no=case_no,
                item=item.id,
                kind=kind,
                department=KINDS[kind].department,
                person_id=person,
                rows=rows,
            )
        )


def _desk_name(department: str) -> str:
    if department in DEPARTMENTS:
        return department
    return next(desk for desk, name in DEPARTMENTS.items() if name == department)
