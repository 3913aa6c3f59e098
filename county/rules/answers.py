"""Questions as one citizen sees them, and their answers checked: nothing that was not offered is taken."""

import re
from collections.abc import Mapping

from contract.divisions import canonical, spoken
from contract.masking import mask_phone, mask_text
from contract.text import Text
from contract.wire import AskedOption, AskedQuestion, OnlyIf
from county.rules.facts import InputError
from county.rules.parts import CompiledOption, CompiledQuestion
from county.rules.templates import TextTemplate
from county.rules.values import Values

Answers = dict[str, str | int]
_PHONE = re.compile(r"1[3-9][0-9]{9}")


def screen(template: TextTemplate, values: Values) -> Text:
    """Return a text as a screen may show it: numbers of people and phones masked."""
    said = template.say(values.value)
    return Text(zh=mask_text(said.zh), en=mask_text(said.en))


def offered(question: CompiledQuestion, values: Values) -> list[CompiledOption]:
    """Return the options meant for this citizen."""
    return [option for option in question.options if option.when is None or values.value(option.when)]


def label(question: CompiledQuestion, values: Values, answer: str | int) -> Text:
    """Return an answer as the citizen saw it: the option's label, the place as it is said, a phone number masked."""
    if question.question.ask == "place":
        return spoken(str(answer))
    for option in question.options:
        if option.option.value == answer:
            return screen(option.label, values)
    shown = mask_text(str(answer)) if answer else ""
    return Text(zh=shown, en=shown)


def _first(question: CompiledQuestion, values: Values) -> str | int | None:
    """The unmasked first answer, None where there is none (or it is not offered)."""
    first = values.value(question.prefill) if question.prefill else None
    first = first if first not in (None, "", 0) else question.question.default
    if question.question.ask == "choice":
        return first if first in [option.option.value for option in offered(question, values)] else None
    return first or None


def asked(question: CompiledQuestion, values: Values, given: Mapping[str, str | int]) -> AskedQuestion | None:
    """Return the question for the wire, None where it is not asked; an answer already given comes first."""
    if question.when is not None and not values.value(question.when):
        return None
    first = given.get(question.question.id) or _first(question, values)
    if question.question.ask == "phone" and isinstance(first, str):
        first = mask_phone(first)
    only = question.question.only_if
    return AskedQuestion(
        id=question.question.id,
        ask=question.question.ask,
        label=screen(question.label, values),
        hint=screen(question.hint, values) if question.hint else None,
        options=tuple(_option(option, values) for option in offered(question, values)),
        first=first,
        only_if=OnlyIf(question=only.question, value=only.value) if only else None,
    )


def _option(option: CompiledOption, values: Values) -> AskedOption:
    note = screen(option.note, values) if option.note else None
    return AskedOption(value=option.option.value, label=screen(option.label, values), note=note)


def checked(questions: tuple[CompiledQuestion, ...], values: Values, given: Mapping[str, object]) -> Answers:
    """Return the answer of every question, blank where it is not asked; raises InputError."""
    known = {question.question.id for question in questions}
    if unknown := sorted(str(name) for name in given if name not in known):
        raise InputError(unknown[0][:40], "unknown_field")
    answers: Answers = {}
    for question in questions:
        name, only = question.question.id, question.question.only_if
        skipped = only is not None and answers.get(only.question) != only.value
        if skipped or (question.when is not None and not values.value(question.when)):
            answers[name] = question.blank
        elif given.get(name) in (None, ""):
            raise InputError(name, "missing")
        else:
            answers[name] = _checked(question, values, given[name])
    return answers


def _checked(question: CompiledQuestion, values: Values, answer: object) -> str | int:
    match question.question.ask:
        case "choice":
            return _choice(question, values, answer)
        case "phone":
            return _phone(question, values, answer)
        case "place":
            return _place(question, answer)


def _choice(question: CompiledQuestion, values: Values, answer: object) -> str | int:
    for option in offered(question, values):
        if type(answer) is type(option.option.value) and answer == option.option.value:
            return option.option.value
    raise InputError(question.question.id, "not_an_option")


def _phone(question: CompiledQuestion, values: Values, answer: object) -> str:
    first = _first(question, values)
    if isinstance(first, str) and answer == mask_phone(first):
        return first
    if isinstance(answer, str) and _PHONE.fullmatch(answer):
        return answer
    raise InputError(question.question.id, "bad_phone")


def _place(question: CompiledQuestion, answer: object) -> str:
    place = canonical(answer) if isinstance(answer, str) else None
    if place is None:
        raise InputError(question.question.id, "bad_place")
    return place
