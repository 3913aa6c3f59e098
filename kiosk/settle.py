"""After a power cut or a lost network: finish county work with the same keys, never move paper (nobody may be there).

What was signed and not answered is confirmed again; a job the printer still holds is taken back, so that a refill
brings out nothing for nobody; a sheet whose end nobody saw is reported unknown; a slip that did not come out becomes an
SMS. Documents not reported stay uncollected at the county and can be printed at any kiosk.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import structlog

from contract.problems import ProblemType
from contract.wire import Confirm, PlaceCall, PrintReport, Rating, ReceiptReport
from drivers.status import NotDone, State
from kiosk.county_client import CountyClient
from kiosk.county_errors import Refused
from kiosk.journal import Journal, Step
from kiosk.wire import WiredCertificatePrinter

log = structlog.get_logger("settle")

AGAIN_SECONDS = 30.0


@dataclass(frozen=True)
class Settled:
    """How many visits of the journal are finished, how many still wait, and for what (names of errors)."""

    finished: int
    waiting: int
    why: frozenset[str] = frozenset()


class NotNow(Exception):
    """A device is needed to finish this and it is away: again later."""


@dataclass(frozen=True)
class Hands:
    """What settling works with."""

    journal: Journal
    county: CountyClient
    printer: WiredCertificatePrinter


async def keep_settling(hands: Hands) -> None:
    """Settle between visits, at once and then again each while; interrupted at any point nothing is lost."""
    told: frozenset[str] = frozenset()
    while True:
        settled = await settle(hands)
        if settled.why != told:
            told = settled.why
            log.info("settle", waiting=settled.waiting, why=sorted(told))
        await asyncio.sleep(AGAIN_SECONDS)


async def settle(hands: Hands) -> Settled:
    """Finish every visit the journal still holds, oldest first; no visit may be running."""
    visits, why = hands.journal.visits(), []
    for visit in visits:
        try:
            await _settle_visit(hands, visit)
        except Exception as error:  # one visit nobody can read must not keep the kiosk from the others
            why.append(type(error).__name__)
        else:
            hands.journal.forget(visit)
    return Settled(len(visits) - len(why), len(why), frozenset(why))


def owes(steps: dict[str, Step], *, slip_declined: bool) -> bool:
    """Whether the county is still to be told something of a visit: then its rows stay until settle() has done so."""
    if any(step.state == "intent" for step in steps.values()) or any(_unreported(steps)):
        return True
    return not slip_declined and any(_receipts(steps))


async def _settle_visit(hands: Hands, visit: str) -> None:
    """Raises CountyError or NotNow where it has to be tried again later."""
    for step in hands.journal.steps(visit).values():
        if step.state == "intent":
            await FINISH[kind_of(step)](hands, step)
    steps = hands.journal.steps(visit)
    await _reports_owed(hands.county, steps)
    await _slips_owed(hands.county, steps)


def kind_of(step: Step) -> str:
    """Return the first word of a step's name."""
    return step.step.split(" ", 1)[0]


async def _confirm(hands: Hands, step: Step) -> None:
    case_no, key = step.intent["case_no"], step.key
    body = Confirm.model_validate(step.intent["confirm"], strict=False)
    try:
        await hands.county.confirm(case_no, body, key=key)
    except Refused as refused:
        if not refused.final:
            raise
        if refused.type is ProblemType.CASE_CONCLUDED:  # filed long ago: the county keeps answers for 30 days
            hands.journal.close(step.visit, step.step, "done", {"case_no": case_no})
            return
        log.warning("case_not_filed", problem=str(refused.type))
        asked = PlaceCall(reason="case_not_filed", screen="settle", case_no=case_no)
        await hands.county.place_call(asked, key=f"{key}-call")
        hands.journal.close(step.visit, step.step, "void", None)
        return
    hands.journal.close(step.visit, step.step, "done", {"case_no": case_no})


