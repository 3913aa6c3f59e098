"""Every example of every item holds, and nothing about an item is unplain or unused."""

import pytest

from contract.item import Example
from county.rules.catalogue import read_item
from county.rules.examples import run
from county.rules.review import review
from tests.rules.county_for_tests import ITEMS, catalogue, examples


@pytest.mark.parametrize("example", examples(), ids=lambda it: f"{it.item} {it.name}")
def test_example_holds(example: Example) -> None:
    assert run(example, catalogue()) == []


@pytest.mark.parametrize("path", sorted(ITEMS.glob("*.yaml")), ids=lambda it: it.stem)
def test_item_is_plain_and_reads_only_what_it_uses(path) -> None:
    assert review(*read_item(path)) == []


def test_every_refusal_of_every_item_has_an_example() -> None:
    shown = {(example.item, example.expect.get("rule")) for example in examples()}
    rules = {(item.id, rule.id) for item in catalogue().items.values() for rule in item.rules}
    assert rules <= shown


def test_an_example_that_does_not_hold_says_what_differs() -> None:
    wrong = examples()[0].model_copy(update={"expect": {"outcome": "waiting", "colour": 3, "writes": ["x.y"]}})
    differences = run(wrong, catalogue())
    assert [it.split(":")[0] for it in differences] == ["outcome", "expect cannot compare 'colour'", "writes"]
