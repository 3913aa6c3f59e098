"""The models on the wire between a kiosk and its county (HTTP, JSON; errors are RFC 9457 problem details).

Every request of a kiosk under /v1 is signed (RFC 9421, Ed25519, content-digest, created, nonce); requests that change
something carry an Idempotency-Key. `open`, `answer`, `confirm` are the three steps of a case.
"""

import hashlib
import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contract.item import OutcomeName
from contract.text import Text

Input = dict[str, str | int]
CardKind = Literal["cn", "hkmt", "fpr2017", "fpr2023"]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


CivilDate = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class IdentityProof(Wire):
    """Whom the card (and later the face) proves; dates are ISO civil dates, valid_to None means long-term."""

    assurance: Literal["L1", "L2", "L2N"]
    kind: CardKind
    number: str = Field(min_length=15, max_length=18)
    name: str = Field(min_length=1, max_length=60)
    sex: str
    birth: CivilDate
    valid_from: CivilDate
    valid_to: CivilDate | None
    address: str = ""


# -- POST /v1/terminals ----------------------------------------------------------------------------------------------


class Enrolment(Wire):
    """A kiosk's first request, signed with the key it brings; the code was issued by the county once."""

    terminal: str = Field(pattern=r"^\d{4}$")
    code: str
    public_key_pem: str


class Enrolled(Wire):
    key_id: str
    site: str


# -- GET /v1/items ---------------------------------------------------------------------------------------------------


class ItemReadiness(Wire):
    """Whether the county can decide the item now: its departments answer; else why, in plain words."""

    id: str
    ready: bool
    why: Text | None = None


class Readiness(Wire):
    today: str
    items: tuple[ItemReadiness, ...]


# -- POST /v1/cases --------------------------------------------------------------------------------------------------


class OpenCase(Wire):
    item: str
    applicant: IdentityProof


class AskedOption(Wire):
    value: str | int
    label: Text
    note: Text | None = None


class OnlyIf(Wire):
    """Ask this question only where an earlier one was answered so."""

    question: str
    value: str | int


class AskedQuestion(Wire):
    """A question as this citizen sees it: only the options meant for them, with the first answer filled in (masked)."""

    id: str
    ask: Literal["choice", "phone", "place"]
    label: Text
    hint: Text | None = None
    options: tuple[AskedOption, ...] = ()
    first: str | int | None = None
    only_if: OnlyIf | None = None


class SummaryLine(Wire):
    label: Text
    value: Text
    edit: str | None = None


class Spoken(Wire):
    """A rule that matched: its id and what it says."""

    rule: str
    say: Text


class Decision(Wire):
    """What the county would decide now; nothing is written yet.

    `already` is the number of the earlier case of the same matter (C08): then `outcome` is that case's, nothing is
    signed, and confirming gives the earlier case's documents to be printed again.
    """

    outcome: OutcomeName
    rule: str | None = None
    say: Text
    next: str | None = None
    warnings: tuple[Spoken, ...] = ()
    summary: tuple[SummaryLine, ...] = ()
    statement: Text | None = None
    already: str | None = None


class Opened(Wire):
    """A case exists from here on. `refusal` is an early outcome that needs no answers."""

    case_no: str
    item: str
    item_hash: Digest
    holder_name: str
    holder_number_masked: str
    questions: tuple[AskedQuestion, ...]
    refusal: Decision | None = None


# -- POST /v1/cases/{case_no}/answer · /confirm ----------------------------------------------------------------------


class Answer(Wire):
    input: Input


class Signature(Wire):
    """The √ under the summary: when, and `summary_hash` of the lines and the statement that were on the screen."""

    signed_at: Annotated[datetime, Field(strict=False)]
    summary_hash: Digest


class Confirm(Wire):
    """Conclude the case. What is granted needs a signature; a refusal, a referral, a queue or C08 does not."""

    input: Input
    accepted_warnings: tuple[str, ...] = ()
    signature: Signature | None = None


class DocumentRef(Wire):
    """An original counted by the county; fetched as PDF from /v1/cases/{case_no}/documents/{id}."""

    id: str
    title: Text
    pages: int
    sha256: Digest


class Receipt(Wire):
    """What the thermal slip says; the kiosk lays it out. `word` is 已办结 / 审核通过 / 预约成功 / 告知 / 转人工."""

    number: str
    word: Text
    title: Text
    rows: tuple[SummaryLine, ...]
    say: Text
    qr: str
    hotline: str


class Outcome(Wire):
    case_no: str
    outcome: OutcomeName
    rule: str | None = None
    say: Text
    next: str | None = None
    documents: tuple[DocumentRef, ...] = ()
    receipt: Receipt


# -- POST /v1/cases/{case_no}/documents/{id}/prints · /receipt · /rating · /abandon ---------------------------------


class PrintReport(Wire):
    """How a physical act ended; the Idempotency-Key is the attempt's."""

    result: Literal["done", "not_done", "unknown"]
    trouble: str | None = None


class PrintState(Wire):
    state: Literal["collected", "uncollected", "in_doubt"]
    prints: int


class ReceiptReport(Wire):
    """The slip of a case: printed, or not (then the county sends an SMS where it knows a number)."""

    result: Literal["done", "not_done", "unknown"]


class ReceiptState(Wire):
    sms_to_masked: str | None


class Rating(Wire):
    """One case, one rating, on the national five-grade scale (GB/T 39735)."""

    stars: int = Field(ge=1, le=5)
    via: Literal["pad", "screen"]


# -- POST /v1/uncollected --------------------------------------------------------------------------------------------


class UncollectedQuery(Wire):
    applicant: IdentityProof


class UncollectedDocument(Wire):
    case_no: str
    item: str
    title: Text
    decided_on: str
    in_doubt: bool
    document: DocumentRef


class Uncollected(Wire):
    documents: tuple[UncollectedDocument, ...]


# -- POST /v1/calls · GET /v1/calls/{call_no} ------------------------------------------------------------------------


class PlaceCall(Wire):
    """A visitor (reason help) or a machine (paper_out, jam, …) asks for a person; no personal data."""

    reason: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    screen: str = Field(pattern=r"^[a-z0-9_]{0,40}$")
    case_no: str | None = Field(default=None, pattern=r"^[A-Z0-9-]{1,32}$")


class CallState(Wire):
    call_no: int
    state: Literal["placed", "seen", "coming", "closed"]
    placed_at: str
    attendant: str | None = None


def summary_hash(lines: tuple[SummaryLine, ...], statement: Text | None) -> Digest:
    """Return the SHA-256 of what the signature is under: the lines in their order and the statement, canonical JSON."""
    shown = {
        "lines": [line.model_dump(mode="json") for line in lines],
        "statement": statement.model_dump(mode="json") if statement else None,
    }
    canonical = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
