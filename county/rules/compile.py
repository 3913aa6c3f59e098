"""Compiles an item file: every expression and text checked, every trouble with its line in the file."""

from dataclasses import dataclass
from pathlib import Path

from contract.item import Item, Question, SummaryRow, Write
from contract.kinds import KINDS
from contract.plain_yaml import Source
from contract.text import Text
from county.rules.language import CompileError, Expression, Language, names_in
from county.rules.parts import (
    CompiledDocument,
    CompiledOption,
    CompiledQuestion,
    CompiledRow,
    CompiledRule,
    CompiledWrite,
    Parts,
)
from county.rules.templates import Template, TextTemplate, compile_template, split

Place = tuple[str | int, ...]
_NOTHING = Template(())


@dataclass(frozen=True, order=True)
class Trouble:
    """Something wrong in a file of the catalogue."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class CatalogueError(ValueError):
    """The catalogue cannot be used: all its troubles, each with file and line."""

    def __init__(self, troubles: list[Trouble]) -> None:
        super().__init__("\n".join(str(trouble) for trouble in troubles))
        self.troubles = troubles


class Compiler:
    """Compiles one item, collecting troubles instead of stopping at the first."""

    def __init__(self, item: Item, source: Source) -> None:
        self.item, self.source = item, source
        self.troubles: list[Trouble] = []
        unknown = [kind for kind in item.reads if kind not in KINDS]
        for kind in unknown:
            self.trouble(("reads", item.reads.index(kind)), f"there is no kind {kind!r}")
        known = item.model_copy(update={"reads": tuple(kind for kind in item.reads if kind in KINDS)})
        try:
            self.language = Language(known)
        except CompileError as trouble:
            self.trouble((), str(trouble))
            raise CatalogueError(self.troubles) from trouble
        self._never = self.language.compile("false")  # stands in for what did not compile
        self._needs_input = {"input", "label"}

    def trouble(self, place: Place, message: str, offset: int = 0) -> None:
        self.troubles.append(Trouble(self.source.path, self.source.line(place) + offset, message))

    def parts(self) -> Parts:
        """Compile everything; raises CatalogueError when something is wrong."""
        computes = self._computes()
        dedupe = self.item.dedupe
        parts = Parts(
            rules=self._rules(),
            questions=tuple(self._question(at, question) for at, question in enumerate(self.item.questions)),
            computes=computes,
            summary=self._rows(("summary",), self.item.summary),
            writes=self._writes(),
            document=self._document(),
            dedupe_key=self._optional(("dedupe", "key"), dedupe.key if dedupe else None, "string"),
            dedupe_while=self._optional(("dedupe", "while"), dedupe.while_ if dedupe else None, "bool"),
            granted=self._text(("granted",), self.item.granted),
            statement=self._text(("statement",), self.item.statement),
            needs_input=frozenset(self._needs_input),
        )
        if self.troubles:
            raise CatalogueError(sorted(self.troubles))
        return parts

    def _expression(self, place: Place, source: str, *wanted: str) -> Expression:
        try:
            return self.language.compile(source, *wanted)
        except CompileError as trouble:
            self.trouble(place, str(trouble), trouble.line - 1)
            return self._never

    def _optional(self, place: Place, source: str | None, *wanted: str) -> Expression | None:
        return None if source is None else self._expression(place, source, *wanted)

    def _template(self, place: Place, text: str) -> Template:
        try:
            return compile_template(self.language, text)
        except CompileError as trouble:
            self.trouble(place, str(trouble))
            return _NOTHING

    def _text(self, place: Place, text: Text) -> TextTemplate:
        return TextTemplate(self._template((*place, "zh"), text.zh), self._template((*place, "en"), text.en))

    def _optional_text(self, place: Place, text: Text | None) -> TextTemplate | None:
        return None if text is None else self._text(place, text)

    def _computes(self) -> dict[str, Expression]:
        compiled = {}
        for name, source in self.item.compute.items():
            before = len(self.troubles)
            compiled[name] = self._expression(("compute", name), source)
            self.language.declare(name, compiled[name] if len(self.troubles) == before else None)
            if names_in(source) & self._needs_input:
                self._needs_input.add(name)
        return compiled

    def _rules(self) -> tuple[CompiledRule, ...]:
        compiled, early = [], True
        for at, rule in enumerate(self.item.rules):
            when = self._expression(("rules", at, "when"), rule.when, "bool")
            say = self._text(("rules", at, "say"), rule.say)
            early = early and not (when.names | say.names) & self._needs_input
            compiled.append(CompiledRule(rule, when, say, early))
            if rule.warn == (rule.outcome is not None):
                self.trouble(("rules", at), f"{rule.id}: either an outcome or warn: true")
        return tuple(compiled)

    def _question(self, at: int, question: Question) -> CompiledQuestion:
        place: Place = ("questions", at)
        self._check_question(at, question)
        kind = "int" if question.options and isinstance(question.options[0].value, int) else "string"
        return CompiledQuestion(
            question=question,
            label=self._text((*place, "label"), question.label),
            hint=self._optional_text((*place, "hint"), question.hint),
            prefill=self._optional((*place, "prefill"), question.prefill, kind),
            when=self._optional((*place, "when"), question.when, "bool"),
            options=tuple(
                CompiledOption(
                    option,
                    self._text((*place, "options", number, "label"), option.label),
                    self._optional_text((*place, "options", number, "note"), option.note),
                    self._optional((*place, "options", number, "when"), option.when, "bool"),
                )
                for number, option in enumerate(question.options)
            ),
        )

    def _check_question(self, at: int, question: Question) -> None:
        values = [option.value for option in question.options]
        if (question.ask == "choice") != bool(values) or len(set(values)) != len(values):
            self.trouble(("questions", at), f"{question.id}: a choice has options, each value once; others have none")
        if question.default is not None and question.default not in values:
            self.trouble(("questions", at, "default"), f"{question.id}: {question.default!r} is none of its options")
        before = {earlier.id: earlier for earlier in self.item.questions[:at]}
        for place, source in (("prefill", question.prefill), ("when", question.when)):
            if source and names_in(source) & self._needs_input:
                self.trouble(("questions", at, place), f"{place} is known before the answers: it cannot use input")
        for number, option in enumerate(question.options):
            if _template_names(option.label.zh, option.label.en) & self._needs_input:
                self.trouble(("questions", at, "options", number, "label"), "a label cannot use input")
        if (only := question.only_if) is None:
            return
        options = before[only.question].options if only.question in before else ()
        if all(option.value != only.value for option in options):
            self.trouble(("questions", at, "only_if"), f"no earlier question {only.question} with {only.value!r}")

    def _rows(self, place: Place, rows: tuple[SummaryRow, ...]) -> tuple[CompiledRow, ...]:
        asked = {question.id for question in self.item.questions}
        for at, row in enumerate(rows):
            if row.edit is not None and row.edit not in asked:
                self.trouble((*place, at, "edit"), f"there is no question {row.edit!r}")
        return tuple(
            CompiledRow(
                self._text((*place, at, "label"), row.label),
                self._text((*place, at, "value"), row.value),
                row.edit,
                self._optional((*place, at, "when"), row.when, "bool"),
            )
            for at, row in enumerate(rows)
        )

    def _writes(self) -> tuple[CompiledWrite, ...]:
        return tuple(self._write(("writes", at), write) for at, write in enumerate(self.item.writes))

    def _write(self, place: Place, write: Write) -> CompiledWrite:
        kind = write.kind
        known = KINDS[kind].fields if kind in KINDS else {}
        if not known:
            self.trouble((*place, "kind"), f"there is no kind {kind!r}")
        compiled = {}
        for name, source in write.set.items():
            if known and name not in known:
                self.trouble((*place, "set", name), f"{kind} has no field {name!r}")
                continue
            wanted = (known[name].name,) if known else ()
            compiled[name] = self._expression((*place, "set", name), source, *wanted)
        return CompiledWrite(kind, self._optional((*place, "when"), write.when, "bool"), compiled)

    def _document(self) -> CompiledDocument:
        document = self.item.document
        return CompiledDocument(
            template=self._template(("document", "template"), document.template),
            title=self._text(("document", "title"), document.title),
            valid_to=self._optional(("document", "valid_to"), document.valid_to, "string"),
            fields=self._rows(("document", "fields"), document.fields),
        )


def _template_names(*texts: str) -> frozenset[str]:
    """The names in the expressions of texts; a brace without its other is reported elsewhere."""
    try:
        return frozenset().union(*(names_in(part) for text in texts for code, part in split(text) if code))
    except CompileError:
        return frozenset()


def compile_item(item: Item, source: Source) -> Parts:
    """Return the compiled parts of an item; raises CatalogueError with every trouble and its line."""
    return Compiler(item, source).parts()
