"""The fourteen people every example speaks of, with the records that make their stories true on 2026-06-01."""

from dataclasses import dataclass, field
from typing import Any

from county.this_county import CODE, NAME

Record = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Fixture:
    """A person (police.person row) and their records (kind, body)."""

    person: dict[str, Any]
    records: tuple[Record, ...] = field(default=())


def _person(at: int, name: str, number: str, addr: str, hukou: str = CODE) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "sex": "男" if int(number[16]) % 2 else "女",
        "nation": "汉",
        "birth": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        "addr": addr,
        "hukou_county": hukou,
        "hukou_type": "农村",
        "photo_ref": f"photo/{number}",
        "status": "正常",
        "household_no": f"{CODE}{at:08d}",
    }


def _home(person: dict[str, Any], relation: str = "户主") -> Record:
    body = {
        "household_no": person["household_no"],
        "head_id": person["id"],
        "head_name": person["name"],
        "addr": person["addr"],
        "members": [{"id": person["id"], "relation": relation}],
        "moves": [],
    }
    return "police.household", body


def _card(phone: str, tail: str) -> Record:
    body = {"card_no": f"QH{tail}{phone[-4:]}", "status": "正常", "bank": "青禾农商银行", "tail": tail, "phone": phone}
    return "hrss.sscard", body


def _insured(scheme: str = "居民") -> Record:
    body = {"scheme": scheme, "year": 2026, "paid_on": "2025-11-12", "benefit_from": "2026-01-01", "missed_years": 0}
    return "insurance.enrol", body


def _worker(unit: str, months: int) -> Record:
    body = {"unit_uscc": unit, "status": "正常参保", "place": NAME, "months_paid": months}
    return "hrss.pension_worker", body | {"last_month": "2026-05"}


def _draws(amount: int) -> Record:
    return "hrss.benefit", {"kind": "居民养老", "amount": amount, "status": "在领", "last_auth": "2025-07-10"}


def _pensioner(amount: int) -> tuple[Record, ...]:
    return _draws(amount), ("hrss.pension_resident", {"status": "领取", "tier": 200, "start": "2011-07-01"})


def _make(at: int, name: str, number: str, addr: str, *records: Record, hukou: str = CODE) -> Fixture:
    person = _person(at, name, number, addr, hukou)
    return Fixture(person, (_home(person), *records))


