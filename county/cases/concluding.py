"""Third step of a case: it is decided on fresh data inside the write transaction and gets its one outcome."""

from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from contract.problems import ProblemType
from contract.text import Text
from contract.wire import Confirm, DocumentRef, Outcome, Receipt, summary_hash
from county.cases import papers
from county.cases.messages import phone_for
from county.cases.opening import department_down
from county.cases.record import CaseRow, case_of, change, undecided
from county.cases.slips import slip
from county.cases.weighing import Weighed, weigh
from county.departments.registry import DepartmentDown
from county.documents.typesetting import Unprintable
from county.problems import ProblemRaised
from county.rules.facts import Verdict
from county.service import County
from county.tables import matters
from county.terminals import Caller

_SETTLES = ("granted", "waiting")
_VERDICT = TypeAdapter(Verdict)


def conclude(county: County, connection: Connection, caller: Caller, case_no: str, confirm: Confirm) -> Outcome:
    """Decide the case and keep everything the decision stands on; exactly one outcome per case.

    Raises ProblemRaised: 409 signature-needed, summary-changed, warnings-not-accepted, case-concluded, case-abandoned;
    422 for an answer that cannot be taken; 503 when a department is down. Then nothing is written.
    """
    case = case_of(connection, case_no, caller.terminal)
    undecided(case)
    weighed = weigh(county, connection, case, confirm.input)
    if weighed.already is None:
        check_signed(confirm, weighed.verdict)
    weighed, sealed = _sealed(county, case, weighed, caller.site)
    documents = _settle(county, connection, caller, case, weighed, sealed)
    receipt = slip(county, case, weighed, caller.site, sealed.content.verify_url if sealed else None)
    _keep(county, connection, case, confirm, weighed, receipt)
    verdict = weighed.verdict
    return Outcome(
        case_no=case_no,
        outcome=verdict.outcome,
        rule=verdict.rule,
        say=verdict.say,
        next=verdict.next,
        documents=documents,
        receipt=receipt,
    )


def check_signed(confirm: Confirm, verdict: Verdict) -> None:
    """Raise ProblemRaised 409 unless what is granted was shown as it is, signed, and every warning accepted."""
    if verdict.outcome != "granted":
        return
    if confirm.signature is None:
        raise ProblemRaised(ProblemType.SIGNATURE_NEEDED, 409)
    if confirm.signature.summary_hash != summary_hash(verdict.summary, verdict.statement):
        raise ProblemRaised(ProblemType.SUMMARY_CHANGED, 409)
    if not {warning.rule for warning in verdict.warnings} <= set(confirm.accepted_warnings):
        raise ProblemRaised(ProblemType.WARNINGS_OPEN, 409)


def _sealed(county: County, case: CaseRow, weighed: Weighed, site: str) -> tuple[Weighed, papers.Sealed | None]:
    """Make the certificate of a granted case; what no font can show goes to a person, and nothing is written."""
    document = weighed.verdict.document
    if weighed.verdict.outcome != "granted" or document is None or document.kind != "certificate":
        return weighed, None
    try:
        return weighed, papers.seal(county, case, weighed, document, site)
    except Unprintable:
        say = Text(
            zh="证明上有这台机器打不出的字，已转给窗口，请到窗口领取。",
            en="The certificate holds a character this machine cannot print. It has been passed to the window.",
        )
        referred = replace(weighed.verdict, outcome="referred", rule=None, say=say, writes=(), document=None)
        return replace(weighed, verdict=referred), None


def _settle(
    county: County,
    connection: Connection,
    caller: Caller,
    case: CaseRow,
    weighed: Weighed,
    sealed: papers.Sealed | None,
) -> tuple[DocumentRef, ...]:
    if weighed.already is not None:
        return papers.hand_over_all(county, connection, weighed.already, caller.terminal)
    verdict = weighed.verdict
    if verdict.outcome == "granted":
        _write_back(county, connection, case, verdict)
    if verdict.outcome in _SETTLES and verdict.dedupe_key is not None:
        row: dict[str, Any] = {"item": case.item, "dedupe_key": verdict.dedupe_key, "case_no": case.case_no}
        connection.execute(
            insert(matters)
            .values(row)
            .on_conflict_do_update(index_elements=["item", "dedupe_key"], set_={"case_no": case.case_no})
        )
    return (papers.enter(county, connection, case, sealed),) if sealed else ()


def _write_back(county: County, connection: Connection, case: CaseRow, verdict: Verdict) -> None:
    try:
        for record in verdict.writes:
            county.departments.write(record.kind, record.body, case.case_no, connection)
    except DepartmentDown as down:
        raise department_down(down.department) from down


def _keep(
    county: County, connection: Connection, case: CaseRow, confirm: Confirm, weighed: Weighed, receipt: Receipt
) -> None:
    item = county.catalogue.items[case.item]
    change(
        connection,
        case.case_no,
        state="concluded",
        abandoned_by=None,
        closed_at=county.clock.stamp(),
        decided_on=county.clock.today(),
        outcome=weighed.verdict.outcome,
        rule=weighed.verdict.rule,
        already=weighed.already,
        input=weighed.answers,
        signature=confirm.signature.model_dump(mode="json") if confirm.signature else None,
        snapshot=asdict(weighed.facts),
        verdict=_VERDICT.dump_python(weighed.verdict, mode="json"),
        item_hash=county.catalogue.hash_of(item.id),
        parameters_hash=county.catalogue.parameters_hash,
        receipt=receipt.model_dump(mode="json"),
        sms_to=phone_for(item, weighed.facts, weighed.answers),
    )
