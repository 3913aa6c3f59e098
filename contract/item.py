"""The schema of an item file (config/items/<id>.yaml)."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from contract.plain_yaml import Source
from contract.text import Text

OutcomeName = Literal["granted", "refused", "referred", "waiting"]
Assurance = Literal["none", "L1", "L2", "L2N"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Names(_Part):
    plain: Text
    official: Text


class DatedValue(_Part):
    """A parameter's value from a civil date on; source is `sample`, `memory` or a citation."""

    from_: date = Field(alias="from", strict=False)
    value: JsonValue
    source: str


class Option(_Part):
    """One √ choice; `when` (CEL over data) hides it from people it is not for; label and note may hold {CEL}."""

    value: str | int
    label: Text
    note: Text | None = None
    when: str | None = None


class OnlyIf(_Part):
    """The question is asked only where an earlier question was answered so; the kiosk skips it otherwise."""

    question: str
    value: str | int


class Question(_Part):
    """What the citizen answers: `choice` one of options, `phone` a mobile number, `place` a province and city.

    `default` and `prefill` (CEL over data) give the first answer; `when` (CEL over data) and `only_if` (an earlier
    answer) skip the question. An unanswered or skipped question reads as "" or 0 in the rules.
    """

    id: str
    ask: Literal["choice", "phone", "place"]
    label: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    default: str | int | None = None
    prefill: str | None = None
    when: str | None = None
    only_if: OnlyIf | None = None


class Rule(_Part):
    """One line of the decision: the first `outcome` that matches decides, `warn` goes on if the citizen says so."""

    id: str
    when: str
    outcome: OutcomeName | None = None
    warn: bool = False
    say: Text
    next: str | None = None
    offer: str | None = None
    state: str | None = None
    alert: str | None = None


class SummaryRow(_Part):
    """One row of the page that is signed, or of the paper: `value` is a text with {CEL}, shown where `when` holds.

    `edit` names the question that changes it.
    """

    label: Text
    value: Text
    edit: str | None = None
    when: str | None = None


class Write(_Part):
    """A record made by a granted case: kind and CEL expressions by field; made where `when` holds."""

    kind: str
    when: str | None = None
    set: dict[str, str]


class Dedupe(_Part):
    """The same key is one matter (C08) while `while_` (CEL over the earlier case's computed values) holds."""

    key: str
    while_: str = Field(alias="while", default="true")


class Document(_Part):
    """What the case puts on paper: an A4 `certificate`, or a thermal `receipt` alone.

    `template` and `title` may hold {CEL}: a variant of the paper by what was decided. `valid_to` is CEL.
    """

    kind: Literal["certificate", "receipt"]
    template: str
    title: Text
    seal: str | None = None
    valid_to: str | None = None
    fields: tuple[SummaryRow, ...] = ()


class Example(_Part):
    """An edge case as a test: what is given and what is expected (named keys of `expect` are compared)."""

    item: str
    name: str
    today: date = Field(strict=False)
    applicant: str | dict[str, JsonValue]
    subject: str | dict[str, JsonValue] | None = None
    records: dict[str, list[dict[str, JsonValue]]] = {}
    input: dict[str, JsonValue] = {}
    expect: dict[str, JsonValue]


class Item(_Part):
    """One service of the county, complete."""

    id: str = Field(pattern=r"^[A-Z]{2}\d{2}$")
    code: str
    category: str
    department: str
    strength: Literal["A", "B", "C"]
    assurance: Assurance
    applicants: tuple[str, ...]
    names: Names
    granted: Text  # what is said when it is granted; {CEL}
    minutes: int = 3
    icon: str
    sensitive: bool = False  # never larger than body text on a screen, never on the loudspeaker
    basis: tuple[str, ...]
    reads: tuple[str, ...]
    parameters: dict[str, tuple[DatedValue, ...]] = {}
    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()
    compute: dict[str, str] = {}
    summary: tuple[SummaryRow, ...] = ()
    statement: Text  # what the signature √ says
    writes: tuple[Write, ...] = ()
    dedupe: Dedupe | None = None
    fee: int = 0
    document: Document
    next_offer: str | None = None
    guide: Text | None = None
    examples: tuple[Example, ...] = ()


def load_item(path: Path) -> Item:
    """Read one item file; raises pydantic.ValidationError or yaml.YAMLError with the place in the file."""
    return Item.model_validate(Source(path).value, strict=False)


def load_items(folder: Path) -> dict[str, Item]:
    """Read all items of a folder by id, in order of their ids."""
    items = (load_item(path) for path in sorted(folder.glob("*.yaml")))
    return {item.id: item for item in items}