_HOME = "湖南省青禾县"
_ZHANG = "439921194203150285"
_DIBAO = {
    "class": "B",
    "members": [_ZHANG],
    "month_amount": 42000,
    "from": "2019-04-01",
    "status": "在保",
    "review_due": "2026-10-01",
}
_CRIME = {"court": "青禾县人民法院", "sentence_type": "有期徒刑", "sentence_months": 36}
FIXTURES: tuple[Fixture, ...] = (
    _make(
        *(1, "张桂兰", _ZHANG, f"{_HOME}柳溪镇青石村3组12号"),
        *(("civil.dibao", _DIBAO), *_pensioner(18300), _insured(), _card("13800001942", "1942")),
        ("civil.elder_allowance", {"tier": 80, "amount": 10000, "bank_tail": "1942", "last_auth": "2025-07-10"}),
    ),
    _make(
        *(2, "李国强", "439921194606010199", f"{_HOME}柳溪镇青石村5组2号"),
        *(*_pensioner(17600), _insured(), _card("13800001946", "1946")),
    ),
    _make(
        *(3, "王秀英", "439921194607010262", f"{_HOME}白沙镇河口村1组8号"),
        *(*_pensioner(17600), _insured(), _card("13800001947", "1947")),
    ),
    _make(
        *(4, "陈大勇", "439921196606010315", f"{_HOME}白沙镇河口村2组17号"),
        ("hrss.pension_resident", {"status": "到龄待领", "tier": 200, "start": "2014-03-01", "balance": 321000}),
        *(_insured(), _card("13800001966", "1966")),
    ),
    _make(
        *(5, "刘小梅", "439921199602290421", f"{_HOME}禾丰镇新田村4组9号"),
        *(_insured(), _card("13800001996", "1996")),
    ),
    _make(
        *(6, "周志远", "439921201006010534", f"{_HOME}柳溪镇青石村1组6号"),
        *(_insured(), _card("13800002010", "2010")),
    ),
    _make(
        *(7, "黄建军", "439921197108200778", f"{_HOME}柳溪镇青石村2组3号"),
        *(_insured(), _card("13800005678", "6621")),
        ("farm.licence", {"no": "NJ439921710820", "classes": ["G1"], "valid_to": "2026-07-01", "points": 0}),
        (
            "farm.machine",
            {"plate": "湘QH1078", "serial": "DF954-20210", "type": "轮式拖拉机", "registered_on": "2021-03-15"}
            | {"valid_to": "2026-07-15", "status": "正常"},
        ),
    ),
    _make(
        *(8, "何丽", "439921199005120643", f"{_HOME}城关镇东街社区11栋402"),
        *(_worker("91439921MA0QH0002X", 96), _insured("职工"), _card("13800001990", "1990")),
    ),
    _make(
        *(9, "邓少华", "439921200501010959", f"{_HOME}城关镇西街社区3栋101"),
        (
            "police.crime",
            _CRIME | {"case_no": "QH2022-17", "judged_on": "2022-09-01", "age_at_crime": 17, "sealed": True},
        ),
        *(_insured(), _card("13800002005", "2005")),
    ),
    _make(
        *(10, "曾勇", "439921198809091134", f"{_HOME}禾丰镇新田村2组1号"),
        (
            "police.crime",
            _CRIME
            | {"case_no": "QH2008-41", "judged_on": "2009-02-11", "age_at_crime": 20, "sealed": False}
            | {"sentence_type": "拘役", "sentence_months": 4},
        ),
        *(_insured(), _card("13800001988", "1988")),
    ),
    _make(
        *(11, "谢福", "439921195803031313", f"{_HOME}白沙镇河口村6组4号"),
        (
            "disability.card",
            {"card_no": "43992119580303131342", "type": "肢体", "level": "二级", "valid_to": "2031-05-01"},
        ),
        *(*_pensioner(16900), _insured(), _card("13800001958", "1958")),
    ),
    _make(
        *(12, "罗翠云", "439921196204151481", f"{_HOME}禾丰镇新田村7组2号"),
        ("health.family_planning", {"kind": "农村两女", "confirmed_years": [2023, 2024, 2025]}),
        *(*_pensioner(16900), _insured(), _card("13800001962", "1962")),
    ),
    _make(
        *(13, "唐明", "439921198107171551", f"{_HOME}城关镇东街社区6栋1203"),
        *(_worker("91439921MA0QH0001Y", 210), _insured("职工"), _card("13800001981", "1981")),
        (
            "fund.account",
            {"acct": "GJ4399210013", "months": [f"2026-{month:02d}" for month in range(1, 6)], "balance": 8640000},
        ),
        ("property.title", {"unit_no": "439921001013GB00013F0001", "use": "住宅", "area": 118, "mortgage": True}),
        (
            "police.vehicle",
            {"plate": "湘QH8817", "type": "小型轿车", "use": "非营运", "seats": 5, "registered_on": "2022-06-20"},
        ),
    ),
    _make(
        *(14, "欧阳㛃", "439921200008081665", "湖南省青山县石桥镇上湾村5组"),
        (
            "police.residence_permit",
            {"permit_no": "J43992100001", "addr": f"{_HOME}城关镇东街社区2栋301", "issued": "", "valid_to": ""}
            | {"place": NAME, "registered_since": "2026-03-01"},
        ),
        *(_insured(), _card("13800002000", "2000")),
        hukou="439922",
    ),
)
BY_NUMBER: dict[str, Fixture] = {fixture.person["id"]: fixture for fixture in FIXTURES}
