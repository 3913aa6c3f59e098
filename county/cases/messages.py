"""Short messages to citizens: rows in the outbox, which county.sms sends."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from contract.item import Item
from contract.masking import mask_phone
from contract.wire import Input
from county.cases.record import CaseRow
from county.rules.facts import Facts
from county.service import County
from county.tables import outbox
from county.this_county import NAME

_KINDS_WITH_PHONE = ("hrss.sscard", "police.household")


def phone_for(item: Item, facts: Facts, answers: Input) -> str | None:
    """Return the mobile number the visitor gave, else one the departments know, else None."""
    asked = [answers.get(question.id) for question in item.questions if question.ask == "phone"]
    known: list[Any] = [facts.subject.get("phone"), facts.applicant.get("phone")]
    known += [row.get("phone") for kind in _KINDS_WITH_PHONE for row in facts.data.get(kind, ())]
    return next((number for number in (*asked, *known) if isinstance(number, str) and _is_mobile(number)), None)


def _is_mobile(number: str) -> bool:
    return len(number) == 11 and number.isascii() and number.isdigit() and number[0] == "1"


def announce(county: County, connection: Connection, case: CaseRow, reason: str) -> str | None:
    """Put a message into the outbox, once per case and reason; return the masked number or None when none is known."""
    if case.sms_to is None:
        return None
    name = county.catalogue.items[case.item].names.plain.zh
    text = {
        "receipt": f"【{NAME}】您办的“{name}”有结果了，办件号{case.case_no}。有事打{county.hotline}。",
        "uncollected": f"【{NAME}】“{name}”已经办好，材料还没有拿。带身份证到任一台终端或窗口可打印，"
        f"办件号{case.case_no}。",
    }[reason]
    row = {"case_no": case.case_no, "reason": reason, "to": case.sms_to, "text": text}
    connection.execute(insert(outbox).values(**row, made_at=county.clock.stamp()).on_conflict_do_nothing())
    return mask_phone(case.sms_to)
