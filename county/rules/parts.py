"""The compiled parts of an item."""

from dataclasses import dataclass

from contract.item import Option, Question, Rule
from county.rules.language import Expression
from county.rules.templates import Template, TextTemplate


@dataclass(frozen=True)
class CompiledRule:
    """`early` rules need no answers and stand before all that do."""

    rule: Rule
    when: Expression
    say: TextTemplate
    early: bool


@dataclass(frozen=True)
class CompiledOption:
    option: Option
    label: TextTemplate
    note: TextTemplate | None
    when: Expression | None


@dataclass(frozen=True)
class CompiledQuestion:
    question: Question
    label: TextTemplate
    hint: TextTemplate | None
    prefill: Expression | None
    when: Expression | None
    options: tuple[CompiledOption, ...]

    @property
    def blank(self) -> str | int:
        """What the question reads as in rules while it is not answered."""
        numbers = self.question.options and all(isinstance(o.option.value, int) for o in self.options)
        return 0 if numbers else ""


@dataclass(frozen=True)
class CompiledRow:
    label: TextTemplate
    value: TextTemplate
    edit: str | None
    when: Expression | None


@dataclass(frozen=True)
class CompiledWrite:
    kind: str
    when: Expression | None
    set: dict[str, Expression]


@dataclass(frozen=True)
class CompiledDocument:
    template: Template
    title: TextTemplate
    valid_to: Expression | None
    fields: tuple[CompiledRow, ...]


@dataclass(frozen=True)
class Parts:
    """Everything compiled of one item, in the order the decision needs it."""

    rules: tuple[CompiledRule, ...]
    questions: tuple[CompiledQuestion, ...]
    computes: dict[str, Expression]
    summary: tuple[CompiledRow, ...]
    writes: tuple[CompiledWrite, ...]
    document: CompiledDocument
    dedupe_key: Expression | None
    dedupe_while: Expression | None
    granted: TextTemplate
    statement: TextTemplate
    needs_input: frozenset[str]
    """Names (input, and computed values made from it) an expression must not use to be evaluated before the answers."""
