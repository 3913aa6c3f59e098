"""`./do items check`: is the catalogue fit to be published?

    ./do items check [--items DIR] [--examples FILE…] [--json]

Checks every item against the schema, compiles its CEL (names, fields, types), reads its texts for plain words, and runs
the examples: the items' own and those of further files in the same form. Prints file:line and what is wrong for each
trouble. Exit code 0: fit; 1: not.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from contract.item import Example
from contract.kinds import KINDS, PERSON, FieldType
from contract.plain_yaml import Source
from county.rules.catalogue import Catalogue, CatalogueError, Trouble, read_item
from county.rules.examples import run
from county.rules.review import review

INT64 = range(-(2**63), 2**63)
DEFAULT_ITEMS = Path("config/items")


@dataclass
class Report:
    """What a check found; notes (fields of foreign examples no kind has) do not spoil it."""

    items: int = 0
    examples: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.troubles


def check(folder: Path, files: Sequence[Path] = ()) -> Report:
    """Check the catalogue of a folder with its own examples and those of further files."""
    report = Report()
    try:
        catalogue = Catalogue.load(folder)
    except CatalogueError as error:
        report.troubles = error.troubles
        return report
    report.items = len(catalogue.items)
    if not report.items:
        report.troubles.append(Trouble(folder, 1, "there is no item"))
    for path in sorted(folder.glob("*.yaml")):
        item, source = read_item(path)
        report.troubles += review(item, source)
        for at, example in enumerate(item.examples):
            _run(report, catalogue, example, Trouble(path, source.line(("examples", at)), example.name))
    for path in files:
        _run_file(report, catalogue, path)
    report.troubles.sort()
    return report


def _run(report: Report, catalogue: Catalogue, example: Example, where: Trouble) -> None:
    report.examples += 1
    for difference in _differences(example, catalogue):
        message = f"{example.item} “{example.name}”: {difference}"
        report.troubles.append(Trouble(where.path, where.line, message))


def _differences(example: Example, catalogue: Catalogue) -> list[str]:
    """What speaks against an example; nothing expected is nothing tested, and rules count in 64 bits."""
    if any(number not in INT64 for number in _numbers(example.model_dump())):
        return ["an integer is beyond the 64 bits a rule can hold"]
    empty = [] if example.expect else ["expect names nothing: the example would hold whatever is decided"]
    return empty + run(example, catalogue)


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, int):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _numbers(part)


def _run_file(report: Report, catalogue: Catalogue, path: Path) -> None:
    try:
        source = Source(path)
    except (OSError, ValueError, yaml.YAMLError) as error:
        report.troubles.append(_unreadable(path, error))
        return
    wrapped = isinstance(source.value, dict)
    entries = source.value.get("examples") if wrapped else source.value
    if not isinstance(entries, list):
        report.troubles.append(Trouble(path, 1, "a list of examples expected"))
        return
    for at, entry in enumerate(entries):
        place = ("examples", at) if wrapped else (at,)
        where = Trouble(path, source.line(place), "")
        try:
            example = Example.model_validate(_known(entry, report, where), strict=False)
        except ValidationError as error:
            report.troubles += [Trouble(path, where.line, f"{e['loc']}: {e['msg']}") for e in error.errors()]
            continue
        _run(report, catalogue, example, where)


def _unreadable(path: Path, error: OSError | ValueError | yaml.YAMLError) -> Trouble:
    if isinstance(error, UnicodeDecodeError):
        line = bytes(error.object[: error.start]).count(b"\n") + 1
        return Trouble(path, line, "is no UTF-8 text")
    mark = getattr(error, "problem_mark", None)
    return Trouble(path, mark.line + 1 if mark else 1, f"cannot be read: {' '.join(str(error).split())}")


def _known(entry: Any, report: Report, where: Trouble) -> Any:
    """A foreign example without the fields no kind of ours has (noted), numbers of people as text."""
    if not isinstance(entry, dict):
        return entry
    records = entry.get("records") or {}
    if not isinstance(records, dict) or not all(isinstance(rows, list | None) for rows in records.values()):
        return entry
    known = {kind: [_fields(kind, row, report, where) for row in rows or []] for kind, rows in records.items()}
    people = {key: _person(value, report, where) for key, value in _people(entry)}
    return {**entry, **people, "records": known, "input": entry.get("input") or {}}


def _people(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, entry[key]) for key in ("applicant", "subject") if key in entry)


def _person(given: Any, report: Report, where: Trouble) -> Any:
    if isinstance(given, dict):
        named = {("id" if name == "id_no" else name): value for name, value in given.items()}
        return _fields(PERSON, named, report, where)
    return str(given) if isinstance(given, int) else given


def _fields(kind: str, row: Any, report: Report, where: Trouble) -> Any:
    if kind not in KINDS or not isinstance(row, dict):
        return row
    fields = KINDS[kind].fields
    named = {("id_no" if name == "id" and "id" not in fields else name): value for name, value in row.items()}
    for name in sorted(set(map(str, named)) - set(fields)):
        report.notes.append(Trouble(where.path, where.line, f"{kind} has no field {name!r}: left out"))
    return _typed(FieldType("row", fields), named)


def _typed(kind: FieldType, value: Any) -> Any:
    """Numbers written where a kind holds text (numbers of people, codes) are text; unknown fields are left out."""
    if kind.name == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if kind.name == "row" and isinstance(value, dict):
        return {name: _typed(kind.fields[name], entry) for name, entry in value.items() if name in kind.fields}
    if kind.name in ("rows", "strings") and isinstance(value, list):
        return [_typed(FieldType(kind.name.removesuffix("s"), kind.fields), entry) for entry in value]
    return value


def main(argv: Sequence[str] | None = None) -> int:
    """Check the catalogue as the words say, print what is wrong; return 0 when it is fit, else 1."""
    parser = argparse.ArgumentParser(prog="items check", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--items", type=Path, default=DEFAULT_ITEMS)
    parser.add_argument("--examples", type=Path, nargs="+", action="extend", default=[])
    parser.add_argument("--json", action="store_true")
    words = parser.parse_args(argv)
    report = check(words.items, words.examples)
    for note in report.notes:
        print(f"{note} (note)")
    for trouble in report.troubles:
        print(trouble)
    print(f"{report.items} items, {report.examples} examples, {len(report.troubles)} troubles")
    if words.json:
        print(json.dumps(_as_json(report), ensure_ascii=False))
    return 0 if report.ok else 1


def _as_json(report: Report) -> dict[str, Any]:
    troubles = [{"file": str(it.path), "line": it.line, "message": it.message} for it in report.troubles]
    return {"items": report.items, "examples": report.examples, "troubles": troubles, "ok": report.ok}


if __name__ == "__main__":
    raise SystemExit(main())
