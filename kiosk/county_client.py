"""The kiosk's side of the county's HTTP interface: one method per endpoint, every request signed and limited in time.

All methods raise kiosk.county_errors.CountyError and nothing else. Retries happen inside only where doing it twice is
the same as doing it once (reads, and what carries an Idempotency-Key), within the limit of the call.
"""

import asyncio
import time
from collections.abc import Callable
from hashlib import sha256
from types import TracebackType
from typing import Self, TypeVar

import httpx
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ValidationError

from contract.problems import Problem
from contract.signing import ENROLMENT_KEY
from contract.wire import (
    Answer,
    CallState,
    Confirm,
    Decision,
    DocumentRef,
    Enrolled,
    Enrolment,
    IdentityProof,
    OpenCase,
    Opened,
    Outcome,
    PlaceCall,
    PrintReport,
    PrintState,
    Rating,
    Readiness,
    ReceiptReport,
    ReceiptState,
    Uncollected,
    UncollectedQuery,
)
from kiosk.county_errors import CountyBusy, Garbled, NotLetIn, Unreachable, refused
from kiosk.request_signing import RequestSigner, public_pem

M = TypeVar("M", bound=BaseModel)
log = structlog.get_logger("county")

_PAUSES_SECONDS = (0.2, 0.5, 1.0)  # between tries; the call's limit ends them earlier
_MAX_ANSWER_BYTES = 8 * 1024 * 1024


