"""Runs examples: what is given is made into facts, decided, and what is named under `expect` compared."""

from collections.abc import Callable, Mapping
from typing import Any

from contract.item import Example
from contract.kinds import KINDS, PERSON
from contract.wire import AskedQuestion
from county.population.fixtures import BY_NUMBER, Fixture
from county.rules.catalogue import Catalogue
from county.rules.compiled_item import CompiledItem
from county.rules.facts import Facts, InputError, RuleFailed, Verdict
from county.this_county import CODE, FACTS


class ExampleError(ValueError):
    """An example cannot be run: unknown item, person, kind or field."""


def _fixture(given: str | Mapping[str, Any]) -> Fixture:
    """A fixture by number, or a whole row: what it leaves out is usual (alive, of this county, born as the id says)."""
    if isinstance(given, str):
        if given not in BY_NUMBER:
            raise ExampleError(f"{given} is none of the fixtures")
        return BY_NUMBER[given]
    number = str(given.get("id", ""))
    if len(number) != 18:
        raise ExampleError("a person needs an id of 18 characters")
    born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    usual = {"status": "正常", "birth": born, "hukou_county": CODE, "household_no": f"of {number}"}
    person = usual | dict(given)
    if unknown := set(person) - set(KINDS[PERSON].fields):
        raise ExampleError(f"{PERSON} has no field {sorted(unknown)[0]!r}")
    return Fixture(person)


def _rows(kind: str, example: Example, of: Fixture) -> list[dict[str, Any]]:
    """The rows of a kind: the example's where it names the kind, else the fixture's own."""
    given = example.records.get(kind)
    bodies = [body for name, body in of.records if name == kind] if given is None else given
    holder = KINDS[kind].holders[0]
    mine = of.person["household_no" if KINDS[kind].scope == "household" else "id"]
    return [{holder: mine} | dict(body) for body in bodies]


def facts_of(example: Example, catalogue: Catalogue) -> Facts:
    """Return the facts an example gives; raises ExampleError."""
    if example.item not in catalogue.items:
        raise ExampleError(f"there is no item {example.item!r}")
    for kind in example.records:
        if kind not in KINDS:
            raise ExampleError(f"there is no kind {kind!r}")
    applicant = _fixture(example.applicant)
    subject = applicant if example.subject is None else _fixture(example.subject)
    today = example.today.isoformat()
    return Facts(
        today=today,
        now=f"{today}T09:00:00+08:00",
        county=FACTS,
        applicant=applicant.person,
        subject=subject.person,
        data={kind: _rows(kind, example, subject) for kind in catalogue.items[example.item].reads},
    )


def _answer(question: AskedQuestion, given: Any) -> Any:
    """An example may leave an answer out (then the first offered counts) or tick a lone √ with true."""
    if given is True and len(question.options) == 1:
        return question.options[0].value
    for option in question.options:
        if str(given) == str(option.value):
            return option.value
    if given is not None:
        return given
    if question.first is not None:
        return question.first
    return question.options[0].value if question.options else {"phone": "13800000000"}.get(question.ask)


def answers_of(example: Example, item: CompiledItem, facts: Facts) -> dict[str, Any]:
    """Return the answers of an example, what it leaves out filled in."""
    asked = {question.id: question for question in item.questions(facts, {})}
    filled = {name: _answer(question, example.input.get(name)) for name, question in asked.items()}
    return dict(example.input) | {name: answer for name, answer in filled.items() if answer is not None}


def run(example: Example, catalogue: Catalogue) -> list[str]:
    """Return what differs from what the example expects, one sentence each; nothing when it holds."""
    try:
        facts = facts_of(example, catalogue)
        item = catalogue.compiled(example.item)
        verdict = item.early(facts) or item.decide(facts, answers_of(example, item, facts))
    except InputError as error:
        wanted = example.expect.get("input_error")
        return [] if wanted == error.field else [f"answer not taken: {error}"]
    except (ExampleError, RuleFailed) as error:
        return [str(error)]
    differences = []
    for key, wanted in example.expect.items():
        if key not in _SEEN:
            differences.append(f"expect cannot compare {key!r}")
        elif not _holds(wanted, found := _SEEN[key](verdict)):
            differences.append(f"{key}: expected {wanted!r}, decided {found!r}")
    return differences


_SEEN: dict[str, Callable[[Verdict], Any]] = {
    "outcome": lambda verdict: verdict.outcome,
    "rule": lambda verdict: verdict.rule,
    "say": lambda verdict: verdict.say.zh,
    "state": lambda verdict: verdict.state,
    "alert": lambda verdict: verdict.alert,
    "next": lambda verdict: verdict.offers[0] if verdict.offers else None,
    "offers": lambda verdict: list(verdict.offers),
    "warnings": lambda verdict: [spoken.rule for spoken in verdict.warnings],
    "computed": lambda verdict: verdict.computed,
    "amount": lambda verdict: (verdict.computed or {}).get("amount"),
    "writes": lambda verdict: [write.kind for write in verdict.writes],
    "document": lambda verdict: verdict.document and verdict.document.kind,
    "template": lambda verdict: verdict.document and verdict.document.template,
    "fields": lambda verdict: {label.zh: value for label, value in verdict.document_fields},
    "summary": lambda verdict: {line.label.zh: line.value.zh for line in verdict.summary},
    "input_error": lambda verdict: None,
}


def _holds(wanted: Any, found: Any) -> bool:
    """Lists: all wanted are there (an empty one wants none); maps: the wanted keys; "" and null are one."""
    if isinstance(wanted, list) and isinstance(found, list):
        return all(entry in found for entry in wanted) if wanted else not found
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_holds(value, found.get(key)) for key, value in wanted.items())
    return bool(wanted == found or (wanted in ("", None) and found in ("", None)))
