"""What a rule can do besides refusing, shown on an invented item: warn, offer, wait, change with the date."""

from pathlib import Path
from typing import Any

import pytest

from contract.item import Example
from county.rules.catalogue import Catalogue, CatalogueError
from county.rules.examples import answers_of, facts_of, run

ITEM = """
id: LL03
code: 439921-20-LL-03
category: 老龄
department: 民政局
strength: A
assurance: L1
applicants: [self]
icon: umbrella
names:
  plain: {zh: 我要试一试, en: Try it}
  official: {zh: 试验, en: Trial}
basis: [试验]
reads: [civil.elder_allowance]
parameters:
  fee:
    - {from: 2020-01-01, value: 100, source: sample}
    - {from: 2026-07-01, value: 250, source: sample}
questions:
  - id: way
    ask: choice
    label: {zh: 怎么拿, en: How}
    options:
      - {value: 1, label: {zh: 现在, en: Now}}
      - {value: 2, label: {zh: 以后, en: Later}}
  - id: day
    ask: choice
    label: {zh: 哪天, en: Which day}
    only_if: {question: way, value: 2}
    options:
      - {value: 周一, label: {zh: 周一, en: Monday}}
      - {value: 周二, label: {zh: 周二, en: Tuesday}, when: age(subject) >= 80}
rules:
  - {id: W1, when: age(subject) >= 80, warn: true, say: {zh: 您满80岁了。, en: You are 80.}, offer: LL01}
  - {id: R1, when: input.day == '周二', outcome: waiting, state: 排队, say: {zh: 请等, en: Please wait}, next: LL02}
compute:
  amount: "input.way == 1 ? param.fee : 0"
granted: {zh: "好了，{label.way.zh}", en: "Done, {label.way.en}"}
summary:
  - {label: {zh: 怎么拿, en: How}, value: {zh: "{label.way.zh}", en: "{label.way.en}"}, edit: way}
  - {label: {zh: 哪天, en: Day}, value: {zh: "{label.day.zh}", en: "{label.day.en}"}, when: input.day != ''}
statement: {zh: 都对, en: Right}
writes:
  - {kind: civil.elder_allowance, set: {status: "'在领'", amount: amount}}
document: {kind: receipt, template: ll03, title: {zh: 回执, en: Receipt}}
"""
OLD, YOUNG = "439921194606010199", "439921201006010534"


@pytest.fixture
def trial(tmp_path: Path) -> Catalogue:
    (tmp_path / "ll03.yaml").write_text(ITEM, encoding="utf-8")
    return Catalogue.load(tmp_path)


def example(**more: Any) -> Example:
    given = {"item": "LL03", "name": "", "today": "2026-06-01", "applicant": OLD, "expect": {}} | more
    return Example.model_validate(given, strict=False)


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        ({"input": {"way": 1}}, {"outcome": "granted", "amount": 100, "warnings": ["W1"], "offers": ["LL01"]}),
        ({"input": {"way": 1}, "today": "2026-06-30"}, {"amount": 100}),
        ({"input": {"way": 1}, "today": "2026-07-01"}, {"amount": 250, "document": "receipt"}),
        ({"input": {"way": 1}, "applicant": YOUNG}, {"outcome": "granted", "warnings": [], "offers": []}),
        ({"input": {"way": 2, "day": "周一"}}, {"outcome": "granted", "amount": 0, "summary": {"哪天": "周一"}}),
        (
            {"input": {"way": 2, "day": "周二"}},
            {"outcome": "waiting", "rule": "R1", "state": "排队", "next": "LL02", "warnings": ["W1"], "writes": []},
        ),
        ({"input": {"way": 2, "day": "周二"}, "applicant": YOUNG}, {"input_error": "day"}),
        ({"input": {"way": 3}}, {"input_error": "way"}),
    ],
)
def test_rules_of_every_kind(trial: Catalogue, given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert run(example(**given, expect=expect), trial) == []


def test_a_skipped_question_has_no_answer_and_no_row(trial: Catalogue) -> None:
    it = example(input={"way": 1, "day": "周一"})
    verdict = trial.compiled("LL03").decide(facts_of(it, trial), it.input)
    assert [line.value.en for line in verdict.summary] == ["Now"]
    assert (verdict.say.zh, verdict.say.en) == ("好了，现在", "Done, Now")


def test_answers_checked_twice_are_the_same(trial: Catalogue) -> None:
    item, it = trial.compiled("LL03"), example(input={"way": 1})
    facts = facts_of(it, trial)
    once = item.check_input(facts, answers_of(it, item, facts))
    assert item.check_input(facts, once) == once == {"way": 1, "day": ""}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("warn: true, say", "warn: true, outcome: refused, say", "either an outcome or warn"),
        ("way, value: 2}\n", "way, value: 4}\n", "no earlier question way with 4"),
        ("{value: 2, label", "{value: 二, label", "numbers and texts mixed"),
        ("{value: 2, label", "{value: 1, label", "each value once"),
        ("label: {zh: 现在, en: Now}", 'label: {zh: "{input.day}", en: Now}', "a label cannot use input"),
        ("when: age(subject) >= 80}\nrules", "when: age(subject)}\nrules", "bool expected"),
        ("amount: amount}", "amount: \"'100'\"}", "int expected"),
        ("id: LL03", "id: LL3", "String should match pattern"),
    ],
)
def test_what_makes_no_sense_is_not_compiled(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert right in ITEM
    (tmp_path / "ll03.yaml").write_text(ITEM.replace(right, wrong), encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        Catalogue.load(tmp_path)


def test_two_files_of_one_item_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(ITEM, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"LL03 is in .*a\.yaml already"):
        Catalogue.load(tmp_path)


def test_hashes_follow_the_file_and_the_parameters(trial: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "ll03.yaml").write_text(ITEM.replace("value: 250", "value: 260"), encoding="utf-8")
    changed = Catalogue.load(tmp_path)
    assert changed.hash_of("LL03") != trial.hash_of("LL03")
    assert changed.parameters_hash != trial.parameters_hash
    (tmp_path / "ll03.yaml").write_text(ITEM.replace("都对", "对的"), encoding="utf-8")
    assert Catalogue.load(tmp_path).parameters_hash == trial.parameters_hash
