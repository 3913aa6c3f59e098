"""A case from its opening to its outcome: questions, the page that is signed, the confirmation that happens once."""

from dataclasses import dataclass
from datetime import datetime

from contract.wire import (
    Answer,
    Confirm,
    Decision,
    Input,
    Opened,
    Outcome,
    Signature,
    summary_hash,
)
from kiosk import words
from kiosk.county_errors import CountyError, Refused
from kiosk.form import change, fill, fill_last
from kiosk.journal import DidNotHappen, Json
from kiosk.model import Holder, ItemTile
from kiosk.surroundings import Visit, quietly
from kiosk.ui import Edit, SignSummary, Warned, WentBack, Working

OPEN_SECONDS = 10
ANSWER_SECONDS = 10
CONFIRM_SECONDS = 15


class KeptSafe(Exception):
    """The county did not answer the confirmation: it stays in the journal and is sent with the same key later."""


@dataclass(frozen=True)
class Filing:
    """What is confirmed: the answers, the decision the visitor saw, and whether it was signed."""

    input: Input
    decision: Decision
    signed: bool

    @classmethod
    def early(cls, opened: Opened) -> "Filing | None":
        """Return the filing of a refusal that needs no answers, or None."""
        return None if opened.refusal is None else cls({}, opened.refusal, signed=False)

    def confirm(self, now: datetime) -> Confirm:
        """Return the body of the confirmation."""
        signature = Signature(signed_at=now, summary_hash=summary_hash(self.decision.summary, self.decision.statement))
        accepted = tuple(warning.rule for warning in self.decision.warnings)
        return Confirm(input=self.input, accepted_warnings=accepted, signature=signature if self.signed else None)


async def open_case(v: Visit, item: ItemTile, holder: Holder) -> Opened:
    """Open a case at the county: early refusals come with it, before any effort."""
    v.show(Working(words.OPENING, OPEN_SECONDS))
    opened = await v.kiosk.county.open(item.id, holder.proof, within=OPEN_SECONDS)
    v.concluded = False
    v.at(stage="fill", case_no=opened.case_no)
    return opened


async def abandon(v: Visit) -> None:
    """A case left before its signature makes no outcome; the county is told where it can be."""
    if not v.concluded and v.place.case_no is not None:
        await quietly(v.kiosk.county.abandon(v.place.case_no))
    v.concluded = True
    v.at(case_no=None)


async def fill_and_sign(v: Visit, opened: Opened) -> Filing | None:
    """Ask the questions, weigh, and have the summary signed; None when the visitor stops at a warning."""
    answers = await fill(v, opened.questions)
    while True:
        v.show(Working(words.WEIGHING, ANSWER_SECONDS))
        decision = await v.kiosk.county.answer(opened.case_no, Answer(input=answers), within=ANSWER_SECONDS)
        if decision.outcome in {"refused", "referred"}:
            return Filing(answers, decision, signed=False)
        if decision.already is not None:
            return Filing(answers, decision, signed=False) if await v.ask(Warned((decision.say,))) else None
        try:
            if decision.warnings and not await v.ask(Warned(tuple(warning.say for warning in decision.warnings))):
                return None
            edit = await _sign(v, decision)
        except WentBack:
            answers = await fill_last(v, opened.questions, answers)
            continue
        if edit is None:
            return Filing(answers, decision, signed=True)
        answers = await change(v, opened.questions, answers, edit)


async def _sign(v: Visit, decision: Decision) -> str | None:
    """Show the one page that is signed; None when it is, else the question to change."""
    v.at(stage="sign")
    answer = await v.ask(SignSummary(decision.summary, decision.statement or decision.say))
    return answer.question if isinstance(answer, Edit) else None


async def confirm(v: Visit, opened: Opened, filing: Filing) -> Outcome:
    """Conclude the case exactly once; raises KeptSafe when the county's answer is not known yet, SummaryChanged."""
    v.show(Working(words.DECIDING, CONFIRM_SECONDS))
    body = filing.confirm(v.kiosk.now())
    try:
        outcome = await v.once(
            f"confirm {opened.case_no}",
            lambda key: _confirmed(v, opened.case_no, body, key),
            intent={"case_no": opened.case_no, "confirm": body.model_dump(mode="json")},
            result=what_remains,
        )
    except CountyError as error:
        if isinstance(error, Refused) and error.final:
            raise
        v.concluded = True
        raise KeptSafe from error
    v.concluded = True
    return outcome


async def _confirmed(v: Visit, case_no: str, body: Confirm, key: str) -> Outcome:
    try:
        return await v.kiosk.county.confirm(case_no, body, key=key, within=CONFIRM_SECONDS)
    except Refused as refused:
        raise (DidNotHappen(refused) if refused.final else refused) from refused


def what_remains(outcome: Outcome) -> Json:
    """Return what the journal keeps of an outcome: numbers, nothing about the person."""
    return {"case_no": outcome.case_no, "documents": [document.id for document in outcome.documents]}