async def _print(hands: Hands, step: Step) -> None:
    """Take the job back; what is not known to have stayed inside may have come out, and that is what is reported."""
    if hands.printer.status.state in {State.starting, State.noDevice}:
        raise NotNow
    await hands.printer.cancel_job(step.intent["job"])
    fate = await hands.printer.job_known(step.intent["job"])
    result = "not_done" if isinstance(fate, NotDone) else "unknown"
    hands.journal.close(step.visit, step.step, "done", {**step.intent, "result": result, "trouble": "power_cut"})


async def _report(hands: Hands, step: Step) -> None:
    report = PrintReport.model_validate(step.intent["report"])
    await _tell(hands.county, step.intent["case_no"], step.intent["document"], report, step.key)
    hands.journal.close(step.visit, step.step, "done", None)


async def _slip(hands: Hands, step: Step) -> None:
    hands.journal.close(step.visit, step.step, "done", {**step.intent, "result": "unknown"})


async def _receipt(hands: Hands, step: Step) -> None:
    await _owe(hands.county, step.intent["case_no"], ReceiptReport(result=step.intent["result"]), step.key)
    hands.journal.close(step.visit, step.step, "done", None)


async def _rate(hands: Hands, step: Step) -> None:
    try:
        await hands.county.rate(step.intent["case_no"], Rating.model_validate(step.intent["rating"]), key=step.key)
    except Refused as refused:
        if not refused.final:
            raise
        log.warning("report_refused", problem=str(refused.type))
    hands.journal.close(step.visit, step.step, "done", None)


FINISH = {
    "confirm": _confirm,
    "print": _print,
    "report": _report,
    "slip": _slip,
    "slip-again": _slip,
    "receipt": _receipt,
    "rate": _rate,
}
"""How each kind of step that was begun and not ended is finished."""


def _unreported(steps: dict[str, Step]) -> Iterator[Step]:
    """Sheets that came to their end before the county was told: the visitor left, or the machine died."""
    for step in steps.values():
        kind, *attempt = step.step.split(" ")
        if kind == "print" and step.state == "done" and " ".join(("report", *attempt)) not in steps:
            yield step


def _receipts(steps: dict[str, Step]) -> Iterator[tuple[str, ReceiptReport, str]]:
    """Case number, how its slip ended and a key, for each concluded case of which the county was not told that."""
    for step in steps.values():
        if not step.step.startswith("confirm ") or step.state == "void":
            continue
        case_no = str((step.result or step.intent)["case_no"])
        if f"receipt {case_no}" in steps:
            continue
        slips = [steps[name] for name in (f"slip {case_no}", f"slip-again {case_no}") if name in steps]
        if not slips:
            yield case_no, ReceiptReport(result="not_done"), f"{step.key}-slip"
        elif slips[-1].state == "done":
            yield case_no, ReceiptReport(result=slips[-1].result["result"]), f"{slips[-1].key}-slip"


async def _reports_owed(county: CountyClient, steps: dict[str, Step]) -> None:
    for step in _unreported(steps):
        report = PrintReport(result=step.result["result"], trouble=step.result["trouble"])
        await _tell(county, step.result["case_no"], step.result["document"], report, step.key)


async def _slips_owed(county: CountyClient, steps: dict[str, Step]) -> None:
    """Where no slip came out the visitor has nothing in hand: the county sends an SMS."""
    for case_no, report, key in _receipts(steps):
        await _owe(county, case_no, report, key)


async def _tell(county: CountyClient, case_no: str, document: str, report: PrintReport, key: str) -> None:
    try:
        await county.report_print(case_no, document, report, key=key)
    except Refused as refused:
        if not refused.final:
            raise
        log.warning("report_refused", problem=str(refused.type))


async def _owe(county: CountyClient, case_no: str, report: ReceiptReport, key: str) -> None:
    try:
        await county.report_receipt(case_no, report, key=key)
    except Refused as refused:
        if not refused.final:
            raise
        log.warning("report_refused", problem=str(refused.type))
