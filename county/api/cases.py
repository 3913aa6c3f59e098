"""Endpoints of a case: open, answer, confirm; its paper, slip and rating; and its end without a signature."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from contract.wire import (
    Answer,
    Confirm,
    Decision,
    OpenCase,
    Opened,
    Outcome,
    PrintReport,
    PrintState,
    Rating,
    ReceiptReport,
    ReceiptState,
    Uncollected,
    UncollectedQuery,
)
from county.api.exchange import accepts, body_of, caller_of, county_of, once, plain
from county.cases import ending, papers
from county.cases.concluding import conclude
from county.cases.opening import decision, open_case
from county.cases.record import case_of, undecided
from county.cases.uncollected import uncollected
from county.cases.weighing import weigh

router = APIRouter(tags=["cases"])


@router.post("/v1/cases", response_model=Opened, openapi_extra=accepts(OpenCase))
async def open_(request: Request) -> Response:
    """Open a case: number, masked holder, questions, or an early refusal. An Idempotency-Key may be sent."""
    county, caller = county_of(request), caller_of(request)
    asked = await body_of(request, OpenCase)
    return await once(request, lambda c: open_case(county, c, caller, asked), needs_key=False)


@router.post("/v1/cases/{case_no}/answer", response_model=Decision, openapi_extra=accepts(Answer))
async def answer(case_no: str, request: Request) -> Response:
    """What would be decided on these answers. Nothing is written but the log of what was read."""
    county, caller = county_of(request), caller_of(request)
    asked = await body_of(request, Answer)

    def work(connection: Connection) -> Decision:
        case = case_of(connection, case_no, caller.terminal)
        undecided(case)
        weighed = weigh(county, connection, case, asked.input)
        return decision(weighed.verdict, already=weighed.already)

    return plain(await county.store.write(work))


@router.post("/v1/cases/{case_no}/confirm", response_model=Outcome, openapi_extra=accepts(Confirm))
async def confirm(case_no: str, request: Request) -> Response:
    """Conclude the case; needs an Idempotency-Key, and answers the same key with the same bytes for ever."""
    county, caller = county_of(request), caller_of(request)
    asked = await body_of(request, Confirm)
    return await once(request, lambda c: conclude(county, c, caller, case_no, asked))


@router.get(
    "/v1/cases/{case_no}/documents/{document_id}",
    responses={200: {"content": {"application/pdf": {}}}},
    response_class=Response,
)
async def document(case_no: str, document_id: str, request: Request) -> Response:
    """The sealed PDF of an original handed to this terminal in the last minutes."""
    county, caller = county_of(request), caller_of(request)
    pdf = await county.store.read(lambda c: papers.pdf(county, c, caller, case_no, document_id))
    return Response(pdf, media_type="application/pdf", headers={"Cache-Control": "no-store"})


@router.post(
    "/v1/cases/{case_no}/documents/{document_id}/prints", response_model=PrintState, openapi_extra=accepts(PrintReport)
)
async def prints(case_no: str, document_id: str, request: Request) -> Response:
    """How an attempt to print an original ended; the Idempotency-Key is the attempt's."""
    caller = caller_of(request)
    said = await body_of(request, PrintReport)
    return await once(request, lambda c: papers.report(c, caller, case_no, document_id, said))


@router.post("/v1/cases/{case_no}/receipt", response_model=ReceiptState, openapi_extra=accepts(ReceiptReport))
async def receipt(case_no: str, request: Request) -> Response:
    """Whether the slip came out; needs an Idempotency-Key."""
    county, caller = county_of(request), caller_of(request)
    said = await body_of(request, ReceiptReport)
    return await once(request, lambda c: ending.report_receipt(county, c, caller, case_no, said))


@router.post("/v1/cases/{case_no}/rating", response_model=Rating, openapi_extra=accepts(Rating))
async def rating(case_no: str, request: Request) -> Response:
    """The one rating of a case; needs an Idempotency-Key; a second one is a 409."""
    county, caller = county_of(request), caller_of(request)
    given = await body_of(request, Rating)
    return await once(request, lambda c: ending.rate(county, c, caller, case_no, given))


@router.post("/v1/cases/{case_no}/abandon", status_code=204, response_class=Response)
async def abandon(case_no: str, request: Request) -> Response:
    """End a case that was not signed."""
    county, caller = county_of(request), caller_of(request)
    await county.store.write(lambda c: ending.abandon(county, c, caller, case_no))
    return Response(status_code=204)


@router.post("/v1/uncollected", response_model=Uncollected, openapi_extra=accepts(UncollectedQuery))
async def not_taken(request: Request) -> Response:
    """What the holder has not taken; hands it to this terminal for some minutes."""
    county, caller = county_of(request), caller_of(request)
    asked = await body_of(request, UncollectedQuery)
    return plain(await county.store.write(lambda c: uncollected(county, c, caller, asked)))