class CountyClient:
    """One kiosk's connection to its county; `within` of every method is in seconds and covers its retries."""

    def __init__(
        self,
        base_url: str,
        key: Ed25519PrivateKey,
        key_id: str,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        signer: Callable[[Ed25519PrivateKey, str], RequestSigner] = RequestSigner,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key = key
        self._make_signer = signer
        self._signer = signer(key, key_id)
        self._clock = clock
        self._state = ""
        self._http = httpx.AsyncClient(base_url=base_url, transport=transport, trust_env=False)

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # -- the machine ---------------------------------------------------------------------------------------------------

    async def enrol(self, terminal: str, code: str, *, within: float = 10.0) -> Enrolled:
        """Bring this kiosk's key to the county with a one-time code; from here on requests carry the key's id."""
        enrolment = Enrolment(terminal=terminal, code=code, public_key_pem=public_pem(self._key))
        self._signer = self._make_signer(self._key, ENROLMENT_KEY)
        enrolled = await self._ask("POST", "/v1/terminals", Enrolled, enrolment, within=within, again=True)
        self._signer = self._make_signer(self._key, enrolled.key_id)
        return enrolled

    async def readiness(self, *, within: float = 5.0) -> Readiness:
        """Which items the county can decide now, and its business day."""
        return await self._ask("GET", "/v1/items", Readiness, within=within, again=True)

    # -- the three steps of a case -------------------------------------------------------------------------------------

    async def open(self, item: str, applicant: IdentityProof, *, within: float = 15.0) -> Opened:
        """Open a case; a case whose answer is lost is abandoned by itself, so this is not tried again."""
        return await self._ask("POST", "/v1/cases", Opened, OpenCase(item=item, applicant=applicant), within=within)

    async def answer(self, case_no: str, answer: Answer, *, within: float = 15.0) -> Decision:
        """Ask what would be decided; nothing is written."""
        path = f"/v1/cases/{case_no}/answer"
        return await self._ask("POST", path, Decision, answer, within=within, again=True)

    async def confirm(self, case_no: str, confirm: Confirm, *, key: str, within: float = 30.0) -> Outcome:
        """Conclude the case; the same key gives the same outcome however often and whenever it is sent.

        Raises SummaryChanged when the summary must be shown and signed again (with a new key).
        """
        path = f"/v1/cases/{case_no}/confirm"
        return await self._ask("POST", path, Outcome, confirm, key=key, within=within, again=True)

    # -- its paper -----------------------------------------------------------------------------------------------------

    async def document_pdf(self, case_no: str, document: DocumentRef, *, within: float = 20.0) -> bytes:
        """Fetch an original as PDF; raises Garbled when it is not the one the outcome named (SHA-256)."""
        path = f"/v1/cases/{case_no}/documents/{document.id}"
        response = await self._send("GET", path, None, None, within, again=True)
        if sha256(response.content).hexdigest() != document.sha256:
            raise Garbled("the document has another digest")
        return response.content

    async def report_print(
        self, case_no: str, document_id: str, report: PrintReport, *, key: str, within: float = 10.0
    ) -> PrintState:
        """Say how an attempt to print an original ended; the key is the attempt's."""
        path = f"/v1/cases/{case_no}/documents/{document_id}/prints"
        return await self._ask("POST", path, PrintState, report, key=key, within=within, again=True)

    async def report_receipt(
        self, case_no: str, report: ReceiptReport, *, key: str, within: float = 10.0
    ) -> ReceiptState:
        """Say whether the slip was printed; answers the masked number an SMS goes to when it was not."""
        path = f"/v1/cases/{case_no}/receipt"
        return await self._ask("POST", path, ReceiptState, report, key=key, within=within, again=True)

    async def uncollected(self, applicant: IdentityProof, *, within: float = 15.0) -> Uncollected:
        """List what the holder has not taken; this kiosk may then fetch and print it for some minutes."""
        query = UncollectedQuery(applicant=applicant)
        return await self._ask("POST", "/v1/uncollected", Uncollected, query, within=within, again=True)

    # -- its end -------------------------------------------------------------------------------------------------------

    async def rate(self, case_no: str, rating: Rating, *, key: str, within: float = 10.0) -> None:
        """Rate the case once; raises AlreadyRated."""
        await self._send("POST", f"/v1/cases/{case_no}/rating", rating, key, within, again=True)

    async def abandon(self, case_no: str, *, within: float = 10.0) -> None:
        """End a case that was not signed; a case that is concluded stays concluded (Refused, case-concluded)."""
        await self._send("POST", f"/v1/cases/{case_no}/abandon", None, None, within, again=True)

    # -- calls for a person --------------------------------------------------------------------------------------------

    async def place_call(self, call: PlaceCall, *, key: str, within: float = 10.0) -> CallState:
        """Call a person to this kiosk."""
        return await self._ask("POST", "/v1/calls", CallState, call, key=key, within=within, again=True)

    async def call_state(self, call_no: int, *, within: float = 5.0) -> CallState:
        """How the call stands."""
        return await self._ask("GET", f"/v1/calls/{call_no}", CallState, within=within, again=True)

    async def close_call(self, call_no: int, *, within: float = 10.0) -> CallState:
        """Take the call back, or say that it is done with."""
        return await self._ask("POST", f"/v1/calls/{call_no}/close", CallState, within=within, again=True)

    # -- the wire ------------------------------------------------------------------------------------------------------

    async def _ask(
        self,
        method: str,
        path: str,
        model: type[M],
        body: BaseModel | None = None,
        *,
        key: str | None = None,
        within: float,
        again: bool = False,
    ) -> M:
        response = await self._send(method, path, body, key, within, again=again)
        try:
            return model.model_validate_json(response.content)
        except ValidationError:
            raise Garbled(f"{method} {model.__name__}") from None  # the cause would carry values

    async def _send(
        self, method: str, path: str, body: BaseModel | None, key: str | None, within: float, *, again: bool
    ) -> httpx.Response:
        if within <= 0:
            raise ValueError("within must be more than 0 seconds")
        ends_at = self._clock() + within
        for pause_seconds in (*_PAUSES_SECONDS, None) if again else (None,):
            try:
                response = await self._send_once(method, path, body, key, ends_at - self._clock())
                self._log_state("online")
                return response
            except NotLetIn as refusal:
                self._log_state(str(refusal))
                raise
            except (Unreachable, CountyBusy) as away:
                self._log_state(type(away).__name__)
                if pause_seconds is None or self._clock() + pause_seconds >= ends_at:
                    raise
            await asyncio.sleep(pause_seconds)
        raise AssertionError("the last try returns or raises")

    def _log_state(self, state: str) -> None:
        """Log when the county goes and when it comes back, once each."""
        if state != self._state:
            self._state = state
            log.info("county", state=state)

    async def _send_once(
        self, method: str, path: str, body: BaseModel | None, key: str | None, within: float
    ) -> httpx.Response:
        # a compressed answer could be small on the line and endless in memory
        headers = {"accept-encoding": "identity"}
        if body is not None:
            headers["content-type"] = "application/json"
        if key is not None:
            headers["idempotency-key"] = key
        content = body.model_dump_json().encode("utf-8") if body is not None else b""
        request = self._http.build_request(method, path, content=content, headers=headers, timeout=within)
        self._signer.sign(request)
        try:
            async with asyncio.timeout(within):
                response = await self._answered(request)
        except (httpx.TransportError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise Garbled(type(error).__name__) from error
        _check(response)
        return response

    async def _answered(self, request: httpx.Request) -> httpx.Response:
        """The whole answer; let go of as soon as it is too large."""
        response = await self._http.send(request, stream=True)
        body = bytearray()
        try:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise Garbled("compressed")
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _MAX_ANSWER_BYTES:
                    raise Garbled("too large")
        finally:
            await response.aclose()
        return httpx.Response(response.status_code, content=bytes(body), request=request)


def _check(response: httpx.Response) -> None:
    if response.status_code < 300:
        return
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        # what stands between kiosk and county (a proxy) answers in its own way; its 5xx say nothing was decided
        raise (
            Unreachable(f"status {response.status_code}")
            if response.status_code >= 500
            else Garbled(f"status {response.status_code}")
        ) from None
    raise refused(problem)
