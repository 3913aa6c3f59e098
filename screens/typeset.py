"""Breaks Chinese and English text into lines: nothing cut, nothing lonely, after punctuation where it can be."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

Measure = Callable[[str], float]

NEVER_FIRST = "，。！？；：、）》」』”’％…·,.!?;:)]%"
NEVER_LAST = "（《「『“‘(["
PAUSES = "，。！？；：、,.!?;:"
ATOM = re.compile(r"[0-9A-Za-zÀ-ɏ@#$%&*+\-./:'’_=<>,;]+|[^\S\n]+|.")
SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
LEADS_NUMBER = "第约满共前到补每近"
LONELY, NO_PAUSE = 100.0, 0.3


@dataclass(frozen=True)
class Atom:
    """What is never broken: a word, a character with its punctuation, a number with its unit."""

    text: str
    spaced: bool  # a space stands before it when it is not first in the line


@lru_cache(maxsize=2048)
def atoms(paragraph: str) -> tuple[Atom, ...]:
    """Cut a paragraph (no line break in it) into what may stand on different lines."""
    found: list[Atom] = []
    spaced = False
    for piece in ATOM.findall(paragraph):
        if piece.isspace():
            spaced = True
            continue
        if found and _glued(found[-1].text, piece, spaced):
            found[-1] = Atom(found[-1].text + (" " if spaced else "") + piece, found[-1].spaced)
        else:
            found.append(Atom(piece, spaced))
        spaced = False
    return tuple(found)


def forget() -> None:
    """Forget the texts that were cut: names pass through here."""
    atoms.cache_clear()


def _glued(before: str, piece: str, spaced: bool) -> bool:
    if piece[0] in NEVER_FIRST or before[-1] in NEVER_LAST:
        return not spaced or piece[0] in NEVER_FIRST
    number_then_unit = before[-1].isdigit() and _is_chinese(piece[0])
    lead_then_number = before[-1] in LEADS_NUMBER and piece[0].isdigit()
    return number_then_unit or lead_then_number


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or ord(character) >= 0x20000


def spaced(text: str) -> str:
    """Put the space between Chinese and digits or letters that Chinese typography leaves out of the characters."""
    return SEAM.sub(" ", text)


def break_lines(text: str, width: float, measure: Measure) -> list[str] | None:
    """The fewest lines no wider than `width` px, evenly filled; None when one atom alone is wider."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        broken = _break_paragraph(atoms(paragraph), width, measure)
        if broken is None:
            return None
        lines.extend(broken)
    return lines


def _break_paragraph(pieces: Sequence[Atom], width: float, measure: Measure) -> list[str] | None:
    if not pieces:
        return [""]
    widths = [measure(piece.text) for piece in pieces]
    if max(widths) > width:
        return None
    space = measure(" ")
    fits = _fitting(pieces, widths, space, width)
    return _best(pieces, fits, width)


def _fitting(
    pieces: Sequence[Atom], widths: Sequence[float], space: float, width: float
) -> list[list[tuple[int, float]]]:
    """For every first atom, each possible end of its line and the width of that line."""
    rows: list[list[tuple[int, float]]] = []
    for first in range(len(pieces)):
        total, row = 0.0, []
        for last in range(first, len(pieces)):
            total += widths[last] + (space if last > first and pieces[last].spaced else 0)
            if total > width:
                break
            row.append((last + 1, total))
        rows.append(row)
    return rows


def _best(pieces: Sequence[Atom], fits: Sequence[Sequence[tuple[int, float]]], width: float) -> list[str]:
    """Dynamic programming from the end: fewest lines first, then the least ragged."""
    end = len(pieces)
    best: list[tuple[int, float, int]] = [(0, 0.0, end)] * (end + 1)
    for first in range(end - 1, -1, -1):
        options = []
        for stop, line_width in fits[first]:
            lines, cost, _ = best[stop]
            cost += ((width - line_width) / width) ** 2 + _penalty(pieces[first:stop], stop == end, first == 0)
            options.append((lines + 1, round(cost, 6), stop))
        best[first] = min(options, key=lambda option: (option[0], option[1], -option[2]))
    lines_, first = [], 0
    while first < end:
        stop = best[first][2]
        lines_.append(line_text(pieces[first:stop]))
        first = stop
    return lines_


def _penalty(line: Sequence[Atom], is_last: bool, is_first: bool) -> float:
    lonely = LONELY if is_last and not is_first and len(line_text(line).strip(NEVER_FIRST)) <= 1 else 0.0
    return lonely + (0.0 if is_last or line[-1].text[-1] in PAUSES else NO_PAUSE)


def line_text(line: Sequence[Atom]) -> str:
    return "".join((" " if i and atom.spaced else "") + atom.text for i, atom in enumerate(line))
