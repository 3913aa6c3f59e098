"""A mistake in the catalogue is found before it is published, with file and line."""

import json
import shutil
from pathlib import Path

import pytest

from lideng.items_check import check, main
from tests.rules.county_for_tests import ITEMS

MISTAKES = [
    ("data.civil.tekun.size() == 0", "data.civil.tekn.size() == 0", "undeclared reference to 'data.civil.tekn'"),
    (
        "on_tekun: data.civil.tekun.exists(t, t.status",
        "on_tekun: data.civil.tekun.exists(t, t.state",
        "undefined field",
    ),
    ("add_days(today, param.valid_days)", "add_days(today, parm.valid_days)", "undeclared reference to 'parm"),
    ("add_days(today, param.valid_days)", "add_days(today, '90')", "no matching overload for 'add_days'"),
    ("add_days(today, param.valid_days)", "add_dais(today, 90)", "undeclared reference to 'add_dais'"),
    ('when: "!on_dibao && !on_tekun"', "when: stopped_on", "bool expected"),
    ("set: {item: \"'MZ01'\"", "set: {itm: \"'MZ01'\"", "has no field 'itm'"),
    ("use: input.use, until", 'use: "3", until', "string expected"),
    ("next: agent_request", "next: XX01", "there is no item 'XX01'"),
    ("reads: [civil.dibao,", "reads: [school.student, civil.dibao,", "school.student is read but no rule"),
    ("reads: [civil.dibao,", "reads: [civil.dibo, civil.dibao,", "there is no kind 'civil.dibo'"),
    ("edit: use", "edit: usage", "there is no question 'usage'"),
    ("icon: hand-heart", "icn: hand-heart", "Extra inputs are not permitted"),
    ("zh: 会印在证明上。", "zh: 系统错误！", "no exclamation marks"),
    ("zh: 会印在证明上。", "zh: 输入有误。", "有误"),
    ("zh: 会印在证明上。", "zh: 这一句话实在太长了长到没有人愿意站在机器前面把它读完", "characters, 20 at most"),
    ("rule: R1}", "rule: R2}", "rule: expected 'R2', decided 'R1'"),
    ("sensitive: true", "sensitive: true\nsensitive: true", "stands here twice"),
    ("{date_zh(valid_to)}。", "{date_zh(valid_to)。", "a { without its }"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES, ids=lambda it: it[:24])
def test_a_mistake_is_found_with_its_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    folder = tmp_path / "items"
    shutil.copytree(ITEMS, folder)
    text = (folder / "mz01.yaml").read_text(encoding="utf-8")
    assert right in text
    line = text[: text.index(right)].count("\n") + 1
    (folder / "mz01.yaml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found = [it for it in check(folder).troubles if message in it.message]
    assert found, check(folder).troubles
    assert found[0].path.name == "mz01.yaml"
    assert found[0].line in (line, line + 1) or "rule:" in message


def test_the_catalogue_is_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--items", str(ITEMS), "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["ok"] is True
    assert last["examples"] >= 40


def test_examples_of_other_files_run_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "more.yaml"
    file.write_text(
        """
- item: MZ01
  name: on the register
  today: 2026-06-01
  applicant: 439921194203150285
  records:
    civil.dibao: [{household_no: H1, class: B, members: ["439921194203150285"], colour: red, status: 在保}]
  input: {use: 减免水电}
  expect: {outcome: granted, computed: {valid_to: 2026-08-30}, writes: [platform.print_log], document: certificate}
- item: SB01
  name: wrong
  today: 2026-06-01
  applicant: {id_no: "439921201006010534", hukou_county: 439921}
  input: {tier: "200", not_student: true}
  expect: {outcome: refused}
- {item: SB77, name: unknown item, today: 2026-06-01, applicant: 439921194203150285, expect: {}}
""",
        encoding="utf-8",
    )
    assert main(["--items", str(ITEMS), "--examples", str(file)]) == 1
    out = capsys.readouterr().out
    assert "more.yaml:2: civil.dibao has no field 'colour': left out (note)" in out
    assert "more.yaml:10: SB01 “wrong”: outcome: expected 'refused', decided 'granted'" in out
    assert "more.yaml:16: SB77 “unknown item”: there is no item 'SB77'" in out
    assert "3 items" in out


@pytest.mark.parametrize("text", ["", "- 1", "[", "{item: 3}", "examples: 4", "- {item: MZ01}", "- {records: 3}"])
def test_a_file_that_is_none_is_a_trouble_not_a_crash(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    assert main(["--items", str(ITEMS), "--examples", str(file), str(tmp_path / "none.yaml")]) == 1


EXAMPLE = """
- item: MZ01
  name: {name}
  today: 2026-06-01
  applicant: 439921194203150285
  records: {{civil.dibao: [{{household_no: H1, members: ["439921194203150285"], month_amount: {amount}}}]}}
  expect: {expect}
"""


@pytest.mark.parametrize(
    ("data", "line", "sentence"),
    [
        (b"- item: MZ01\n  name: \xb4\xf3\n", 2, "is no UTF-8 text"),
        (EXAMPLE.format(name="far", amount=2**63, expect="{outcome: granted}").encode(), 2, "beyond the 64 bits"),
        (
            EXAMPLE.format(name="near", amount=-(2**63) - 1, expect="{outcome: granted}").encode(),
            2,
            "beyond the 64 bits",
        ),
        (EXAMPLE.format(name="long", amount="9" * 5000, expect="{}").encode(), 1, "cannot be read"),
        (EXAMPLE.format(name="nothing", amount=1, expect="{}").encode(), 2, "expect names nothing"),
        (b"- {item: 8\0}", 1, "cannot be read"),
    ],
)
def test_what_no_example_can_say_is_a_plain_sentence_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, line: int, sentence: str
) -> None:
    file = tmp_path / "strange.yaml"
    file.write_bytes(data)
    assert main(["--items", str(ITEMS), "--examples", str(file)]) == 1
    (said,) = [text for text in capsys.readouterr().out.splitlines() if "strange.yaml" in text and "(note)" not in text]
    assert f"strange.yaml:{line}: " in said
    assert sentence in said


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    assert main(["--items", str(tmp_path)]) == 1
