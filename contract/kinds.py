"""The kinds of shared data departments keep, with their fields: the domain's 44 and the platform's own.

A field is a `string` unless its type stands behind a colon: `int`, `bool`, `strings`, `ints`, or rows in brackets
`members[id relation]`. Dates are ISO civil dates, amounts are int 分, "" stands for unknown or open-ended.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from contract.kind_table import DEPARTMENTS, KIND_LINES

Scope = Literal["person", "household"]
_FIELD = re.compile(r"(\w+)(?:\[([^\]]*)\]|:(\w+))?")


@dataclass(frozen=True)
class FieldType:
    """What a field holds: name is string, int, bool, strings, ints or rows (then with the fields of these rows)."""

    name: str
    fields: dict[str, "FieldType"] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A kind of record: `holders` are the fields naming whom it is about, `key` those that tell records apart.

    sensitivity: 1 public, 2 internal, 3 personal, 4 sensitive.
    """

    id: str
    department: str
    title: str
    scope: Scope
    sensitivity: int
    holders: tuple[str, ...]
    key: tuple[str, ...]
    fields: dict[str, FieldType]

    @property
    def desk(self) -> str:
        """The adapter that keeps it: the name before the dot."""
        return self.id.split(".", 1)[0]


def _fields(text: str) -> dict[str, FieldType]:
    found = (match.groups() for match in _FIELD.finditer(text))
    return {
        name: FieldType("rows", _fields(rows)) if rows is not None else FieldType(simple or "string")
        for name, rows, simple in found
    }


def _kind(line: str) -> Kind:
    head, fields = (part.strip() for part in line.split("|", 1))
    name, title, sensitivity, holders, key = head.split()
    desk = name.split(".", 1)[0]
    return Kind(
        id=name,
        department=DEPARTMENTS[desk],
        title=title,
        scope="household" if holders == "household_no" else "person",
        sensitivity=int(sensitivity),
        holders=tuple(holders.split("+")),
        key=() if key == "-" else tuple(key.split("+")),
        fields=_fields(fields),
    )


_JOINED = KIND_LINES.replace("\n    ", " ")
KINDS: dict[str, Kind] = {kind.id: kind for kind in (_kind(line) for line in _JOINED.strip().splitlines())}
PERSON = "police.person"
