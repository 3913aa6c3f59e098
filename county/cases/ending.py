"""What happens around the end of a case: slip reported, rated, left, forgotten by its visitor."""

from datetime import timedelta

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from contract.problems import ProblemType
from contract.wire import Rating, ReceiptReport, ReceiptState
from county.cases.messages import announce
from county.cases.record import CaseRow, any_case, case_of, change
from county.problems import ProblemRaised
from county.service import County
from county.tables import calls, cases, papers, ratings, receipts
from county.terminals import Caller

ABANDONED_AFTER = timedelta(minutes=30)
ANNOUNCED_AFTER = timedelta(minutes=10)
CALL_OVER_AFTER = timedelta(minutes=31)
"""A kiosk follows a call for half an hour at most; one that is older belongs to a kiosk that died."""


def report_receipt(
    county: County, connection: Connection, caller: Caller, case_no: str, said: ReceiptReport
) -> ReceiptState:
    """Note whether the slip came out; where it did not, a message goes out, if a number is known."""
    case = _concluded(connection, caller, case_no)
    row = {"case_no": case_no, "result": said.result, "reported_at": county.clock.stamp()}
    connection.execute(
        insert(receipts).values(row).on_conflict_do_update(index_elements=["case_no"], set_={"result": said.result})
    )
    sent_to = None if said.result == "done" else announce(county, connection, case, "receipt")
    return ReceiptState(sms_to_masked=sent_to)


def rate(county: County, connection: Connection, caller: Caller, case_no: str, rating: Rating) -> Rating:
    """Keep the one rating of a case; raises ProblemRaised 409 for a second one."""
    _concluded(connection, caller, case_no)
    row = {"case_no": case_no, "stars": rating.stars, "via": rating.via, "rated_at": county.clock.stamp()}
    if connection.execute(insert(ratings).values(row).on_conflict_do_nothing()).rowcount == 0:
        raise ProblemRaised(ProblemType.ALREADY_RATED, 409)
    return rating


def abandon(county: County, connection: Connection, caller: Caller, case_no: str) -> None:
    """End a case that was not signed; again is the same; raises ProblemRaised 409 for a concluded one."""
    case = case_of(connection, case_no, caller.terminal)
    if case.state == "concluded":
        raise ProblemRaised(ProblemType.CASE_CONCLUDED, 409)
    change(connection, case_no, state="abandoned", abandoned_by="visitor", closed_at=county.clock.stamp())


def sweep(county: County, connection: Connection) -> None:
    """Abandon cases nobody answered for half an hour, and announce originals nobody took for ten minutes."""
    now = county.clock.now()
    stale = (now - ABANDONED_AFTER).isoformat(timespec="seconds")
    connection.execute(
        update(cases)
        .where(cases.c.state == "open", cases.c.opened_at < stale)
        .values(state="abandoned", abandoned_by="time", closed_at=county.clock.stamp())
    )
    over = (now - CALL_OVER_AFTER).isoformat(timespec="seconds")
    connection.execute(
        update(calls)
        .where(calls.c.state != "closed", calls.c.placed_at < over)
        .values(state="closed", closed_at=county.clock.stamp())
    )
    since = (now - ANNOUNCED_AFTER).isoformat(timespec="seconds")
    left = (
        select(papers.c.document_id, papers.c.case_no)
        .join(cases, cases.c.case_no == papers.c.case_no)
        .where(papers.c.state != "collected", papers.c.announced.is_(False), cases.c.closed_at < since)
    )
    for row in connection.execute(left).all():
        announce(county, connection, any_case(connection, row.case_no), "uncollected")
        connection.execute(update(papers).where(papers.c.document_id == row.document_id).values(announced=True))


def _concluded(connection: Connection, caller: Caller, case_no: str) -> CaseRow:
    case = case_of(connection, case_no, caller.terminal)
    if case.state != "concluded":
        raise ProblemRaised(ProblemType.CASE_OPEN, 409)
    return case
