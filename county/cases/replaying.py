"""A decision made again from what was stored with it: the same snapshot, answers and item give the same verdict."""

from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from county.rules.catalogue import Catalogue
from county.rules.facts import Facts, Verdict
from county.tables import cases

_VERDICT = TypeAdapter(Verdict)


@dataclass(frozen=True)
class Replayed:
    """What came of it; `differs` names the parts of the verdict that are not as stored, never their values."""

    case_no: str
    item_is_the_same: bool
    parameters_are_the_same: bool
    differs: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the decision is the stored one, or the item has changed since and nothing can be said."""
        return not self.differs or not (self.item_is_the_same and self.parameters_are_the_same)


class NotConcluded(LookupError):
    """There is no such case, or it has no outcome."""


def replay(connection: Connection, catalogue: Catalogue, case_no: str) -> Replayed:
    """Decide the case again from its stored snapshot; raises NotConcluded."""
    concluded = select(cases).where(cases.c.case_no == case_no, cases.c.state == "concluded")
    row = connection.execute(concluded).one_or_none()
    if row is None:
        raise NotConcluded(case_no)
    same_item = catalogue.items.get(row.item) is not None and catalogue.hash_of(row.item) == row.item_hash
    differs: tuple[str, ...] = ()
    # C08 decides by an earlier case, and a paper no font can show by the typesetter: neither is in the snapshot
    if row.item in catalogue.items and row.already is None:
        again = catalogue.compiled(row.item).decide(Facts(**row.snapshot), row.input)
        decided = _VERDICT.dump_python(again, mode="json")
        differs = tuple(name for name, value in decided.items() if value != row.verdict.get(name))
    return Replayed(case_no, same_item, catalogue.parameters_hash == row.parameters_hash, differs)
