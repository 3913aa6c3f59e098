"""The row of a case, as far as a kiosk may touch it."""

from typing import Any

from sqlalchemy import Connection, Row, select, update

from contract.problems import ProblemType
from county.problems import ProblemRaised, not_found
from county.tables import cases

CaseRow = Row[Any]


def case_of(connection: Connection, case_no: str, terminal: str) -> CaseRow:
    """Return the case when it is this terminal's; raises ProblemRaised 404 for another's as for one that is not."""
    mine = select(cases).where(cases.c.case_no == case_no, cases.c.terminal == terminal)
    row = connection.execute(mine).one_or_none()
    if row is None:
        raise not_found()
    return row


def any_case(connection: Connection, case_no: str) -> CaseRow:
    """Return the case whoever opened it; for the county's own use."""
    return connection.execute(select(cases).where(cases.c.case_no == case_no)).one()


def undecided(row: CaseRow) -> None:
    """Raise ProblemRaised 409 unless the case can still be decided.

    A case that time abandoned can: its signed answers may come late from a kiosk that lost power.
    """
    if row.state == "concluded":
        raise ProblemRaised(ProblemType.CASE_CONCLUDED, 409)
    if row.state == "abandoned" and row.abandoned_by != "time":
        raise ProblemRaised(ProblemType.CASE_ABANDONED, 409)


def change(connection: Connection, case_no: str, **values: Any) -> None:
    """Change columns of the case."""
    connection.execute(update(cases).where(cases.c.case_no == case_no).values(**values))
