"""Second step of a case: what the county would decide on these answers. Nothing is written."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from contract.problems import FieldProblem, ProblemType
from contract.text import Text
from contract.wire import Input
from county.cases.opening import rule_failed, snapshot
from county.cases.record import CaseRow, any_case
from county.problems import ProblemRaised
from county.rules.compiled_item import CompiledItem
from county.rules.facts import Facts, InputError, RuleFailed, Verdict
from county.rules.functions import date_en, date_zh
from county.service import County
from county.tables import matters

ALREADY = "C08"
_SETTLES = ("granted", "waiting")


@dataclass(frozen=True)
class Weighed:
    """A verdict with what it stands on; `already` is the earlier case of the same matter (C08).

    `answers` are as they were used: a masked first answer left untouched is the real one here.
    """

    facts: Facts
    verdict: Verdict
    answers: Input
    already: str | None = None


def weigh(county: County, connection: Connection, case: CaseRow, answers: Input) -> Weighed:
    """Decide on fresh data; raises ProblemRaised 422 for an answer that cannot be taken, 503 for C06."""
    item = county.catalogue.items[case.item]
    compiled = county.catalogue.compiled(case.item)
    facts = snapshot(county, connection, item, case.applicant_id, case.subject_id, case.case_no)
    try:
        verdict, used = _decide(compiled, facts, answers)
    except RuleFailed as failure:
        raise rule_failed() from failure
    already = _settled_by(compiled, connection, facts, verdict, case.item) if verdict.outcome in _SETTLES else None
    if already is None:
        return Weighed(facts, verdict, used)
    return Weighed(facts, _once_only(verdict, any_case(connection, already)), used, already)


def _decide(compiled: CompiledItem, facts: Facts, answers: Input) -> tuple[Verdict, Input]:
    early = compiled.early(facts)
    if early is not None:
        return early, {}
    try:
        used = compiled.check_input(facts, answers)
    except InputError as error:
        wrong = FieldProblem(field=error.field, reason=error.reason)
        raise ProblemRaised(ProblemType.INPUT_REFUSED, 422, errors=(wrong,)) from error
    return compiled.decide(facts, used), used


def _settled_by(
    compiled: CompiledItem, connection: Connection, facts: Facts, verdict: Verdict, item: str
) -> str | None:
    if verdict.dedupe_key is None:
        return None
    same = select(matters.c.case_no).where(matters.c.item == item, matters.c.dedupe_key == verdict.dedupe_key)
    case_no = connection.execute(same).scalar()
    if case_no is None:
        return None
    earlier = any_case(connection, case_no)
    return earlier.case_no if compiled.still_holds(facts, earlier.verdict["computed"]) else None


def _once_only(verdict: Verdict, earlier: CaseRow) -> Verdict:
    """C08: the matter was settled before; nothing is decided or written again, its paper can be printed again."""
    say = Text(
        zh=f"您在{date_zh(earlier.decided_on)}已经办好，不用再办。材料可以补打。",
        en=f"This was done on {date_en(earlier.decided_on)}; there is no need to do it again. "
        "The paper can be printed again.",
    )
    return Verdict(outcome=earlier.outcome, rule=ALREADY, say=say, computed=verdict.computed, summary=verdict.summary)
