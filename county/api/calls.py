"""Endpoints of calls for a person."""

from fastapi import APIRouter, Request, Response

from contract.wire import CallState, PlaceCall
from county import calls
from county.api.exchange import accepts, body_of, caller_of, county_of, once, plain
from county.problems import not_found

router = APIRouter(tags=["calls"])


@router.post("/v1/calls", response_model=CallState, openapi_extra=accepts(PlaceCall))
async def place(request: Request) -> Response:
    """Call a person to this kiosk; needs an Idempotency-Key."""
    county, caller = county_of(request), caller_of(request)
    call = await body_of(request, PlaceCall)
    return await once(request, lambda c: calls.place(c, caller, call, county.clock))


@router.get("/v1/calls/{call_no}", response_model=CallState)
async def state(call_no: str, request: Request) -> Response:
    """How a call of this kiosk stands."""
    county, caller = county_of(request), caller_of(request)
    number = _number(call_no)
    return plain(await county.store.read(lambda c: calls.state_of(c, caller, number)))


@router.post("/v1/calls/{call_no}/close", response_model=CallState)
async def close(call_no: str, request: Request) -> Response:
    """Take the call back, or say that it is done with; again is the same."""
    county, caller = county_of(request), caller_of(request)
    number = _number(call_no)
    return plain(await county.store.write(lambda c: calls.close_own(c, caller, number, county.clock)))


def _number(call_no: str) -> int:
    if not (call_no.isascii() and call_no.isdigit() and len(call_no) <= 15):
        raise not_found()
    return int(call_no)
