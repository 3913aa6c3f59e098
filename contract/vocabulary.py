"""The words of the rules (CEL): variables and functions with their types.

Besides these a rule knows `input.<question>`, `label.<question>.zh` and `.en` (the answer as the citizen saw it),
`param.<name>`, the names of its item's `compute`, and `data.<kind>` for the kinds its item reads: lists of typed rows
(contract.kinds). A field nobody filled reads as "", 0 or false.
"""

from dataclasses import dataclass

VARIABLES: dict[str, str] = {
    "today": "string",  # civil date in Beijing, ISO: compares rightly as text
    "now": "string",  # ISO date and time in Beijing
    "county.code": "string",
    "county.name": "string",
    "county.province": "string",
    "county.hotline": "string",
    "applicant": "person",
    "subject": "person",
}


@dataclass(frozen=True)
class Signature:
    """A function of the rules: types of its parameters, type of its result, one sentence of contract."""

    name: str
    parameters: tuple[str, ...]
    returns: str
    says: str


WRITTEN_OUT = (  # what age, age_on and birthday become before they are compiled
    Signature("age_at", ("string", "string"), "int", "Full years on a date, from the birth date."),
    Signature("birthday_at", ("string", "int"), "string", "The date an age is reached by somebody born on a date."),
)
FUNCTIONS: tuple[Signature, ...] = (
    Signature("age", ("person",), "int", "Full years today, reached on the birthday; born 29 Feb: on 1 Mar."),
    Signature("age_on", ("person", "string"), "int", "Full years on a date."),
    Signature("birthday", ("person", "int"), "string", "The date an age is reached; born 29 Feb: 1 Mar."),
    Signature("days_between", ("string", "string"), "int", "Days from the first date to the second, signed."),
    Signature("months_between", ("string", "string"), "int", "Full months from the first date to the second, signed."),
    Signature("add_days", ("string", "int"), "string", "The date so many days later."),
    Signature("add_months", ("string", "int"), "string", "The date so many months later; 31st → last day."),
    Signature("add_years", ("string", "int"), "string", "The date so many years later; 29 Feb → 28 Feb."),
    Signature("year", ("string",), "int", "The calendar year of a date."),
    Signature("date_zh", ("string",), "string", "2026年6月1日."),
    Signature("date_en", ("string",), "string", "1 June 2026."),
    Signature("month_zh", ("string",), "string", "2026年6月."),
    Signature("month_en", ("string",), "string", "June 2026."),
    Signature("yuan", ("int",), "string", "Amount in 分 as yuan: 42000 → 420, 11824 → 118.24."),
    Signature("mask_number", ("string",), "string", "4399**********0285."),
    Signature("mask_phone", ("string",), "string", "138****5678."),
    Signature("mask_name", ("string",), "string", "张*."),
    Signature("place_zh", ("string",), "string", "广东省/广州市 → 广东广州市."),
    Signature("place_en", ("string",), "string", "广东省/广州市 → Guangzhou, Guangdong."),
    Signature("same_place", ("string", "string"), "bool", "Both name the same known city, however written."),
    Signature("in_province", ("string", "string"), "bool", "The place lies in the province of that code (2 digits)."),
    Signature("lies_in", ("string", "string"), "bool", "The address lies in the city of that place."),
    Signature("new_account", ("string",), "string", "The pension account number that belongs to a person's number."),
)
