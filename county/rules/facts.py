"""What a decision is made from, and what it says."""

from dataclasses import dataclass
from typing import Any

from contract.item import OutcomeName
from contract.text import Text
from contract.wire import Spoken, SummaryLine

JSON = str | int | bool | None | list[Any] | dict[str, Any]
Row = dict[str, Any]


class InputError(ValueError):
    """An answer cannot be taken: the question, and unknown_field, missing, not_an_option, bad_phone or bad_place."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class RuleFailed(RuntimeError):
    """A rule could not be evaluated on a snapshot: a fault of the catalogue, never of the citizen."""


@dataclass(frozen=True)
class Facts:
    """The stored snapshot: everything a decision may look at, JSON-able; the same facts give the same verdict.

    today is the civil date in Beijing, now the time there (ISO); county is county.this_county.FACTS; applicant and
    subject are police.person rows; data holds the rows of each kind the item reads.
    """

    today: str
    now: str
    county: dict[str, str]
    applicant: Row
    subject: Row
    data: dict[str, list[Row]]


@dataclass(frozen=True)
class RecordWrite:
    """A record a granted case makes: its kind and its fields (whom it is about included)."""

    kind: str
    body: dict[str, Any]


@dataclass(frozen=True)
class DecidedDocument:
    """What the case puts on paper; valid_to is an ISO date or None."""

    kind: str
    template: str
    title: Text
    seal: str | None
    valid_to: str | None


@dataclass(frozen=True)
class Verdict:
    """What the county decides: see contract.wire.Decision for the words.

    `next` is an item of the catalogue offered by one touch (None while that item does not exist here); `offers` names
    all items and variants the rule speaks of. `summary` is masked for a screen, `document_fields` (label, value) are
    not. `writes` and `document` are there only when granted; `alert` goes to staff silently.
    """

    outcome: OutcomeName
    rule: str | None
    say: Text
    next: str | None = None
    offers: tuple[str, ...] = ()
    state: str | None = None
    alert: str | None = None
    warnings: tuple[Spoken, ...] = ()
    computed: dict[str, JSON] | None = None
    writes: tuple[RecordWrite, ...] = ()
    dedupe_key: str | None = None
    summary: tuple[SummaryLine, ...] = ()
    statement: Text | None = None
    document: DecidedDocument | None = None
    document_fields: tuple[tuple[Text, str], ...] = ()
