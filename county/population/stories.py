"""What the departments know of a generated household: records that agree with each other."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from county.population import names
from county.population.fixtures import Record
from county.population.people import REFERENCE_DAY, Household, age
from county.this_county import NAME

Person = dict[str, Any]


def records_of(home: Household, random: Random) -> Iterator[Record]:
    """Yield the records (kind, body) of a household and its members, without the police.person rows."""
    yield "police.household", _household(home)
    yield from _marriage(home, random)
    yield from _household_aid(home, random)
    for person, _ in home.members:
        yield from _of_person(person, home, random)


def _household(home: Household) -> Person:
    return {
        "household_no": home.number,
        "head_id": home.head["id"],
        "head_name": home.head["name"],
        "addr": home.addr,
        "members": [{"id": person["id"], "relation": relation} for person, relation in home.members],
        "moves": [],
    }


def _marriage(home: Household, random: Random) -> Iterator[Record]:
    spouses = [person for person, relation in home.members if relation in ("妻", "夫")]
    if not spouses:
        return
    of_age = date.fromisoformat(max(home.head["birth"], spouses[0]["birth"])) + timedelta(days=22 * 366)
    day = min(of_age + timedelta(days=random.randrange(2000)), REFERENCE_DAY)
    body = {"cert_no": f"J439921-{home.number[-6:]}", "a_id": home.head["id"], "b_id": spouses[0]["id"]}
    yield "civil.marriage", body | {"date": day.isoformat(), "kind": "结婚", "office": "青禾县民政局"}


def _household_aid(home: Household, random: Random) -> Iterator[Record]:
    chance = random.random()
    if chance < 0.04:
        yield "civil.dibao", _dibao(home, random)
    elif home.rural and chance < 0.1:
        kind = random.choice(("脱贫户", "监测户"))
        yield "rural.poverty", {"household_no": home.number, "kind": kind, "from": "2016-01-01", "status": "在册"}


def _dibao(home: Household, random: Random) -> Person:
    stopped = random.random() < 0.12
    return {
        "household_no": home.number,
        "class": random.choice("ABC"),
        "members": [person["id"] for person, _ in home.members],
        "month_amount": random.randrange(200, 700, 10) * 100,
        "from": f"{random.randrange(2016, 2026)}-0{random.randrange(1, 10)}-01",
        "status": "停发" if stopped else "在保",
        "review_due": "2026-10-01",
        "stopped_on": "2026-03-01" if stopped else "",
        "reason": "家庭收入超过标准" if stopped else "",
    }


def _of_person(person: Person, home: Household, random: Random) -> Iterator[Record]:
    years = age(person)
    phone = f"1380000{random.randrange(10_000):04d}"
    worker = 20 <= years < 60 and random.random() < 0.3
    if years >= 16 or random.random() < 0.6:
        yield "hrss.sscard", _card(person, phone, random)
    yield from _insurance(person, worker, random)
    if 6 <= years < 18 and random.random() < 0.97:
        yield "school.student", _student(person, years, home)
    elif worker:
        yield "hrss.pension_worker", _worker(person, random)
    elif years >= 16:
        yield from _resident_pension(person, years, random)
    yield from _special(person, years, random)


def _card(person: Person, phone: str, random: Random) -> Person:
    tail = f"{random.randrange(10_000):04d}"
    body = {"id_no": person["id"], "card_no": f"QH{person['id'][6:14]}{tail}", "status": "正常"}
    return body | {"bank": random.choice(names.BANKS), "tail": tail, "phone": phone}


def _insurance(person: Person, worker: bool, random: Random) -> Iterator[Record]:
    body = {"id_no": person["id"], "scheme": "职工" if worker else "居民", "missed_years": 0}
    for year in (2025, 2026):
        if random.random() < 0.94:
            times = {"paid_on": f"{year - 1}-11-{random.randrange(1, 29):02d}", "benefit_from": f"{year}-01-01"}
            yield "insurance.enrol", body | {"year": year} | times
    if random.random() < 0.012:
        place = random.choice(names.FAR_PLACES)
        long = random.random() < 0.5
        yield (
            "insurance.remote",
            {"id_no": person["id"], "kind": "长期住外地" if long else "临时去看病", "place": place}
            | {"from": "2026-03-10", "to": "" if long else "2026-09-10", "proof": "居住证" if long else ""},
        )


def _student(person: Person, years: int, home: Household) -> Person:
    level = "小学" if years < 12 else "初中" if years < 15 else "高中"
    school = names.SCHOOLS[level] if level == "高中" else home.addr[6:9] + names.SCHOOLS[level]
    number = {"student_no": f"G{person['id']}", "id_no": person["id"]}
    return number | {"school": school, "level": level, "status": "在读"}


def _worker(person: Person, random: Random) -> Person:
    status = "正常参保" if random.random() < 0.85 else "中断"
    place = random.choice(names.FAR_PLACES) if random.random() < 0.15 else NAME
    body = {"id_no": person["id"], "unit_uscc": f"91439921MA0QH{random.randrange(10_000):04d}X", "status": status}
    months = {"months_paid": random.randrange(6, 240), "last_month": "2026-05" if status == "正常参保" else "2025-09"}
    return body | {"place": place} | months


def _resident_pension(person: Person, years: int, random: Random) -> Iterator[Record]:
    tier = random.choice((200, 200, 200, 300, 500, 1000))
    body = {"id_no": person["id"], "tier": tier, "start": "2014-07-01"}
    if years >= 60:
        amount = random.randrange(150, 260) * 100
        auth = f"2025-{random.randrange(6, 13):02d}-{random.randrange(1, 29):02d}"
        benefit = {"id_no": person["id"], "kind": "居民养老", "amount": amount, "status": "在领", "last_auth": auth}
        yield "hrss.pension_resident", body | {"status": "领取"}
        yield "hrss.benefit", benefit
    elif years >= 18 and random.random() < 0.72:
        yield "hrss.pension_resident", body | {"status": "参保", "balance": random.randrange(200, 9000) * 100}


def _special(person: Person, years: int, random: Random) -> Iterator[Record]:
    if random.random() < 0.03:
        level = random.choice(names.LEVELS)
        body = {"id_no": person["id"], "card_no": f"{person['id']}4{names.LEVELS.index(level) + 1}"}
        kind = random.choice(names.DISABILITIES)
        yield "disability.card", body | {"type": kind, "level": level, "valid_to": "2031-05-01", "status": "有效"}
    if years >= 60 and random.random() < 0.006:
        body = {"id_no": person["id"], "mode": random.choice(("集中", "分散")), "level": "全自理"}
        yield "civil.tekun", body | {"month_amount": 98000, "from": "2020-01-01", "status": "在册"}
    if years >= 70 and random.random() < 0.02:
        person["status"] = "死亡"
        yield "health.death_cert", {"id_no": person["id"], "date": "2026-04-12", "cause_class": "疾病"}
