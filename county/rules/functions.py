"""Functions of the rules over civil dates, amounts and names: pure, deterministic, ISO dates as text.

A text that is not a date raises ValueError; the rule engine turns that into RuleFailed.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from contract import divisions, masking
from contract.check_character import mod_37_36

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _reached(birth: date, years: int) -> date:
    """The day an age is reached: the birthday; born 29 Feb, 1 Mar of a common year (project rule)."""
    year = birth.year + years
    if (birth.month, birth.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return birth.replace(year=year)


def age_at(birth: str, on: str) -> int:
    """Return the full years reached on a date by somebody born on a date; negative before birth."""
    born, day = date.fromisoformat(birth), date.fromisoformat(on)
    years = day.year - born.year
    return years if _reached(born, years) <= day else years - 1


def birthday_at(birth: str, years: int) -> str:
    """Return the date somebody born on a date reaches an age."""
    return _reached(date.fromisoformat(birth), years).isoformat()


def days_between(first: str, second: str) -> int:
    """Return the days from first to second, negative when second is earlier."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def add_days(day: str, days: int) -> str:
    """Return the date so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def add_months(day: str, months: int) -> str:
    """Return the date so many months later; a day the month has not becomes its last day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def add_years(day: str, years: int) -> str:
    """Return the date so many years later; 29 Feb becomes 28 Feb of a common year."""
    return add_months(day, 12 * years)


def months_between(first: str, second: str) -> int:
    """Return the most months that can be added to first without passing second; negative when second is earlier."""
    if date.fromisoformat(second) < date.fromisoformat(first):
        return -months_between(second, first)
    a, b = date.fromisoformat(first), date.fromisoformat(second)
    months = (b.year - a.year) * 12 + b.month - a.month
    return months if add_months(first, months) <= b.isoformat() else months - 1


def year(day: str) -> int:
    """Return the calendar year of a date."""
    return date.fromisoformat(day).year


def _said(day: str, say: Callable[[date], str]) -> str:
    """A department's date that is none is shown as it came: a text never fails a decision."""
    try:
        return say(date.fromisoformat(day))
    except ValueError:
        return day


def date_zh(day: str) -> str:
    """Return 2026年6月1日; what is no date comes back as it is."""
    return _said(day, lambda it: f"{it.year}年{it.month}月{it.day}日")


def date_en(day: str) -> str:
    """Return 1 June 2026; what is no date comes back as it is."""
    return _said(day, lambda it: f"{it.day} {_MONTHS[it.month - 1]} {it.year}")


def month_zh(day: str) -> str:
    """Return 2026年6月; what is no date comes back as it is."""
    return _said(day, lambda it: f"{it.year}年{it.month}月")


def month_en(day: str) -> str:
    """Return June 2026; what is no date comes back as it is."""
    return _said(day, lambda it: f"{_MONTHS[it.month - 1]} {it.year}")


def yuan(fen: int) -> str:
    """Return an amount in 分 as yuan, without decimals where it has none."""
    sign, whole, rest = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    return f"{sign}{whole}" if rest == 0 else f"{sign}{whole}.{rest:02d}"


def same_place(a: str, b: str) -> bool:
    """Return whether both name the same known city."""
    code = divisions.place_code(a)
    return code != "" and code == divisions.place_code(b)


def in_province(place: str, province: str) -> bool:
    """Return whether a known city lies in the province of that code (2 digits of GB/T 2260)."""
    return divisions.place_code(place)[:2] == province


def lies_in(address: str, place: str) -> bool:
    """Return whether an address (as departments write it) lies in the city of a place."""
    found = divisions.find(place)
    return found is not None and divisions.short(found[1].name.zh) in address


def new_account(number: str) -> str:
    """Return the account number that belongs to a person's number: county, 10 digits, check character (MOD 37,36)."""
    tail = sum(ord(character) * 31**at for at, character in enumerate(number)) % 10**10
    body = f"439921{tail:010d}"
    return body + mod_37_36(body)


PURE: dict[str, Callable[..., Any]] = {
    "age_at": age_at,
    "birthday_at": birthday_at,
    "days_between": days_between,
    "months_between": months_between,
    "add_days": add_days,
    "add_months": add_months,
    "add_years": add_years,
    "year": year,
    "date_zh": date_zh,
    "date_en": date_en,
    "month_zh": month_zh,
    "month_en": month_en,
    "yuan": yuan,
    "mask_number": masking.mask_number,
    "mask_phone": masking.mask_phone,
    "mask_name": masking.mask_name,
    "place_zh": lambda place: divisions.spoken(place).zh,
    "place_en": lambda place: divisions.spoken(place).en,
    "same_place": same_place,
    "in_province": in_province,
    "lies_in": lies_in,
    "new_account": new_account,
}
