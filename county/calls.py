"""Calls for a person: placed by a kiosk, seen and answered by an attendant, closed by either."""

from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select, update

from contract.problems import ProblemType
from contract.wire import CallState, PlaceCall
from county.clock import Clock
from county.problems import ProblemRaised, not_found
from county.tables import calls
from county.terminals import Caller

Step = Literal["seen", "coming", "closed"]
_ORDER = ("placed", "seen", "coming", "closed")


def place(connection: Connection, caller: Caller, call: PlaceCall, clock: Clock) -> CallState:
    """Place a call for the caller's terminal; one that is open for the same reason is the same call."""
    same = (calls.c.terminal == caller.terminal, calls.c.reason == call.reason, calls.c.state != "closed")
    if (already := connection.execute(select(calls).where(*same)).first()) is not None:
        return _state(already)
    row = {
        "terminal": caller.terminal,
        "site": caller.site,
        "reason": call.reason,
        "screen": call.screen,
        "case_no": call.case_no,
        "state": "placed",
        "placed_at": clock.stamp(),
    }
    call_no = connection.execute(insert(calls).values(row).returning(calls.c.call_no)).scalar_one()
    return state_of(connection, caller, call_no)


def state_of(connection: Connection, caller: Caller, call_no: int) -> CallState:
    """Return how the caller's own call stands; raises ProblemRaised 404."""
    return _state(_mine(connection, caller, call_no))


def close_own(connection: Connection, caller: Caller, call_no: int, clock: Clock) -> CallState:
    """Close the caller's own call; closing a closed one changes nothing."""
    row = _mine(connection, caller, call_no)
    if row.state != "closed":
        connection.execute(
            update(calls).where(calls.c.call_no == call_no).values(state="closed", closed_at=clock.stamp())
        )
    return state_of(connection, caller, call_no)


def step(connection: Connection, call_no: int, to: Step, attendant: str, clock: Clock) -> None:
    """An attendant has seen the call, is coming, or is done; raises ProblemRaised 404, or 409 on a step back."""
    row = connection.execute(select(calls).where(calls.c.call_no == call_no)).one_or_none()
    if row is None:
        raise not_found()
    if _ORDER.index(to) <= _ORDER.index(row.state):
        raise ProblemRaised(ProblemType.CALL_CLOSED, 409)
    values = {"state": to, f"{to}_at": clock.stamp(), "attendant": attendant}
    connection.execute(update(calls).where(calls.c.call_no == call_no).values(values))


def open_calls(connection: Connection) -> list[Row[Any]]:
    """Return the calls that are not closed, the oldest first."""
    return list(connection.execute(select(calls).where(calls.c.state != "closed").order_by(calls.c.call_no)))


def _mine(connection: Connection, caller: Caller, call_no: int) -> Row[Any]:
    mine = select(calls).where(calls.c.call_no == call_no, calls.c.terminal == caller.terminal)
    row = connection.execute(mine).one_or_none()
    if row is None:
        raise not_found()
    return row


def _state(row: Row[Any]) -> CallState:
    return CallState(call_no=row.call_no, state=row.state, placed_at=row.placed_at, attendant=row.attendant)
