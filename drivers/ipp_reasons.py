"""What printer-state-reasons mean for certificates (RFC 8011 5.4.12), and who acts."""

from dataclasses import dataclass

from drivers.ipp_message import Attributes, numbers, words
from drivers.status import Acts, Paper, State, Status, Trouble

IDLE, PROCESSING, STOPPED = 3, 4, 5
SEVERITIES = ("-report", "-warning", "-error")


@dataclass(frozen=True)
class Meaning:
    """A trouble, whether it stops certificates, and what it does to state and paper."""

    trouble: Trouble
    blocks: bool
    state: State = State.offline
    paper: Paper | None = None


def _attendant(code: str, verb: str) -> Trouble:
    return Trouble(code, Acts.attendant, verb)


PAPER_OUT = Meaning(_attendant("paper_out", "refill paper"), True, State.offline, Paper.out)
PAPER_LOW = Meaning(_attendant("paper_low", "bring paper"), False, State.online, Paper.low)
JAM = Meaning(_attendant("jam", "take out the jammed sheet"), True, State.hardwareError, Paper.jammed)
COVER_OPEN = Meaning(_attendant("cover_open", "close the cover"), True, State.userError, Paper.unknown)
TONER_LOW = Meaning(_attendant("toner_low", "bring toner"), False, State.online)
TONER_OUT = Meaning(_attendant("toner_out", "change the toner"), True, State.offline)
WASTE_LOW = Meaning(_attendant("waste_almost_full", "bring a waste box"), False, State.online)
WASTE_FULL = Meaning(_attendant("waste_full", "change the waste box"), True, State.offline)
BIN_LOW = Meaning(_attendant("output_almost_full", "empty the output tray"), False, State.online)
BIN_FULL = Meaning(_attendant("output_full", "empty the output tray"), True, State.offline)
TRAY_MISSING = Meaning(_attendant("tray_missing", "put the tray in"), True, State.userError, Paper.unknown)
PAUSED = Meaning(_attendant("paused", "resume the printer"), True, State.offline)
UNREACHABLE = Meaning(Trouble("unreachable", Acts.technician, "check the printer's network"), True, State.offline)
WORN_OUT = Meaning(Trouble("worn_out", Acts.technician, "change the worn part"), True, State.hardwareError)
WEARING = Meaning(Trouble("wearing", Acts.technician, "bring the spare part"), False, State.online)
HOT = Meaning(_attendant("fuser_temperature", "wait until the printer is warm"), True, State.offline)
MEMORY_FULL = Meaning(Trouble("spool_full", Acts.technician, "restart the printer"), True, State.offline)
OTHER = Meaning(Trouble("printer_error", Acts.technician, "look at the printer's panel"), True, State.hardwareError)

MEANINGS = {
    "media-empty": PAPER_OUT,
    "media-needed": PAPER_OUT,
    "input-tray-missing": TRAY_MISSING,
    "media-low": PAPER_LOW,
    "media-jam": JAM,
    "cover-open": COVER_OPEN,
    "door-open": COVER_OPEN,
    "interlock-open": COVER_OPEN,
    "toner-low": TONER_LOW,
    "marker-supply-low": TONER_LOW,
    "developer-low": TONER_LOW,
    "toner-empty": TONER_OUT,
    "marker-supply-empty": TONER_OUT,
    "developer-empty": TONER_OUT,
    "marker-waste-almost-full": WASTE_LOW,
    "marker-waste-full": WASTE_FULL,
    "output-area-almost-full": BIN_LOW,
    "output-area-full": BIN_FULL,
    "output-tray-missing": TRAY_MISSING,
    "paused": PAUSED,
    "moving-to-paused": PAUSED,
    "hold-new-jobs": PAUSED,
    "deactivated": PAUSED,
    "stopped-partly": UNREACHABLE,
    "stopping": UNREACHABLE,
    "shutdown": UNREACHABLE,
    "timed-out": UNREACHABLE,
    "offline": UNREACHABLE,
    "connecting-to-device": UNREACHABLE,
    "opc-life-over": WORN_OUT,
    "opc-near-eol": WEARING,
    "fuser-over-temp": HOT,
    "fuser-under-temp": HOT,
    "spool-area-full": MEMORY_FULL,
    "interpreter-resource-unavailable": MEMORY_FULL,
    "other": OTHER,
}


def meaning(reason: str) -> Meaning | None:
    """What one keyword means; None when it means nothing for certificates."""
    severity = next((ending for ending in SEVERITIES if reason.endswith(ending)), "")
    keyword = reason.removesuffix(severity)
    if keyword in MEANINGS:
        return MEANINGS[keyword]
    # no suffix is an error by the standard, but "none" and vendors' notes stop nothing
    return OTHER if severity == "-error" else None


def certificate_status(printer: Attributes) -> Status:
    """The status behind printer-state and printer-state-reasons."""
    found = list(dict.fromkeys(m for reason in words(printer, "printer-state-reasons") if (m := meaning(reason))))
    found.sort(key=lambda one: not one.blocks)
    state = (numbers(printer, "printer-state") or [0])[0]
    unsaid = Paper.full if state in (IDLE, PROCESSING) else Paper.unknown
    paper = next((one.paper for one in found if one.paper), unsaid)
    blocking = next((one for one in found if one.blocks), None)
    if blocking is None and state not in (IDLE, PROCESSING):
        found.append(OTHER if state == STOPPED else UNREACHABLE)
        blocking = found[-1]
    troubles = tuple(one.trouble for one in found)
    return Status(blocking.state if blocking else State.online, paper, troubles)


def blocking_trouble(status: Status) -> Trouble | None:
    """The trouble that keeps certificates from being printed, if one does."""
    return None if status.ready else status.troubles[0]
