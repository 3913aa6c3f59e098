"""After a power cut or a lost network: finish county work with the same keys, never move paper (nobody may be there).

What was signed and not answered is confirmed again; a sheet whose end nobody saw is reported unknown; a slip that did
not come out becomes an SMS. Documents not reported stay uncollected at the county and can be printed at any kiosk.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import structlog

from contract.wire import Confirm, PlaceCall, PrintReport, ReceiptReport
from kiosk.county_client import CountyClient
from kiosk.county_errors import CountyBusy, CountyError, Refused
from kiosk.journal import Journal, Step

log = structlog.get_logger("settle")

AGAIN_SECONDS = 30.0


@dataclass(frozen=True)
class Settled:
    """How many visits of the journal are finished, and how many still wait for the county."""

    finished: int
    waiting: int


async def keep_settling(journal: Journal, county: CountyClient) -> None:
    """Settle between visits, at once and then again each while; interrupted at any point nothing is lost."""
    while True:
        await settle(journal, county)
        await asyncio.sleep(AGAIN_SECONDS)


async def settle(journal: Journal, county: CountyClient) -> Settled:
    """Finish every visit the journal still holds, oldest first; no visit may be running."""
    finished = waiting = 0
    for visit in journal.visits():
        try:
            await _settle_visit(journal, county, visit)
        except CountyError as error:
            log.info("settle_waits", why=type(error).__name__)
            waiting += 1
            continue
        journal.forget(visit)
        finished += 1
    return Settled(finished, waiting)


def owes(steps: dict[str, Step], *, slip_declined: bool) -> bool:
    """Whether the county is still to be told something of a visit: then its rows stay until settle() has done so."""
    if any(step.state == "intent" for step in steps.values()) or any(_unreported(steps)):
        return True
    return not slip_declined and any(_receipts(steps))


async def _settle_visit(journal: Journal, county: CountyClient, visit: str) -> None:
    """Raises CountyError where the county has to be asked again later."""
    steps = journal.steps(visit)
    for step in steps.values():
        if step.state != "intent":
            continue
        kind = step.step.split(" ", 1)[0]
        await _FINISH[kind](journal, county, step)
    await _reports_owed(county, steps)
    await _slips_owed(county, steps)


async def _confirm(journal: Journal, county: CountyClient, step: Step) -> None:
    case_no = step.intent["case_no"]
    try:
        await county.confirm(case_no, Confirm.model_validate(step.intent["confirm"], strict=False), key=step.key)
    except CountyBusy:
        raise
    except Refused as refused:
        log.warning("case_not_filed", problem=str(refused.type))
        await county.place_call(PlaceCall(reason="case_not_filed", screen="settle", case_no=case_no), key=step.key)
        journal.close(step.visit, step.step, "void", None)
        return
    journal.close(step.visit, step.step, "done", {"case_no": case_no})


async def _print(journal: Journal, county: CountyClient, step: Step) -> None:
    """The job may have come out, or half of it: that is what the county is told."""
    report = PrintReport(result="unknown", trouble="power_cut")
    await _tell(county, step.intent["case_no"], step.intent["document"], report, step.key)
    journal.close(step.visit, step.step, "done", {"result": "unknown"})


async def _report(journal: Journal, county: CountyClient, step: Step) -> None:
    report = PrintReport.model_validate(step.intent["report"])
    await _tell(county, step.intent["case_no"], step.intent["document"], report, step.key)
    journal.close(step.visit, step.step, "done", None)


async def _slip(journal: Journal, county: CountyClient, step: Step) -> None:
    await _owe(county, step.intent["case_no"], ReceiptReport(result="unknown"), step.key)
    journal.close(step.visit, step.step, "done", {"result": "unknown"})


async def _receipt(journal: Journal, county: CountyClient, step: Step) -> None:
    await _owe(county, step.intent["case_no"], ReceiptReport(result=step.intent["result"]), step.key)
    journal.close(step.visit, step.step, "done", None)


_FINISH = {
    "confirm": _confirm,
    "print": _print,
    "report": _report,
    "slip": _slip,
    "slip-again": _slip,
    "receipt": _receipt,
}


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
    except CountyBusy:
        raise
    except Refused as refused:
        log.warning("report_refused", problem=str(refused.type))


async def _owe(county: CountyClient, case_no: str, report: ReceiptReport, key: str) -> None:
    try:
        await county.report_receipt(case_no, report, key=key)
    except CountyBusy:
        raise
    except Refused as refused:
        log.warning("report_refused", problem=str(refused.type))
