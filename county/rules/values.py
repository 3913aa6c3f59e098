"""The variables of one decision: facts, answers, parameters in force, and computed values made when first needed."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from contract.item import DatedValue, Item
from contract.kinds import PERSON
from contract.text import Text
from county.rules.facts import JSON, Facts, RuleFailed
from county.rules.language import Expression
from county.rules.rows import row
from county.this_county import FACTS


def in_force(dated: tuple[DatedValue, ...], today: str) -> Any:
    """Return a parameter's value on a date; raises RuleFailed before its first."""
    valid = [entry for entry in dated if entry.from_.isoformat() <= today]
    if not valid:
        raise RuleFailed(f"no value in force on {today}")
    return max(valid, key=lambda entry: entry.from_).value


class Values:
    """Evaluates an item's expressions on one set of facts and answers."""

    def __init__(
        self, item: Item, computes: Mapping[str, Expression], facts: Facts, answers: Mapping[str, str | int]
    ) -> None:
        """Bind everything but the computed values; raises RuleFailed, or RowError where a row does not fit its kind."""
        self._computes = computes
        self.subject = facts.subject
        self.computed: dict[str, Any] = {}
        self._known: dict[Expression, Any] = {}
        self._bound: dict[str, Any] = {
            "today": facts.today,
            "now": facts.now,
            "applicant": row(PERSON, facts.applicant),
            "subject": row(PERSON, facts.subject),
            **{f"county.{name}": facts.county.get(name, "") for name in FACTS},
            **{f"param.{name}": in_force(dated, facts.today) for name, dated in item.parameters.items()},
            **{f"input.{name}": value for name, value in answers.items()},
            **{f"data.{kind}": [row(kind, body) for body in facts.data.get(kind, [])] for kind in item.reads},
        }

    def value(self, expression: Expression) -> Any:
        """Evaluate an expression, computing first what it names; each is evaluated once for a decision."""
        if expression not in self._known:
            for name, source in self._computes.items():
                if name in expression.names and name not in self.computed:
                    self.set(name, self.value(source))
            self._known[expression] = expression.value(self._bound)
        return self._known[expression]

    def answered(self, answers: Mapping[str, str | int], needs_input: frozenset[str]) -> "Values":
        """Return the same values with answers; what was evaluated without naming any of needs_input is kept."""
        other = copy(self)
        other._bound = self._bound | {f"input.{name}": value for name, value in answers.items()}
        other._known = {it: value for it, value in self._known.items() if not it.names & needs_input}
        other.computed = {name: value for name, value in self.computed.items() if name not in needs_input}
        return other

    def bind_label(self, question: str, label: Text) -> None:
        """Bind how an answer reads to the citizen."""
        self._bound |= {f"label.{question}.zh": label.zh, f"label.{question}.en": label.en}

    def set(self, name: str, value: Any) -> None:
        """Bind a computed value."""
        self.computed[name] = value
        self._bound[name] = value

    def compute_all(self) -> dict[str, JSON]:
        """Return all computed values that are JSON (lists of rows are not)."""
        for name, source in self._computes.items():
            if name not in self.computed:
                self.set(name, self.value(source))
        return self.plain()

    def plain(self) -> dict[str, JSON]:
        """Return the values computed so far that are JSON."""
        return {name: value for name, value in self.computed.items() if isinstance(value, str | int | bool)}
