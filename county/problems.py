"""Every error of the county leaves as problem details (RFC 9457)."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from contract.problems import FieldProblem, Problem, ProblemType
from contract.text import Text
from county.store import StoreBusy

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    ProblemType.UNSIGNED: "The request carries no usable signature",
    ProblemType.UNKNOWN_KEY: "The key is not enrolled",
    ProblemType.BAD_SIGNATURE: "The signature does not hold",
    ProblemType.WRONG_DIGEST: "The content is not what was signed",
    ProblemType.REPLAYED: "The request was sent before",
    ProblemType.EXPIRED: "The request is too old",
    ProblemType.CLOCK_SKEW: "The request comes from the future: the sender's clock is wrong",
    ProblemType.INVALID: "The request is not well formed",
    ProblemType.NOT_FOUND: "There is no such thing here",
    ProblemType.METHOD_NOT_ALLOWED: "This cannot be done here",
    ProblemType.UNSUPPORTED_MEDIA_TYPE: "The content must be application/json",
    ProblemType.TOO_LARGE: "The content is too large",
    ProblemType.TOO_SLOW: "The request did not come to its end in time",
    ProblemType.KEY_MISSING: "An Idempotency-Key is needed",
    ProblemType.KEY_REUSED: "The Idempotency-Key was used for another request",
    ProblemType.ENROLMENT_REFUSED: "The enrolment code is not good",
    ProblemType.ASSURANCE_TOO_LOW: "The item needs a stronger proof of identity",
    ProblemType.CARD_EXPIRED: "The identity card has expired",
    ProblemType.HOLDER_NOT_CONFIRMED: "The card and the register do not agree",
    ProblemType.INPUT_REFUSED: "An answer cannot be taken",
    ProblemType.SIGNATURE_NEEDED: "The summary must be signed first",
    ProblemType.SUMMARY_CHANGED: "The summary is no longer what was signed",
    ProblemType.WARNINGS_OPEN: "A warning has not been accepted",
    ProblemType.CASE_CONCLUDED: "The case is concluded",
    ProblemType.CASE_ABANDONED: "The case was abandoned",
    ProblemType.CASE_OPEN: "The case is not concluded yet",
    ProblemType.ALREADY_RATED: "The case is rated already",
    ProblemType.CALL_CLOSED: "The call is closed",
    ProblemType.DEPARTMENT_DOWN: "A department does not answer",
    ProblemType.BUSY: "The county is busy",
    ProblemType.TOO_MANY_TRIES: "Too many tries",
    ProblemType.INTERNAL: "The county made a mistake",
}


class ProblemRaised(Exception):
    """A request that ends with this problem; nothing of it is kept."""

    def __init__(
        self,
        kind: ProblemType,
        status: int,
        detail: str | None = None,
        *,
        say: Text | None = None,
        errors: tuple[FieldProblem, ...] = (),
        server_time: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(kind.value)
        self.headers = headers or {}
        self.problem = Problem(
            type=kind.uri,
            title=_TITLES[kind],
            status=status,
            detail=detail,
            say=say,
            errors=errors,
            server_time=server_time,
        )

    def response(self) -> Response:
        body = self.problem.model_dump_json(exclude_none=True).encode("utf-8")
        return Response(body, self.problem.status, self.headers, MEDIA_TYPE)


def not_found() -> ProblemRaised:
    """What is not there, and what is not this terminal's: the two must look the same."""
    return ProblemRaised(ProblemType.NOT_FOUND, 404)


def invalid(error: ValidationError | RequestValidationError) -> ProblemRaised:
    """Turn a model's errors into a 422; values are never echoed, names only as far as they can be written."""
    errors = tuple(FieldProblem(field=_path(one["loc"]), reason=one["type"]) for one in error.errors())
    return ProblemRaised(ProblemType.INVALID, 422, errors=errors[:20])


def _path(location: tuple[int | str, ...]) -> str:
    dotted = ".".join(str(part) for part in location)
    return dotted.encode("utf-8", "replace").decode("utf-8")[:120]


_BY_STATUS = {
    401: ProblemType.UNSIGNED,
    404: ProblemType.NOT_FOUND,
    405: ProblemType.METHOD_NOT_ALLOWED,
    413: ProblemType.TOO_LARGE,
    415: ProblemType.UNSUPPORTED_MEDIA_TYPE,
}


def answer_problems(app: FastAPI) -> None:
    """Make every error of the app a problem: raised by us, by the framework, or by mistake."""

    @app.exception_handler(ProblemRaised)
    async def raised(_: Request, error: ProblemRaised) -> Response:
        return error.response()

    @app.exception_handler(HTTPException)
    async def framework(_: Request, error: HTTPException) -> Response:
        kind = _BY_STATUS.get(error.status_code, ProblemType.INVALID)
        return ProblemRaised(kind, error.status_code, headers=dict(error.headers or {})).response()

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, error: RequestValidationError) -> Response:
        return invalid(error).response()

    @app.exception_handler(StoreBusy)
    async def busy(_: Request, error: StoreBusy) -> Response:
        return ProblemRaised(ProblemType.BUSY, 503, headers={"Retry-After": "2"}).response()

    @app.exception_handler(Exception)
    async def mistake(_: Request, error: Exception) -> Response:
        return ProblemRaised(ProblemType.INTERNAL, 500).response()
