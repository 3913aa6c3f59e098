"""The invented county: the same for a seed, coherent, with numbers and cards that are right."""

import hashlib
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from contract.check_character import mod_11_2
from county.departments.tables import records
from county.population.fixtures import BY_NUMBER
from county.population.generate import cards, generate
from county.rules.rows import row
from tests.rules.county_for_tests import empty_database

TODAY = "2026-06-01"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = empty_database(Path(tmp_path_factory.mktemp("people")) / "county.sqlite")
    with made.begin() as connection:
        assert generate(connection, people=2000, seed=7) >= 2000
    return made


def bodies(connection: Connection, kind: str) -> list[dict[str, Any]]:
    return list(connection.execute(select(records.c.body).where(records.c.kind == kind)).scalars())


def digest(connection: Connection) -> str:
    rows = connection.execute(select(records.c.series, records.c.record_hash).order_by(records.c.series))
    return hashlib.sha256(repr(rows.all()).encode()).hexdigest()


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(tmp_path: Path) -> None:
    digests = []
    for at, seed in enumerate((3, 3, 4)):
        with empty_database(tmp_path / f"{at}.sqlite").begin() as connection:
            generate(connection, people=200, seed=seed)
            digests.append(digest(connection))
    assert digests[0] == digests[1] != digests[2]


def test_numbers_are_right_and_nobodys_twice(engine: Engine) -> None:
    with engine.connect() as connection:
        people = bodies(connection, "police.person")
    assert set(BY_NUMBER) <= {person["id"] for person in people}
    assert len({person["id"] for person in people}) == len(people)
    for person in people:
        number = person["id"]
        assert number[-1] == mod_11_2(number[:17])
        assert number[6:14] == person["birth"].replace("-", "")
        assert person["birth"] <= TODAY
        assert (int(number[16]) % 2 == 1) == (person["sex"] == "男")
        assert number.startswith("439921")


def test_families_are_coherent(engine: Engine) -> None:
    with engine.connect() as connection:
        people = {person["id"]: person for person in bodies(connection, "police.person")}
        homes = bodies(connection, "police.household")
        marriages = bodies(connection, "civil.marriage")
    assert Counter(member["id"] for home in homes for member in home["members"]).most_common(1)[0][1] == 1
    for home in homes:
        born = {member["relation"]: people[member["id"]]["birth"] for member in home["members"]}
        assert home["members"][0] == {"id": home["head_id"], "relation": "户主"}
        for member in home["members"]:
            assert people[member["id"]]["household_no"] == home["household_no"]
            if member["relation"] in ("子", "女"):
                assert int(people[member["id"]]["birth"][:4]) - int(born["户主"][:4]) >= 20
            if member["relation"] in ("父", "母"):
                assert int(born["户主"][:4]) - int(people[member["id"]]["birth"][:4]) >= 20
    for marriage in marriages:
        assert people[marriage["a_id"]]["sex"] != people[marriage["b_id"]]["sex"]
        assert marriage["date"] <= TODAY


def test_every_row_fits_its_kind_and_nobody_is_in_two_pensions(engine: Engine) -> None:
    with engine.connect() as connection:
        for kind, body in connection.execute(select(records.c.kind, records.c.body)):
            row(kind, body)
        resident = {it["id_no"] for it in bodies(connection, "hrss.pension_resident") if it["status"] == "参保"}
        worker = {it["id_no"] for it in bodies(connection, "hrss.pension_worker") if it["status"] == "正常参保"}
        students = {it["id_no"] for it in bodies(connection, "school.student")}
    assert not resident & worker
    assert not students & (resident | worker)


def test_rare_characters_and_all_fates_occur(engine: Engine) -> None:
    with engine.connect() as connection:
        names = "".join(person["name"] for person in bodies(connection, "police.person"))
        statuses = {person["status"] for person in bodies(connection, "police.person")}
        dibao = {it["status"] for it in bodies(connection, "civil.dibao")}
    assert {"䶮", "𠮷", "喆"} <= set(names)
    assert {"正常", "死亡"} <= statuses
    assert {"在保", "停发"} <= dibao


def test_cards_hold_as_long_as_the_law_says(engine: Engine) -> None:
    with engine.connect() as connection:
        made = cards(connection)
        assert [card["number"] for card in made[:14]] == list(BY_NUMBER)
        assert [card["name"] for card in cards(connection, numbers=["439921201006010534"])] == ["周志远"]
        assert len(cards(connection, limit=20)) == 20
    for card in made:
        birth, issued = date.fromisoformat(card["birth"]), date.fromisoformat(card["valid_from"])
        age = issued.year - birth.year - ((issued.month, issued.day) < (birth.month, birth.day))
        assert birth < issued < date.fromisoformat(TODAY)
        if card["valid_to"] == "长期":
            assert age >= 46
        else:
            years = int(card["valid_to"][:4]) - issued.year
            assert years == (5 if age < 16 else 10 if age <= 25 else 20)
            assert card["valid_to"] >= TODAY


def test_ten_thousand_people_are_there_in_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    with empty_database(tmp_path / "county.sqlite").begin() as connection:
        assert generate(connection) >= 10_000
    assert time.monotonic() - began < 15
