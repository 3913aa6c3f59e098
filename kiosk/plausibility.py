"""Whether the person on a chip is plausible: numbers, dates, validity; decoding is the driver's affair."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from contract.check_character import mod_11_2
from contract.text import Text
from contract.wire import IdentityProof

EARLIEST_BIRTH = date(1900, 1, 1)
NUMBER_DIGITS = 18


class Doubt(StrEnum):
    """What is not plausible, by name."""

    number_check = "number_check"  # GB 11643-1999, 6.2
    birth = "birth"
    birth_in_number = "birth_in_number"
    sex_in_number = "sex_in_number"
    name = "name"
    validity = "validity"
    not_yet_valid = "not_yet_valid"
    expired = "expired"


def doubts(proof: IdentityProof, today: date) -> frozenset[Doubt]:
    """Return every doubt about the holder on that civil date; empty when the card can be taken."""
    return frozenset((*_number_doubts(proof), *_date_doubts(proof, today), *_name_doubts(proof)))


def refusal(proof: IdentityProof, today: date) -> Text | None:
    """Return what to tell the holder when the card cannot be taken, else None."""
    found = doubts(proof, today)
    if Doubt.expired in found:
        return Text(
            zh=f"您的身份证{proof.valid_to}到期了。请带户口簿到派出所换证，今天可先到窗口办。",
            en=f"Your card expired on {proof.valid_to}. Renew it at the police station; the window can help today.",
        )
    if found:
        return Text(
            zh="这张证件上的信息要核对一下。请按“人工帮忙”，由工作人员帮您办。",
            en="Something on this card needs checking. Please press Call staff; staff will do it with you.",
        )
    return None


def _number_doubts(proof: IdentityProof) -> Iterator[Doubt]:
    number = proof.number
    if proof.kind == "fpr2017":
        if len(number) != 15 or not (number[:3].isalpha() and number[3:].isdigit()):
            yield Doubt.number_check
        return
    digits = number[:-1]
    if len(number) != NUMBER_DIGITS or not (digits.isascii() and digits.isdigit()) or mod_11_2(digits) != number[-1]:
        yield Doubt.number_check
        return
    if proof.kind != "fpr2023" and number[6:14] != proof.birth.replace("-", ""):
        yield Doubt.birth_in_number
    if proof.kind == "cn" and (int(number[16]) % 2 == 1) != (proof.sex == "男"):
        yield Doubt.sex_in_number


def _date_doubts(proof: IdentityProof, today: date) -> Iterator[Doubt]:
    birth = _civil(proof.birth)
    if birth is None or not EARLIEST_BIRTH <= birth <= today:
        yield Doubt.birth
    start, end = _civil(proof.valid_from), None if proof.valid_to is None else _civil(proof.valid_to)
    if start is None or (proof.valid_to is not None and (end is None or end <= start)):
        yield Doubt.validity
        return
    if start > today:
        yield Doubt.not_yet_valid
    if end is not None and end < today:
        yield Doubt.expired


def _name_doubts(proof: IdentityProof) -> Iterator[Doubt]:
    if not proof.name.strip() or any(not character.isprintable() for character in proof.name):
        yield Doubt.name


def _civil(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
