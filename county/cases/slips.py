"""What the thermal slip of a case says, for every outcome."""

from contract.item import Item, OutcomeName
from contract.masking import mask_name, mask_number
from contract.text import Text
from contract.wire import Receipt, SummaryLine
from county.cases.record import CaseRow
from county.cases.weighing import Weighed
from county.service import County

_STRENGTHS = {
    "A": Text(zh="已办结", en="Done"),
    "B": Text(zh="审核通过", en="Approved"),
    "C": Text(zh="预约成功", en="Booked"),
}
_OTHERS: dict[OutcomeName, Text] = {
    "refused": Text(zh="告知", en="Notice"),
    "referred": Text(zh="转人工", en="Passed to staff"),
    "waiting": Text(zh="排队", en="Waiting"),
}
RECONSIDERATION_DAYS = 60
_SETTLED = Text(zh="已办过", en="Done before")


def word_of(item: Item, outcome: OutcomeName, *, already: bool = False) -> Text:
    """Return the strength word: 已办结 / 审核通过 / 预约成功 / 告知 / 转人工 / 排队."""
    if already:
        return _SETTLED
    return _STRENGTHS[item.strength] if outcome == "granted" else _OTHERS[outcome]


def slip(county: County, case: CaseRow, weighed: Weighed, site: str, verify_url: str | None) -> Receipt:
    """Compose the slip; its QR leads to the verification page of the paper, and is "" where there is none."""
    item = county.catalogue.items[case.item]
    document = weighed.verdict.document
    moment = county.clock.business_now()[:16].replace("T", " ")
    holder = weighed.facts.applicant
    shown = weighed.verdict.summary if weighed.verdict.outcome == "granted" else ()
    who = _row("办理人", "Applicant", f"{mask_name(str(holder.get('name', '')))} {mask_number(case.applicant_id)}")
    rows = (
        *([SummaryLine(label=line.label, value=line.value) for line in shown] or [who]),
        _row("时间", "Time", moment),
        _row("地点", "Place", f"{site} {case.terminal}"),
        *(_of_refusal(item, county.hotline) if weighed.verdict.outcome == "refused" else ()),
    )
    return Receipt(
        number=case.case_no,
        word=word_of(item, weighed.verdict.outcome, already=weighed.already is not None),
        title=document.title if document else item.names.official,
        rows=rows,
        say=weighed.verdict.say,
        qr=verify_url or "",
        hotline=county.hotline,
    )


def _of_refusal(item: Item, hotline: str) -> tuple[SummaryLine, SummaryLine]:
    """What a refusal stands on, and how to disagree: 行政复议法 (2023), art. 20 gives 60 days."""
    how = Text(
        zh=f"{RECONSIDERATION_DAYS} 天内可申请行政复议，或打 {hotline}",
        en=f"Ask for administrative reconsideration within {RECONSIDERATION_DAYS} days, or call {hotline}",
    )
    return (
        _row("依据", "Basis", item.basis[0]),
        SummaryLine(label=Text(zh="觉得不对", en="If you disagree"), value=how),
    )


def _row(zh: str, en: str, value: str) -> SummaryLine:
    return SummaryLine(label=Text(zh=zh, en=en), value=Text(zh=value, en=value))
