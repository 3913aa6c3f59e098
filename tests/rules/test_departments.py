"""Departments: purpose-bound, logged, versioned; sealed rows never leave; one down takes only its items."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from county.departments.registry import DepartmentDown, Departments, NotForThisItem
from county.departments.tables import reads_log, records
from county.population.generate import generate
from tests.rules.county_for_tests import Clock, catalogue, count, empty_database

ZHOU, ZHANG, DENG, ZENG = "439921201006010534", "439921194203150285", "439921200501010959", "439921198809091134"
CASE = "QH-20260601-0317-0001-A"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = empty_database(Path(tmp_path_factory.mktemp("county")) / "county.sqlite")
    with made.begin() as connection:
        generate(connection, people=30)
    return made


def test_a_snapshot_reads_what_the_item_names_and_logs_every_read(engine: Engine) -> None:
    item = catalogue().items["MZ01"]
    with engine.connect() as connection:
        facts = Departments(engine, Clock()).snapshot(item, ZHANG, ZHANG, CASE, connection)
        assert set(facts.data) == set(item.reads)
        assert facts.data["civil.dibao"][0]["month_amount"] == 42000
        assert facts.data["police.household"][0]["head_name"] == "张桂兰"
        assert facts.county == {"code": "439921", "name": "青禾县", "province": "43", "hotline": "12345"}
        logged = connection.execute(select(reads_log)).all()
        assert {row.kind for row in logged} == {"police.person", *item.reads}
        assert {(row.case_no, row.item, row.person_id) for row in logged} == {(CASE, "MZ01", ZHANG)}


def test_the_snapshot_decides_as_the_story_says(engine: Engine) -> None:
    departments = Departments(engine, Clock())
    stories = {
        ("SB01", ZHOU): None,
        ("SB01", "439921196606010315"): "R3",
        ("SB01", "439921198107171551"): "R5",
        ("SB01", "439921200008081665"): "R4",
        ("MZ01", ZHANG): None,
        ("YB02", "439921197108200778"): None,
    }
    with engine.connect() as connection:
        for (item, number), rule in stories.items():
            facts = departments.snapshot(catalogue().items[item], number, number, CASE, connection)
            verdict = catalogue().compiled(item).early(facts)
            assert (verdict.rule if verdict else None) == rule, (item, number)


def test_what_an_item_does_not_name_it_cannot_read(engine: Engine) -> None:
    item = catalogue().items["MZ01"]
    with engine.connect() as connection, pytest.raises(NotForThisItem):
        Departments(engine, Clock()).read(
            "police.crime", person=ZENG, household=None, case_no=CASE, item=item, connection=connection
        )


def test_sealed_rows_never_leave_the_police(engine: Engine) -> None:
    item = catalogue().items["MZ01"].model_copy(update={"reads": ("police.crime",)})
    departments = Departments(engine, Clock())
    with engine.connect() as connection:
        stored = connection.execute(select(records.c.body).where(records.c.person_id == DENG)).scalars().all()
        assert any(body.get("sealed") for body in stored)
        assert departments.snapshot(item, DENG, DENG, CASE, connection).data["police.crime"] == []
        assert len(departments.snapshot(item, ZENG, ZENG, CASE, connection).data["police.crime"]) == 1


def test_a_write_adds_a_version_and_is_what_is_read_next(engine: Engine) -> None:
    departments, item = Departments(engine, Clock()), catalogue().items["SB01"]
    with engine.connect() as connection:
        before = count(connection, records)
        for tier in (200, 500):
            body = {"id_no": ZHOU, "status": "参保", "tier": tier}
            departments.write("hrss.pension_resident", body, CASE, connection)
        assert count(connection, records) == before + 2
        facts = departments.snapshot(item, ZHOU, ZHOU, CASE, connection)
        assert facts.data["hrss.pension_resident"] == [{"id_no": ZHOU, "status": "参保", "tier": 500}]
        verdict = catalogue().compiled("SB01").early(facts)
        assert verdict is not None
        assert verdict.rule == "R1"
        versions = connection.execute(
            select(records.c.version, records.c.case_no).where(records.c.series == f"hrss.pension_resident:{ZHOU}")
        ).all()
        assert [tuple(row) for row in versions] == [(1, CASE), (2, CASE)]


def test_records_of_which_each_is_new_stay_side_by_side(engine: Engine) -> None:
    departments = Departments(engine, Clock())
    with engine.connect() as connection:
        for use in ("医疗", "助学"):
            departments.write("platform.print_log", {"id_no": ZHANG, "item": "MZ01", "use": use}, CASE, connection)
        found = connection.execute(select(records.c.body).where(records.c.kind == "platform.print_log")).scalars()
        assert [body["use"] for body in found] == ["医疗", "助学"]


def test_a_department_that_is_down_takes_its_items_with_it_and_only_those(engine: Engine) -> None:
    departments, items = Departments(engine, Clock()), catalogue().items
    departments.down("民政局")
    assert {name: departments.reachable(item) for name, item in items.items()} == {
        "MZ01": False,
        "SB01": False,
        "YB02": True,
    }
    assert departments.unreachable(items["MZ01"]) == "民政局"
    with engine.connect() as connection, pytest.raises(DepartmentDown, match="民政局"):
        departments.snapshot(items["MZ01"], ZHANG, ZHANG, CASE, connection)
    departments.up("civil")
    assert all(departments.reachable(item) for item in items.values())


def test_somebody_the_register_does_not_know_is_an_empty_row(engine: Engine) -> None:
    with engine.connect() as connection:
        facts = Departments(engine, Clock()).snapshot(
            catalogue().items["SB01"], "110101199001010000", "110101199001010000", CASE, connection
        )
    assert facts.subject == {}
