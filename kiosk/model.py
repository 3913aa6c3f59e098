"""Values of a visit that the screens and the visit share."""

from dataclasses import dataclass, field
from typing import Literal

from contract.text import Text
from contract.wire import IdentityProof

SheetState = Literal["waiting", "printing", "out", "held", "unknown"]
Stage = Literal["choose", "identify", "fill", "sign", "take"]


@dataclass(frozen=True)
class Holder:
    """The person the identity card proves. Its repr prints nothing of them."""

    proof: IdentityProof = field(repr=False)

    @property
    def name(self) -> str:
        return self.proof.name


@dataclass(frozen=True)
class ItemTile:
    """An item as the home screen offers it; `why_not` greys it out with the reason on it."""

    id: str
    icon: str
    plain: Text
    official: Text
    department: str
    minutes: int
    fee: int
    why_not: Text | None = None


@dataclass(frozen=True)
class Place:
    """Where a visit stands: for the step bar, the holder chip and the attendant who is called."""

    stage: Stage | None = None
    holder: Holder | None = None
    item: ItemTile | None = None
    case_no: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One piece of paper of the case while it is being printed."""

    title: Text
    state: SheetState
    printer: Literal["certificate", "receipt"]
