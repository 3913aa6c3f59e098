"""The functions of the rules at the edges of the calendar."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.vocabulary import FUNCTIONS, WRITTEN_OUT
from county.rules import functions as f
from county.rules.macros import expand

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(date.isoformat)


def test_every_declared_function_exists_and_no_other() -> None:
    of_people = {it.name for it in FUNCTIONS if "person" in it.parameters}
    assert of_people == {"age", "age_on", "birthday"}
    assert {it.name for it in (*FUNCTIONS, *WRITTEN_OUT)} - of_people == set(f.PURE)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("2010-06-01", "2026-06-01", 16),
        ("2010-06-02", "2026-06-01", 15),
        ("1966-06-01", "2026-05-31", 59),
        ("1996-02-29", "2023-02-28", 26),
        ("1996-02-29", "2023-03-01", 27),
        ("1996-02-29", "2024-02-28", 27),
        ("1996-02-29", "2024-02-29", 28),
        ("2026-06-01", "2026-06-01", 0),
        ("2026-06-02", "2026-06-01", -1),
    ],
)
def test_age_is_reached_on_the_birthday(birth: str, on: str, years: int) -> None:
    assert f.age_at(birth, on) == years


@given(DAYS, st.integers(0, 120))
def test_age_and_birthday_agree(birth: str, years: int) -> None:
    day = f.birthday_at(birth, years)
    assert f.age_at(birth, day) == years
    assert f.age_at(birth, f.add_days(day, -1)) == years - 1


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-06-01", 6, "2026-12-01"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_add_months_keeps_to_the_month(day: str, months: int, then: str) -> None:
    assert f.add_months(day, months) == then


def test_add_years_from_29_february() -> None:
    assert f.add_years("2024-02-29", 1) == "2025-02-28"
    assert f.add_years("2024-02-29", 4) == "2028-02-29"


@given(DAYS, DAYS)
def test_months_between_is_the_most_that_fit(first: str, second: str) -> None:
    first, second = sorted((first, second))
    months = f.months_between(first, second)
    assert f.add_months(first, months) <= second
    if second < "2099-11":
        assert f.add_months(first, months + 1) > second
    assert f.months_between(second, first) == -months


@given(DAYS, DAYS)
def test_days_between_and_add_days_agree(first: str, second: str) -> None:
    assert f.add_days(first, f.days_between(first, second)) == second
    assert f.days_between(first, second) == (date.fromisoformat(second) - date.fromisoformat(first)) // timedelta(
        days=1
    )


def test_amounts_as_yuan() -> None:
    assert [f.yuan(fen) for fen in (42000, 11824, 5, 0, -150)] == ["420", "118.24", "0.05", "0", "-1.50"]


def test_dates_as_people_say_them() -> None:
    assert (f.date_zh("2026-06-01"), f.date_en("2026-06-01")) == ("2026年6月1日", "1 June 2026")
    assert (f.month_zh("2019-04-01"), f.month_en("2019-04-01")) == ("2019年4月", "April 2019")


@given(st.text())
def test_what_is_no_date_is_shown_as_it_came(text: str) -> None:
    assert f.date_zh(text) == text or f.days_between(text, text) == 0


@given(st.text())
def test_places_never_raise(text: str) -> None:
    assert f.lies_in(text, "广东省/广州市") == ("广州" in text)
    assert f.in_province(text, "43") in (True, False)
    assert f.same_place(text, text) in (True, False)


@given(st.text(alphabet="0123456789X", min_size=18, max_size=18))
def test_account_numbers_have_one_form(number: str) -> None:
    account = f.new_account(number)
    assert account == f.new_account(number)
    assert len(account) == 17
    assert account.startswith("439921")


@pytest.mark.parametrize(
    ("written", "compiled"),
    [
        ("age(subject) < 16", "age_at((subject).birth, today) < 16"),
        ("age_on(applicant, add_days(today, 1))", "age_at((applicant).birth, add_days(today, 1))"),
        ("birthday(subject, age(subject) + 1)", "birthday_at((subject).birth, age_at((subject).birth, today) + 1)"),
        ("'age(subject)' + age_zh(x)", "'age(subject)' + age_zh(x)"),
        ("x.age(subject) || 'it''s' == '' || age(a) == age(b)", None),
        ("age(", "age("),
        ("age()", "age_at(().birth, today)"),
        ("age(a, b)", "age(a, b)"),
        ("age([a, b][0])", "age_at(([a, b][0]).birth, today)"),
        ("age_on(p, ')')", "age_at((p).birth, ')')"),
    ],
)
def test_functions_of_a_person_are_written_out(written: str, compiled: str | None) -> None:
    if compiled is not None:
        assert expand(written) == compiled
    else:
        assert expand(written).count("age_at(") == 2


@given(st.text(alphabet="age(_on),'\"[]{} subject.", max_size=60))
def test_writing_out_never_raises(source: str) -> None:
    assert isinstance(expand(source), str)


def test_the_page_on_items_names_every_function() -> None:
    page = (Path(__file__).parents[2] / "docs" / "items.md").read_text(encoding="utf-8")
    assert [it.name for it in FUNCTIONS if f"`{it.name}" not in page] == []
