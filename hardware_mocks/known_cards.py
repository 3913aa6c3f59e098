"""Invented people whose cards can be laid on the simulated reader, and the file that replaces them."""

import json
from pathlib import Path

from hardware_mocks.cards import Card, card_from

_POLICE = "青禾县公安局"


def _resident(name: str, sex: str, number: str, address: str, valid_from: str, valid_to: str) -> Card:
    return Card(
        name=name,
        sex=sex,
        nation="汉",
        birth=number[6:14],
        number=number,
        address=address,
        authority=_POLICE,
        valid_from=valid_from,
        valid_to=valid_to,
    )


DEFAULT_CARDS: tuple[Card, ...] = (
    _resident("张桂兰", "女", "439921194203150285", "青禾县柳溪镇柳溪村三组12号", "2006-05-18", "长期"),
    _resident("周志远", "男", "439921201006010534", "青禾县城关镇学府路8号", "2021-07-05", "2026-07-05"),
    _resident("陈大勇", "男", "439921196606010315", "青禾县石桥镇陈家坝21号", "2012-09-10", "2032-09-10"),
    _resident("黄建军", "男", "439921197108200778", "青禾县柳溪镇黄田村五组6号", "2018-03-22", "长期"),
    _resident("何丽", "女", "439921199005120643", "青禾县城关镇人民路77号", "2016-11-30", "2036-11-30"),
    _resident("欧阳㛃", "女", "439921200008081665", "青岚县安平镇河街4号", "2018-08-20", "2028-08-20"),
    Card(
        kind="hkmt",
        name="梁嘉文",
        sex="女",
        birth="1985-04-09",
        number="810000198504090028",
        address="青禾县城关镇滨河路19号",
        authority=_POLICE,
        valid_from="2023-06-01",
        valid_to="2028-06-01",
        permit_no="H00000018",
        issue_count="01",
    ),
    Card(
        kind="fpr2017",
        name="安娜",
        english_name="EXAMPLE, ANNA MARIA",
        sex="女",
        birth="1980-02-14",
        number="DEU439980021401",
        nationality="DEU",
        valid_from="2019-01-15",
        valid_to="2029-01-15",
        card_version="01",
        authority_code="1500",
    ),
    Card(
        kind="fpr2023",
        name="林约翰",
        english_name="EXAMPLE, JOHN ALEXANDER FITZGERALD MONTGOMERY",
        sex="男",
        birth="1978-11-23",
        number="943124197811230012",
        nationality="CAN",
        renewal_count="00",
        valid_from="2024-03-08",
        valid_to="2034-03-08",
    ),
)


def cards_in(file: Path) -> tuple[Card, ...]:
    """Cards of a JSON list of dicts; raises ValueError naming the file when it is something else."""
    entries = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(entries, list):
        raise ValueError(f"{file}: a list of cards is wanted")
    return tuple(card_from(entry) for entry in entries)
