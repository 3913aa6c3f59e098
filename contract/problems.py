"""Problem details (RFC 9457) as county and kiosk know them: one type per thing a kiosk can do something about."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from contract.text import Text

_PREFIX = "urn:lideng:problem:"


class ProblemType(StrEnum):
    """The last part of a problem's `type` URI."""

    # who asks (401)
    UNSIGNED = "unsigned"
    UNKNOWN_KEY = "unknown-key"
    BAD_SIGNATURE = "bad-signature"
    WRONG_DIGEST = "wrong-digest"
    REPLAYED = "replayed"
    EXPIRED = "expired"
    CLOCK_SKEW = "clock-skew"
    # how it is asked
    INVALID = "invalid"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    KEY_MISSING = "idempotency-key-missing"
    KEY_REUSED = "idempotency-key-reused"
    # what is asked
    ENROLMENT_REFUSED = "enrolment-refused"
    ASSURANCE_TOO_LOW = "assurance-too-low"
    CARD_EXPIRED = "card-expired"
    HOLDER_NOT_CONFIRMED = "holder-not-confirmed"
    INPUT_REFUSED = "input-refused"
    SIGNATURE_NEEDED = "signature-needed"
    SUMMARY_CHANGED = "summary-changed"
    WARNINGS_OPEN = "warnings-not-accepted"
    CASE_CONCLUDED = "case-concluded"
    CASE_ABANDONED = "case-abandoned"
    CASE_OPEN = "case-open"
    ALREADY_RATED = "already-rated"
    CALL_CLOSED = "call-closed"
    # what cannot be done now
    DEPARTMENT_DOWN = "department-down"
    BUSY = "busy"
    TOO_MANY_TRIES = "too-many-tries"
    INTERNAL = "internal"

    @property
    def uri(self) -> str:
        return _PREFIX + self.value


class FieldProblem(BaseModel):
    """One field that is wrong: where (dotted path) and why; never the value itself."""

    model_config = ConfigDict(frozen=True)

    field: str
    reason: str


class Problem(BaseModel):
    """The body of every error (application/problem+json).

    `say` is what a visitor may be told. `server_time` (ISO 8601, UTC) comes with clock-skew, so that a kiosk can say
    that its clock is wrong.
    """

    model_config = ConfigDict(frozen=True)

    type: str
    title: str
    status: int
    detail: str | None = None
    say: Text | None = None
    errors: tuple[FieldProblem, ...] = ()
    server_time: str | None = None

    @property
    def kind(self) -> ProblemType | None:
        """The type this contract knows, or None for another's."""
        name = self.type.removeprefix(_PREFIX)
        return ProblemType(name) if name in set(ProblemType) else None
