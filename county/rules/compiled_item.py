"""One item, compiled: what it asks, and what it decides. Pure: the same facts and answers give the same verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contract.item import Item
from contract.kinds import KINDS
from contract.text import Text
from contract.wire import AskedQuestion, Spoken, SummaryLine
from county.rules import answers as taking
from county.rules.common import status_verdict
from county.rules.facts import JSON, DecidedDocument, Facts, InputError, RecordWrite, RuleFailed, Verdict
from county.rules.parts import CompiledRow, CompiledRule, Parts
from county.rules.values import Values

__all__ = ["CompiledItem", "Facts", "InputError", "RecordWrite", "RuleFailed", "Verdict"]


@dataclass(frozen=True)
class CompiledItem:
    """An item of the catalogue, ready to decide; `exists` says which items are there to be offered next."""

    item: Item
    parts: Parts = field(repr=False)
    exists: Callable[[str], bool] = field(repr=False)

    def early(self, facts: Facts) -> Verdict | None:
        """Return the outcome that needs no answers: the person's state (C05), then the item's first rules; or None."""
        return self._early(facts, self._blank(facts))

    def questions(self, facts: Facts, given: Mapping[str, str | int]) -> tuple[AskedQuestion, ...]:
        """Return the questions as this citizen sees them: only their options, first answers masked."""
        values = self._blank(facts)
        found = (taking.asked(question, values, given) for question in self.parts.questions)
        return tuple(question for question in found if question is not None)

    def check_input(self, facts: Facts, given: Mapping[str, object]) -> dict[str, str | int]:
        """Return the answers as they will be used; raises InputError on what was not offered or is missing."""
        return taking.checked(self.parts.questions, self._blank(facts), given)

    def decide(self, facts: Facts, given: Mapping[str, object]) -> Verdict:
        """Return the verdict; raises InputError on answers that cannot be taken, RuleFailed on a fault of the rules."""
        blank = self._blank(facts)
        if verdict := self._early(facts, blank):
            return verdict
        values = self._answered(blank, taking.checked(self.parts.questions, blank, given))
        return self._first_match(values, list(self.parts.rules), answered=True) or self._granted(values)

    def still_holds(self, facts: Facts, computed: Mapping[str, JSON]) -> bool:
        """Return whether an earlier case of the same dedupe key still is this matter (C08), by what it computed."""
        condition = self.parts.dedupe_while
        if condition is None:
            return False
        values = self._blank(facts)
        for name in self.parts.computes:
            if isinstance(computed.get(name), str | int | bool):
                values.set(name, computed[name])
        return bool(values.value(condition))

    def _blank(self, facts: Facts) -> Values:
        """The values before any answer."""
        unanswered = {question.question.id: question.blank for question in self.parts.questions}
        values = Values(self.item, self.parts.computes, facts, unanswered)
        return self._labelled(values, unanswered)

    def _answered(self, blank: Values, answers: taking.Answers) -> Values:
        return self._labelled(blank.answered(answers, self.parts.needs_input), answers)

    def _labelled(self, values: Values, answers: taking.Answers) -> Values:
        for question in self.parts.questions:
            name = question.question.id
            values.bind_label(name, taking.label(question, values, answers[name]))
        return values

    def _early(self, facts: Facts, blank: Values) -> Verdict | None:
        rules = [rule for rule in self.parts.rules if rule.early]
        found = status_verdict(facts.subject, facts.applicant)
        return found or self._first_match(blank, rules, answered=False)

    def _first_match(self, values: Values, rules: list[CompiledRule], *, answered: bool) -> Verdict | None:
        for compiled in rules:
            rule = compiled.rule
            if rule.outcome is None or not values.value(compiled.when):
                continue
            say = taking.screen(compiled.say, values)
            offers = tuple(name for name in (rule.next, rule.offer) if name)
            return Verdict(
                outcome=rule.outcome,
                rule=rule.id,
                say=say,
                next=self._shown(rule.next),
                offers=offers,
                state=rule.state,
                alert=rule.alert,
                warnings=self._warnings(values, rules[: rules.index(compiled)]),
                computed=values.plain(),
                dedupe_key=self._key(values, answered=answered),
            )
        return None

    def _granted(self, values: Values) -> Verdict:
        warnings = self._warnings(values, list(self.parts.rules))
        warned = [rule.rule for rule in self.parts.rules if rule.rule.id in {spoken.rule for spoken in warnings}]
        named = [*(name for rule in warned for name in (rule.next, rule.offer)), self.item.next_offer]
        return Verdict(
            outcome="granted",
            rule=None,
            say=taking.screen(self.parts.granted, values),
            next=self._shown(self.item.next_offer),
            offers=tuple(name for name in named if name),
            warnings=warnings,
            computed=values.compute_all(),
            writes=tuple(self._writes(values)),
            dedupe_key=self._key(values, answered=True),
            summary=tuple(self._lines(self.parts.summary, values)),
            statement=taking.screen(self.parts.statement, values),
            document=self._document(values),
            document_fields=self._fields(values),
        )

    def _warnings(self, values: Values, rules: list[CompiledRule]) -> tuple[Spoken, ...]:
        said = (rule for rule in rules if rule.rule.warn and values.value(rule.when))
        return tuple(Spoken(rule=rule.rule.id, say=taking.screen(rule.say, values)) for rule in said)

    def _shown(self, next_item: str | None) -> str | None:
        return next_item if next_item and self.exists(next_item) else None

    def _key(self, values: Values, *, answered: bool) -> str | None:
        key = self.parts.dedupe_key
        if key is None or (not answered and key.names & self.parts.needs_input):
            return None
        return f"{self.item.id}:{values.value(key)}"

    def _writes(self, values: Values) -> list[RecordWrite]:
        subject = values.subject
        writes = []
        for write in self.parts.writes:
            if write.when is not None and not values.value(write.when):
                continue
            kind = KINDS[write.kind]
            holder = subject["household_no"] if kind.scope == "household" else subject["id"]
            body: dict[str, Any] = {kind.holders[0]: holder}
            body |= {name: values.value(source) for name, source in write.set.items()}
            writes.append(RecordWrite(write.kind, body))
        return writes

    def _rows(self, rows: tuple[CompiledRow, ...], values: Values) -> list[CompiledRow]:
        return [row for row in rows if row.when is None or values.value(row.when)]

    def _lines(self, rows: tuple[CompiledRow, ...], values: Values) -> list[SummaryLine]:
        return [
            SummaryLine(label=taking.screen(row.label, values), value=taking.screen(row.value, values), edit=row.edit)
            for row in self._rows(rows, values)
        ]

    def _fields(self, values: Values) -> tuple[tuple[Text, str], ...]:
        shown = self._rows(self.parts.document.fields, values)
        return tuple((row.label.say(values.value), row.value.zh.say(values.value)) for row in shown)

    def _document(self, values: Values) -> DecidedDocument:
        compiled = self.parts.document
        valid_to = values.value(compiled.valid_to) if compiled.valid_to else ""
        return DecidedDocument(
            kind=self.item.document.kind,
            template=compiled.template.say(values.value),
            title=compiled.title.say(values.value),
            seal=self.item.document.seal,
            valid_to=valid_to or None,
        )
