"""First step of a case: it exists, what is known is read, and a refusal that needs no answers comes at once."""

from dataclasses import asdict

from sqlalchemy import Connection, insert

from contract.item import Item
from contract.masking import mask_number
from contract.problems import ProblemType
from contract.text import Text
from contract.wire import Decision, OpenCase, Opened
from county.cases.holders import check_proof, check_register
from county.cases.numbers import case_number, next_serial
from county.departments.registry import DepartmentDown
from county.problems import ProblemRaised, not_found
from county.rules.facts import Facts, RuleFailed, Verdict
from county.service import County
from county.tables import cases
from county.terminals import Caller


def open_case(county: County, connection: Connection, caller: Caller, asked: OpenCase) -> Opened:
    """Open a case: number, masked holder, questions, early refusal.

    Raises ProblemRaised: 404 for an unknown item, 403 for a card that will not do, 503 when a department is down (C06).
    """
    item = county.catalogue.items.get(asked.item)
    if item is None:
        raise not_found()
    day = county.clock.today()
    check_proof(asked.applicant, item.assurance, day)
    serial = next_serial(connection, caller.terminal, day)
    case_no = case_number(day, caller.terminal, serial)
    number = asked.applicant.number
    facts = snapshot(county, connection, item, number, number, case_no)
    check_register(asked.applicant, facts.applicant)
    connection.execute(
        insert(cases).values(
            case_no=case_no,
            terminal=caller.terminal,
            business_day=day,
            serial=serial,
            item=item.id,
            item_hash=county.catalogue.hash_of(item.id),
            parameters_hash=county.catalogue.parameters_hash,
            applicant_id=number,
            subject_id=number,
            assurance=asked.applicant.assurance,
            state="open",
            opened_at=county.clock.stamp(),
            snapshot=asdict(facts),
        )
    )
    try:
        return _opened(county, item, case_no, asked, facts)
    except RuleFailed as failure:
        raise rule_failed() from failure


def _opened(county: County, item: Item, case_no: str, asked: OpenCase, facts: Facts) -> Opened:
    compiled = county.catalogue.compiled(item.id)
    early = compiled.early(facts)
    return Opened(
        case_no=case_no,
        item=item.id,
        item_hash=county.catalogue.hash_of(item.id),
        holder_name=asked.applicant.name,
        holder_number_masked=mask_number(asked.applicant.number),
        questions=() if early else compiled.questions(facts, {}),
        refusal=decision(early) if early else None,
    )


def snapshot(county: County, connection: Connection, item: Item, applicant: str, subject: str, case_no: str) -> Facts:
    """Read what the item may read, logged with the case; raises ProblemRaised 503 when a department is down (C06)."""
    try:
        return county.departments.snapshot(item, applicant, subject, case_no, connection)
    except DepartmentDown as down:
        raise department_down(down.department) from down


def department_down(department: str) -> ProblemRaised:
    """C06 in plain words."""
    return ProblemRaised(
        ProblemType.DEPARTMENT_DOWN, 503, department, say=down_text(department), headers={"Retry-After": "60"}
    )


def rule_failed() -> ProblemRaised:
    """A rule that cannot be evaluated is the county's fault: the visitor is sent to a person, not refused."""
    say = Text(
        zh="这件事机器现在办不了，请到窗口办理。",
        en="This machine cannot handle the matter now. Please go to the window.",
    )
    return ProblemRaised(ProblemType.INTERNAL, 500, "a rule could not be evaluated", say=say)


def down_text(department: str) -> Text:
    """What a visitor is told while a department does not answer."""
    return Text(
        zh=f"{department}的数据暂时查不到。可以稍后再办，也可以去窗口办。",
        en="The department's data cannot be reached right now. Please come back later, or go to the window.",
    )


def decision(verdict: Verdict, *, already: str | None = None) -> Decision:
    """Return the verdict as the kiosk may show it."""
    return Decision(
        outcome=verdict.outcome,
        rule=verdict.rule,
        say=verdict.say,
        next=verdict.next,
        warnings=verdict.warnings,
        summary=verdict.summary,
        statement=verdict.statement,
        already=already,
    )
