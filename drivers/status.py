"""What a device says of itself, and how a physical act ended.

Words of XFS4IoT: common.device and printer.paper.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Condition of a device; `starting` until it was first reached."""

    online = "online"
    offline = "offline"
    noDevice = "noDevice"
    hardwareError = "hardwareError"
    userError = "userError"
    deviceBusy = "deviceBusy"
    starting = "starting"


class Paper(StrEnum):
    """Paper of a printer; `unknown` when the printer did not say."""

    full = "full"
    low = "low"
    out = "out"
    jammed = "jammed"
    unknown = "unknown"


class Acts(StrEnum):
    """Who can end a trouble."""

    visitor = "visitor"
    attendant = "attendant"
    technician = "technician"


@dataclass(frozen=True)
class Trouble:
    """One cause, who acts, and one verb in the imperative ("refill paper")."""

    code: str
    acts: Acts
    verb: str


@dataclass(frozen=True)
class Status:
    """Last known condition of a device; troubles may stand beside `online` (paper low)."""

    state: State
    paper: Paper | None = None
    troubles: tuple[Trouble, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether a visit may count on the device."""
        return self.state is State.online


@dataclass(frozen=True)
class Done:
    """The device said that the act is over and the paper is out."""


@dataclass(frozen=True)
class NotDone:
    """Nothing came out, and nothing will: the act may be tried again."""

    trouble: Trouble


@dataclass(frozen=True)
class Unknown:
    """Something may have come out: never repeated by software."""

    trouble: Trouble


Act = Done | NotDone | Unknown

NO_ANSWER = Trouble("no_answer", Acts.technician, "check plug and power")
