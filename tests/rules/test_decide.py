"""Decisions: the same for the same snapshot, nothing offered that is not meant, no input that breaks them."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.item import Example
from county.rules.compiled_item import CompiledItem, Facts, InputError
from county.rules.examples import answers_of, facts_of, run
from tests.rules.county_for_tests import catalogue, examples, facts

ZHOU, HUANG, ZHANG = "439921201006010534", "439921197108200778", "439921194203150285"
SB01 = {"tier": 200, "phone": "13800005678", "not_student": "我不是在校学生"}
HOSTILE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.lists(st.text()), st.just("\ud800")
)


def compiled(item: str) -> CompiledItem:
    return catalogue().compiled(item)


@pytest.mark.parametrize("example", examples(), ids=lambda it: f"{it.item} {it.name}")
def test_the_stored_snapshot_gives_the_same_verdict(example: Example) -> None:
    item, given = catalogue().compiled(example.item), facts_of(example, catalogue())
    if "input_error" in example.expect:
        return
    answers = {} if item.early(given) else answers_of(example, item, given)
    stored = Facts(**json.loads(json.dumps(asdict(given), ensure_ascii=False)))
    assert item.decide(given, answers) == item.decide(stored, answers)


def test_decisions_are_the_same_from_many_threads() -> None:
    with ThreadPoolExecutor(8) as threads:
        assert not any(threads.map(lambda example: run(example, catalogue()), examples() * 5))


def test_verdicts_are_json() -> None:
    for example in examples():
        if "input_error" not in example.expect:
            given = facts_of(example, catalogue())
            item = compiled(example.item)
            verdict = item.early(given) or item.decide(given, answers_of(example, item, given))
            json.dumps([verdict.computed, [write.body for write in verdict.writes]])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([("SB01", ZHOU), ("YB02", HUANG), ("MZ01", ZHANG)]),
    st.dictionaries(
        st.sampled_from(["tier", "phone", "not_student", "kind", "place", "proof", "use"]) | st.text(), HOSTILE
    ),
)
def test_no_input_breaks_a_decision(item_of: tuple[str, str], answers: dict[str, object]) -> None:
    item, number = item_of
    with pytest.raises(InputError):
        compiled(item).decide(facts(item, number), answers)


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_one_hostile_answer_among_good_ones_is_refused(answer: object) -> None:
    for name in SB01:
        if answer != SB01[name]:
            with pytest.raises(InputError) as refused:
                compiled("SB01").decide(facts("SB01", ZHOU), SB01 | {name: answer})
            assert refused.value.field == name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_row_of_a_department_breaks_a_decision(text: str) -> None:
    stopped = {"civil.dibao": [{"status": "停发", "stopped_on": text, "reason": text}]}
    verdict = compiled("MZ01").decide(facts("MZ01", ZHANG, stopped), {})
    assert verdict.rule == "R2"
    name = facts("SB01", ZHOU).subject | {"name": text, "addr": text}
    assert compiled("SB01").decide(facts("SB01", name), SB01).outcome == "granted"


@pytest.mark.parametrize(
    "phone", ["1380000567", "138000056789", "23800005678", "１３８００００５６７８", "1380000567a", 1]
)
def test_a_phone_number_has_eleven_digits(phone: object) -> None:
    with pytest.raises(InputError, match="phone: bad_phone"):
        compiled("SB01").decide(facts("SB01", ZHOU), SB01 | {"phone": phone})


def test_the_masked_first_answer_left_as_it_is_means_the_real_number() -> None:
    first = next(it.first for it in compiled("SB01").questions(facts("SB01", ZHOU), {}) if it.id == "phone")
    assert first == "138****2010"
    used = compiled("SB01").check_input(facts("SB01", ZHOU), SB01 | {"phone": first})
    assert used["phone"] == "13800002010"
    with pytest.raises(InputError):
        compiled("SB01").check_input(facts("SB01", ZHOU), SB01 | {"phone": "138****9999"})


def test_the_100_yuan_tier_is_offered_only_to_those_it_is_meant_for() -> None:
    def tiers(records: dict[str, list[dict[str, object]]]) -> list[object]:
        return [option.value for option in compiled("SB01").questions(facts("SB01", ZHOU, records), {})[0].options]

    assert tiers({})[0] == 200
    assert len(tiers({})) == 13
    assert tiers({"civil.tekun": [{"mode": "集中"}]})[0] == 100
    assert tiers({"disability.card": [{"level": "一级", "valid_to": "2026-05-31"}]})[0] == 200
    assert tiers({"disability.card": [{"level": "一级", "valid_to": "2026-06-01"}]})[0] == 100
    assert tiers({"civil.dibao": [{"status": "在保", "members": ["439921196606010315"]}]})[0] == 200
    assert tiers({"rural.poverty": [{"kind": "脱贫户", "status": "退出"}]})[0] == 200


def test_proof_is_asked_only_of_those_who_live_elsewhere() -> None:
    kind, place, proof = compiled("YB02").questions(facts("YB02", HUANG), {})
    assert (kind.id, place.ask) == ("kind", "place")
    assert proof.only_if is not None
    assert (proof.only_if.question, proof.only_if.value) == ("kind", "长期住外地")
    assert [option.value for option in proof.options] == ["个人承诺"]
    used = compiled("YB02").check_input(facts("YB02", HUANG), {"kind": "临时去看病", "place": "广州"})
    assert used == {"kind": "临时去看病", "place": "广东省/广州市", "proof": ""}
    with pytest.raises(InputError, match="proof: missing"):
        compiled("YB02").check_input(facts("YB02", HUANG), {"kind": "长期住外地", "place": "广州"})


def test_rules_that_need_no_answers_run_at_once_and_only_those() -> None:
    early = {name: [it.rule.id for it in compiled(name).parts.rules if it.early] for name in ("SB01", "MZ01", "YB02")}
    assert early == {"SB01": ["R1", "R2", "R3", "R4", "R5", "R6"], "MZ01": ["R1", "R2"], "YB02": ["R1"]}


def test_what_a_screen_shows_is_masked_and_the_paper_is_not() -> None:
    verdict = compiled("SB01").decide(facts("SB01", HUANG), SB01)
    shown = {line.label.zh: line for line in verdict.summary}
    assert shown["身份证号"].value.zh == "4399**********0778"
    assert shown["手机号"].value.en == "138****5678"
    assert shown["扣款账户"].value.zh == "社保卡 尾号 6621"
    assert (shown["每年交"].value.zh, shown["每年交"].edit) == ("200 元（政府再补 30 元）", "tier")
    assert ("联系电话", "13800005678") in [(label.zh, value) for label, value in verdict.document_fields]


def test_an_item_that_does_not_exist_here_is_named_but_not_offered() -> None:
    verdict = compiled("SB01").decide(facts("SB01", HUANG), SB01)
    assert (verdict.next, verdict.offers) == (None, ("SB02",))


def test_a_dead_or_deleted_person_goes_to_a_person_and_staff_are_told_silently() -> None:
    for status in ("死亡", "注销"):
        gone = facts("SB01", ZHOU).subject | {"status": status}
        verdict = compiled("SB01").early(facts("SB01", gone))
        assert verdict is not None
        assert (verdict.outcome, verdict.rule, verdict.alert) == ("referred", "C05", "person_status")
        assert status not in verdict.say.zh


def test_a_residence_permit_leaves_no_promise_and_a_promise_is_signed_and_recorded() -> None:
    here = {"police.residence_permit": [{"permit_no": "J1", "addr": "广东省广州市天河区", "valid_to": "2027-01-01"}]}
    answers = {"kind": "长期住外地", "place": "广东省/广州市", "proof": "居住证"}
    proven = compiled("YB02").decide(facts("YB02", HUANG, here), answers)
    assert [write.kind for write in proven.writes] == ["insurance.remote"]
    assert proven.statement is not None
    assert "承诺" not in proven.statement.zh
    promised = compiled("YB02").decide(facts("YB02", HUANG), answers | {"proof": "个人承诺"})
    assert [write.kind for write in promised.writes] == ["insurance.remote", "credit.record"]
    assert promised.statement is not None
    assert "我承诺住在那里" in promised.statement.zh
    assert promised.writes[1].body["due"] == "2027-06-01"


def test_the_same_matter_is_one_matter_while_it_holds() -> None:
    item = compiled("MZ01")
    first = item.decide(facts("MZ01", ZHANG), {"use": "医疗"})
    assert first.dedupe_key == f"MZ01:{ZHANG}医疗"
    assert first.computed is not None
    assert item.still_holds(facts("MZ01", ZHANG, today="2026-08-30"), first.computed)
    assert not item.still_holds(facts("MZ01", ZHANG, today="2026-08-31"), first.computed)
    assert item.decide(facts("MZ01", ZHANG), {"use": "助学"}).dedupe_key != first.dedupe_key
    joined = compiled("SB01")
    granted = joined.decide(facts("SB01", ZHOU), SB01)
    assert granted.computed is not None
    assert not joined.still_holds(facts("SB01", ZHOU), granted.computed)
    assert joined.still_holds(facts("SB01", ZHOU, {"hrss.pension_resident": [{"status": "参保"}]}), granted.computed)


def test_a_parameter_counts_from_its_day_on() -> None:
    with pytest.raises(Exception, match="no value in force on 2001-01-01"):
        compiled("MZ01").decide(facts("MZ01", ZHANG, today="2001-01-01"), {"use": "医疗"})
