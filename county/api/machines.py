"""Endpoints of the machine itself: enrolment and readiness."""

from fastapi import APIRouter, Request, Response

from contract.wire import Enrolled, Enrolment, ItemReadiness, Readiness
from county import terminals
from county.api.exchange import accepts, body_of, caller_of, county_of, plain
from county.cases.opening import down_text

router = APIRouter(tags=["machines"])


@router.post("/v1/terminals", response_model=Enrolled, openapi_extra=accepts(Enrolment))
async def enrol(request: Request) -> Response:
    """Bring a kiosk's key with a one-time code; the request is signed with that key (keyid `enrolment`)."""
    county, caller = county_of(request), caller_of(request)
    enrolment = await body_of(request, Enrolment)
    enrolled = await county.store.write(
        lambda connection: terminals.enrol(connection, enrolment, caller.key_id, county.clock)
    )
    return plain(enrolled)


@router.get("/v1/items", response_model=Readiness)
async def items(request: Request) -> Response:
    """Which items can be decided now, and the county's business day."""
    county = county_of(request)
    found = []
    for item in county.catalogue.items.values():
        down = county.departments.unreachable(item)
        found.append(ItemReadiness(id=item.id, ready=down is None, why=down_text(down) if down else None))
    return plain(Readiness(today=county.clock.today(), items=tuple(found)))
