"""Texts with CEL in braces: 满16岁才能参保。到{date_zh(birthday(subject, 16))}以后再来。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contract.text import Text
from county.rules.language import CompileError, Expression, Language

Evaluate = Callable[[Expression], Any]


def split(text: str) -> list[tuple[bool, str]]:
    """Return the parts of a text as (is_expression, part); raises CompileError on a brace without its other."""
    parts: list[tuple[bool, str]] = []
    at = 0
    while (start := text.find("{", at)) >= 0:
        end = _closing(text, start)
        parts += [(False, text[at:start]), (True, text[start + 1 : end])]
        at = end + 1
    if "}" in text[at:]:
        raise CompileError(f"a }} without its {{ in: {text}")
    return [part for part in [*parts, (False, text[at:])] if part[1]]


def _closing(text: str, start: int) -> int:
    depth, quote = 0, ""
    for at in range(start, len(text)):
        character = text[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "{}":
            depth += 1 if character == "{" else -1
            if depth == 0:
                return at
    raise CompileError(f"a {{ without its }} in: {text}")


@dataclass(frozen=True)
class Template:
    """One compiled text of one language."""

    parts: tuple[str | Expression, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(part.names for part in self.parts if isinstance(part, Expression)))

    def say(self, evaluate: Evaluate) -> str:
        """Return the text with its expressions evaluated."""
        return "".join(part if isinstance(part, str) else str(evaluate(part)) for part in self.parts)


@dataclass(frozen=True)
class TextTemplate:
    """One compiled text in both languages."""

    zh: Template
    en: Template

    @property
    def names(self) -> frozenset[str]:
        return self.zh.names | self.en.names

    def say(self, evaluate: Evaluate) -> Text:
        return Text(zh=self.zh.say(evaluate), en=self.en.say(evaluate))


def compile_template(language: Language, text: str) -> Template:
    """Compile the expressions of a text, each of type string or int; raises CompileError."""
    return Template(tuple(language.compile(part, "string", "int") if code else part for code, part in split(text)))
