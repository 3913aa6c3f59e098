"""Decisions against a second reading of the rules, written without CEL, over the calendar."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.county_for_tests import catalogue, facts

HUANG = "439921197108200778"
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SB01 = {"tier": 200, "phone": "13800005678", "not_student": "我不是在校学生"}


def reached(birth: date, years: int) -> date:
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 3, 1)


def months_later(day: date, months: int) -> date:
    first = date(day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(15 * 365, 61 * 366), st.booleans(), st.booleans(), st.sampled_from(["正常参保", "中断", None]))
def test_who_may_join_the_pension(today: date, days: int, insured: bool, here: bool, works: str | None) -> None:
    birth = today - timedelta(days=days)
    person = {
        "id": f"439921{birth:%Y%m%d}1111",
        "birth": birth.isoformat(),
        "hukou_county": "439921" if here else "430102",
    }
    records = {
        "hrss.pension_resident": [{"status": "参保"}] if insured else [],
        "hrss.pension_worker": [{"status": works}] if works else [],
    }
    verdict = catalogue().compiled("SB01").decide(facts("SB01", person, records, today=today.isoformat()), SB01)
    expected = None
    if insured:
        expected = "R1"
    elif today < reached(birth, 16):
        expected = "R2"
    elif today >= reached(birth, 60):
        expected = "R3"
    elif not here:
        expected = "R4"
    elif works == "正常参保":
        expected = "R5"
    assert verdict.rule == expected
    assert (verdict.outcome == "granted") == (expected is None) == bool(verdict.writes)


PLACES = ["广东省/广州市", "浙江省/杭州市", "湖南省/长沙市"]


@settings(max_examples=200, deadline=None)
@given(
    DAYS,
    st.sampled_from(PLACES),
    st.sampled_from(PLACES[:2]),
    st.integers(0, 400),
    st.sampled_from(["长期住外地", "临时去看病", None]),
    st.sampled_from(["长期住外地", "临时去看病"]),
)
def test_who_may_see_a_doctor_elsewhere(
    today: date, place: str, before: str, ago: int, earlier: str | None, kind: str
) -> None:
    since = today - timedelta(days=ago)
    until = "" if earlier == "长期住外地" else months_later(since, 6).isoformat()
    row = {"kind": earlier, "place": before, "from": since.isoformat(), "to": until}
    records = {
        "insurance.remote": [row] if earlier else [],
        "insurance.enrol": [{"year": today.year}],
    }
    answers = {"kind": kind, "place": place, "proof": "个人承诺"}
    verdict = catalogue().compiled("YB02").decide(facts("YB02", HUANG, records, today=today.isoformat()), answers)
    active = earlier is not None and (until == "" or until >= today.isoformat())
    expected = None
    if active and place == before:
        expected = "R2"
    elif active and earlier == "长期住外地" and today < months_later(since, 6):
        expected = "R3"
    elif place == "湖南省/长沙市":
        expected = "R4"
    assert verdict.rule == expected
    if expected is None:
        assert verdict.computed is not None
        months = 6 if kind == "临时去看病" else 12
        assert verdict.computed["valid_to"] == months_later(today, months).isoformat()
