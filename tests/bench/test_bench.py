"""The pure parts of ./do bench: statistics, the JSON line, what is read from /proc, the page for Chromium."""

import json
import os
import subprocess
import sys

import pytest

from lideng.bench import memory
from lideng.bench.id_read import wire_seconds
from lideng.bench.page import LOOK, home_page
from lideng.bench.reader_side import FOUND_ANSWER
from lideng.bench.verdict import Verdict, p95

ROLLUP = "55fefe30d000-7ffe40c77000 ---p 00000000 0 [rollup]\nRss: 226296 kB\nPss: 145180 kB\nPss_Dirty: 1 kB\n"


def test_the_last_line_is_one_line_of_json() -> None:
    verdict = Verdict("start", {"start": 0.71239, "pss": 0.3, "touch": 1.4}, {"start": 0.8, "pss": 0.5})
    assert "\n" not in verdict.line()
    assert json.loads(verdict.line()) == {
        "bench": "start",
        "ratios": {"start": 0.712, "pss": 0.3, "touch": 1.4},
        "limits": {"start": 0.8, "pss": 0.5},
        "ok": True,
    }


def test_a_limit_holds_up_to_its_value_and_no_further() -> None:
    assert Verdict("x", {"a": 0.8}, {"a": 0.8}).ok
    too_much = Verdict("x", {"a": 0.8004}, {"a": 0.8})
    assert not too_much.ok  # though it is printed as 0.8
    assert json.loads(too_much.line())["ok"] is False


def test_a_limit_without_its_ratio_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        _ = Verdict("x", {}, {"a": 1.0}).ok


def test_p95() -> None:
    assert p95([float(n) for n in range(101)]) == 95.0


def test_proportional_set_size_is_its_own_line() -> None:
    assert memory.parse_pss_kib(ROLLUP) == 145180
    assert memory.parse_pss_kib("Rss: 1 kB\n") == 0


def test_the_parent_behind_a_strange_name() -> None:
    assert memory.parse_parent("12 (a b) c) S 7 12 12 0") == 7


def test_the_tree_holds_children_and_their_memory() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in memory.tree(os.getpid())
        assert memory.tree_pss_kib(os.getpid()) > memory.pss_kib(child.pid) > 0
        child.communicate(b"\n")
    assert memory.pss_kib(child.pid) == 0


def test_a_byte_takes_ten_bits() -> None:
    assert wire_seconds(11_520) == pytest.approx(1.0)


def test_the_found_answer_has_a_right_checksum() -> None:
    check = 0
    for byte in FOUND_ANSWER[5:]:
        check ^= byte
    assert check == 0


def test_chromium_shows_the_same_items() -> None:
    page = home_page(json.loads((LOOK / "tokens.json").read_text()), "liuxi")
    assert page.count('class="button tile"') == 3
    assert "点这里，开始办" in page
    assert "$" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
