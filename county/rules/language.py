"""CEL as an item speaks it: the typed variables and functions of contract.vocabulary, compiled expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cel_expr_python import cel

from contract.item import Item, Question
from contract.kinds import PERSON
from contract.vocabulary import FUNCTIONS, VARIABLES, WRITTEN_OUT, Signature
from county.rules.facts import RuleFailed
from county.rules.functions import PURE
from county.rules.macros import expand
from county.rules.rows import POOL, message_name

_T = cel.Type
_PERSON = _T(message_name(PERSON))
TYPES: dict[str, Any] = {
    "string": _T.STRING,
    "int": _T.INT,
    "bool": _T.BOOL,
    "strings": _T.List(_T.STRING),
    "ints": _T.List(_T.INT),
    "person": _PERSON,
}
_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_MESSAGE = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")


class CompileError(ValueError):
    """An expression is not CEL, or names or types in it are wrong; line counts from 1 within the expression."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, eq=False)
class Expression:
    """A compiled expression: its source, the names of variables in it, its type as text (STRING, INT, BOOL, …)."""

    source: str
    names: frozenset[str]
    type: Any
    _program: Any

    def value(self, variables: Mapping[str, Any]) -> Any:
        """Evaluate; raises RuleFailed where it has no value (index out of range, no date, …)."""
        try:
            result = self._program.eval(data=variables)
        except RuntimeError as trouble:
            raise RuleFailed(f"{self.source}: {trouble}") from trouble
        if result.type() == _T.ERROR:
            raise RuleFailed(f"{self.source}: {result.value()}")
        return result.plain_value()


def names_in(source: str) -> frozenset[str]:
    """Return the names that stand alone or first in a path: an over-approximation of the variables in a source."""
    return frozenset(_NAME.findall(_LITERAL.sub("''", source)))


def _declared(it: Signature) -> Any:
    types = [TYPES[name] for name in it.parameters]
    return cel.FunctionDecl(it.name, [cel.Overload(f"{it.name}_of", TYPES[it.returns], types, impl=PURE[it.name])])


_DECLARED = [_declared(it) for it in (*FUNCTIONS, *WRITTEN_OUT) if "person" not in it.parameters]


def _of_question(question: Question) -> Any:
    numbers = [isinstance(option.value, int) for option in question.options]
    if question.ask == "choice" and any(numbers) and not all(numbers):
        raise CompileError(f"question {question.id}: options are numbers and texts mixed")
    return _T.INT if question.ask == "choice" and any(numbers) else _T.STRING


def _of_value(value: Any) -> Any:
    if isinstance(value, bool):
        return _T.BOOL
    if isinstance(value, int):
        return _T.INT
    if isinstance(value, str):
        return _T.STRING
    if isinstance(value, list) and value:
        return _T.List(_of_value(value[0]))
    if isinstance(value, dict) and value:
        return _T.Map(_T.STRING, _of_value(next(iter(value.values()))))
    raise CompileError(f"a parameter cannot be {value!r}")


class Language:
    """The variables an item's expressions may use; compiles them with full checking of names and types."""

    def __init__(self, item: Item) -> None:
        """Declare the item's variables; raises CompileError where a question or parameter has no type."""
        self._types: dict[str, Any] = {name: TYPES[kind] for name, kind in VARIABLES.items()}
        self._types |= {f"data.{kind}": _T.List(_T(message_name(kind))) for kind in item.reads}
        self._types |= {f"input.{question.id}": _of_question(question) for question in item.questions}
        self._types |= {f"label.{question.id}.{of}": _T.STRING for question in item.questions for of in ("zh", "en")}
        self._types |= {f"param.{name}": _of_value(dated[-1].value) for name, dated in item.parameters.items()}
        self._unknown: set[str] = set()
        self._environment = self._make()

    def _make(self) -> Any:
        return cel.NewEnv(POOL, variables=self._types, functions=_DECLARED)

    def declare(self, name: str, expression: Expression | None) -> None:
        """Let later expressions use the value of one under a name; None: one that did not compile."""
        self._types[name] = expression.type if expression else _T.DYN
        if expression is None:
            self._unknown.add(name)
        self._environment = self._make()

    def compile(self, source: str, *wanted: str) -> Expression:
        """Compile and check; raises CompileError, also when the type is none of the wanted ones (names of TYPES)."""
        try:
            program = self._environment.compile(expand(source))
        except RuntimeError as trouble:
            raise _compile_error(str(trouble)) from trouble
        kind = program.return_type()
        names = names_in(source)
        fits = not wanted or any(kind == TYPES[name] for name in wanted)
        if not fits and not names & self._unknown:
            raise CompileError(f"{' or '.join(wanted)} expected, this is {kind!r}: {source}")
        return Expression(source, names, kind, program)


def _compile_error(message: str) -> CompileError:
    found = _MESSAGE.search(message)
    return CompileError(found[3], int(found[1])) if found else CompileError(message)
