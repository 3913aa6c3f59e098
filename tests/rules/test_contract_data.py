"""Kinds, divisions and masking."""

import re

from hypothesis import given
from hypothesis import strategies as st

from contract.divisions import PROVINCES, canonical, find, short, spoken
from contract.kinds import KINDS
from contract.masking import mask_name, mask_number, mask_phone, mask_text


def test_there_are_44_kinds_of_23_departments() -> None:
    shared = [kind for kind in KINDS.values() if kind.desk != "platform"]
    assert len(shared) == 44
    assert len({kind.department for kind in shared}) == 23


def test_every_kind_has_the_fields_that_name_it() -> None:
    for kind in KINDS.values():
        assert {*kind.holders, *kind.key} <= set(kind.fields), kind.id


def test_31_provinces_with_all_their_prefectures() -> None:
    assert len(PROVINCES) == 31
    cities = [city for province in PROVINCES for city in province.cities]
    assert len([city for city in cities if len(city.code) == 4]) == 333 + 4
    assert all(city.code.startswith(province.code) for province in PROVINCES for city in province.cities)
    assert len({city.code for city in cities}) == len(cities)
    assert {province.code: len(province.cities) for province in PROVINCES}["43"] == 14


def test_a_place_is_found_however_it_is_written() -> None:
    for written in ("广东省/广州市", "广东/广州", "广东广州", "广东省广州市", "广州", "广州市"):
        assert canonical(written) == "广东省/广州市", written
    assert canonical("广东省/长沙市") is None
    assert canonical("") is None
    assert canonical("海南藏族自治州") == "青海省/海南藏族自治州"


def test_every_city_is_found_by_its_own_writing_and_is_said_in_both_languages() -> None:
    for province in PROVINCES:
        for city in province.cities:
            place = f"{province.name.zh}/{city.name.zh}"
            assert find(place) == (province, city)
            assert re.fullmatch(r"[A-Za-zü', ]+", spoken(place).en)
    assert spoken("广东省/广州市").zh == "广东广州市"
    assert spoken("北京市/北京市").zh == "北京市"
    assert short("广西壮族自治区") == "广西"


@given(st.text())
def test_no_text_is_a_place_by_accident(text: str) -> None:
    found = find(text)
    assert found is None or short(found[1].name.zh) in text


def test_masks() -> None:
    assert mask_number("439921194203150285") == "4399**********0285"
    assert mask_phone("13800005678") == "138****5678"
    assert mask_name("欧阳㛃") == "欧*"
    said = mask_text("439921194203150285的电话是13800005678，回执号QH-20260601-0317-0042-K")
    assert said == "4399**********0285的电话是138****5678，回执号QH-20260601-0317-0042-K"


@given(st.text(alphabet="0123456789Xx。, a", max_size=60))
def test_no_number_of_a_person_survives_masking(text: str) -> None:
    masked = mask_text(f"{text} 43992119420315028X {text}")
    assert "43992119420315028X" not in masked
