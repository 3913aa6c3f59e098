"""Functions of a person are written out as functions of the birth date before an expression is compiled.

`age(p)` → `age_at((p).birth, today)`, `age_on(p, d)` → `age_at((p).birth, d)`, `birthday(p, n)` →
`birthday_at((p).birth, n)`: so `age` knows the day, and no row crosses into Python (ADR 002).
"""

import re
from collections.abc import Callable

_CALL = re.compile(r"(?<![\w.])(age|age_on|birthday)\(")
_LITERAL = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_SPAN = re.compile(_LITERAL + r"|[()\[\]{},]")
_WRITTEN: dict[tuple[str, int], Callable[..., str]] = {
    ("age", 1): lambda person: f"age_at(({person}).birth, today)",
    ("age_on", 2): lambda person, day: f"age_at(({person}).birth, {day})",
    ("birthday", 2): lambda person, years: f"birthday_at(({person}).birth, {years})",
}


def expand(source: str) -> str:
    """Return the source with the functions of a person written out; what is no such call stays as it is."""
    quoted = [span.span() for span in re.finditer(_LITERAL, source)]
    for call in _CALL.finditer(source):
        if any(start <= call.start() < end for start, end in quoted):
            continue
        found = _arguments(source, call.end())
        if found is None:
            continue
        arguments, end = found
        written = _WRITTEN.get((call[1], len(arguments)))
        if written:
            inside = (expand(argument.strip()) for argument in arguments)
            return source[: call.start()] + written(*inside) + expand(source[end:])
    return source


def _arguments(source: str, start: int) -> tuple[list[str], int] | None:
    """The arguments between a parenthesis (behind start) and its other, and the place behind that; None without it."""
    arguments, depth, at = [], 0, start
    for span in _SPAN.finditer(source, start):
        token = span[0]
        if token == "," and depth == 0:
            arguments.append(source[at : span.start()])
            at = span.end()
        elif token in "([{":
            depth += 1
        elif token in ")]}":
            if depth == 0:
                return [*arguments, source[at : span.start()]], span.end()
            depth -= 1
    return None
