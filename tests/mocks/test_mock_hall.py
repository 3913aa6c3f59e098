import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from mock_host import open_pty

from hardware_mocks.client import MockHall, Refused, running_hall

FIND = bytes.fromhex("AAAAAA96690003200122")
FOUND = bytes.fromhex("AAAAAA9669000800009F0000000097")
CARDS = [{"kind": "cn", "name": "李国强", "number": "439921194606010199", "sex": "男", "valid_to": None, "extra": 1}]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with running_hall(tmp_path_factory.mktemp("hall"), "--page-seconds", "0.1") as found:
        yield found


@pytest.fixture
def hall(addresses: dict[str, str]) -> Iterator[MockHall]:
    client = MockHall(addresses["control"])
    yield client
    for device in ("id_card_reader", "receipt_printer", "rating_pad", "certificate_printer"):
        client.replug(device)
        client.clear(device)
    client.close()


def talk(address: str, request: bytes, count: int) -> bytes:
    async def run() -> bytes:
        host = open_pty(Path(address.removeprefix("pty:")))
        try:
            host.send(request)
            return await host.take(count)
        finally:
            host.close()

    return asyncio.run(run())


def test_a_card_laid_over_http_is_found_on_the_wire(hall: MockHall, addresses: dict[str, str]) -> None:
    assert hall.lay_card("439921194203150285") == "张桂兰"
    assert talk(addresses["id_card_reader"], FIND, 15) == FOUND
    hall.lift_card()
    assert hall.state()["id_card_reader"]["card"] is None
    assert hall.lay_card(card=CARDS[0]) == "李国强"
    assert {card["kind"] for card in hall.cards()} == {"cn", "hkmt", "fpr2017", "fpr2023"}


def test_a_slip_comes_out_as_text_and_as_a_picture(hall: MockHall, addresses: dict[str, str]) -> None:
    job = b"\x1b@\x1c&" + "回执：已办结\n".encode("gb18030") + b"\x1dVB\x00\x1dr\x01"
    assert talk(addresses["receipt_printer"], job, 1) == b"\x00"
    (slip,) = hall.slips()
    assert slip["lines"] == ["回执：已办结"]
    assert hall.slip_png(1).startswith(b"\x89PNG")
    with pytest.raises(httpx.HTTPStatusError):
        hall.slip_png(99)


def test_the_pad_is_pressed_over_http(hall: MockHall, addresses: dict[str, str]) -> None:
    assert not hall.press(5)
    talk(addresses["rating_pad"], bytes.fromhex("55AA000901030000000B1E051B"), 8)
    assert hall.press(3)
    assert hall.state()["rating_pad"]["results"] == {"11": 3}


def test_a_certificate_comes_out(hall: MockHall, addresses: dict[str, str], tmp_path: Path) -> None:
    document = tmp_path / "a.pdf"
    document.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Pages/Count 1>>endobj\n%%EOF\n")
    command = ["ipptool", "-f", str(document), addresses["certificate_printer"], "print-job.test"]
    subprocess.run(command, check=True, timeout=10, capture_output=True)
    state = hall.wait_until(lambda now: bool(now["certificate_printer"]["certificates"]), within=3)
    assert state["certificate_printer"]["certificates"][0]["complete"] is True
    assert hall.certificate_pdf(1) == document.read_bytes()


def test_certificate_troubles_over_http(hall: MockHall) -> None:
    hall.act("certificate_printer", "empty")
    assert "media-empty-error" in hall.state()["certificate_printer"]["reasons"]
    hall.act("certificate_printer", "refill", sheets=20)
    assert hall.state()["certificate_printer"]["reasons"] == []


@pytest.mark.parametrize(
    ("device", "verb", "args"),
    [
        ("coffee_machine", "refill", {}),
        ("receipt_printer", "explode", {}),
        ("receipt_printer", "out_after", {"cm": 3}),
        ("id_card_reader", "lay_card", {"number": "nobody"}),
        ("id_card_reader", "lay_card", {"card": {"kind": "library"}}),
        ("id_card_reader", "fail_next", {"code": "tuesday"}),
        ("rating_pad", "press", {"stars": 9}),
        ("certificate_printer", "garble", {}),
    ],
)
def test_what_is_not_possible_is_refused_with_a_reason(
    hall: MockHall, device: str, verb: str, args: dict[str, object]
) -> None:
    with pytest.raises(Refused, match=r"\w"):
        hall.act(device, verb, **args)


def test_bodies_that_are_no_verb_are_problem_details(addresses: dict[str, str]) -> None:
    for body in (b"", b"[]", b'{"device": 1, "verb": 2}', b'{"device": "rating_pad", "verb": "press", "args": 3}'):
        answer = httpx.post(addresses["control"] + "/verbs", content=body, trust_env=False)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_page_needs_nothing_from_elsewhere(addresses: dict[str, str]) -> None:
    page = httpx.get(addresses["control"] + "/", trust_env=False).text
    assert "http://" not in page
    assert "https://" not in page
    verbs = httpx.get(addresses["control"] + "/verbs", trust_env=False).json()
    assert verbs["receipt_printer"]["out_after"] == ["mm"]
    for verb in {verb for device in verbs.values() for verb in device}:
        assert verb in page, f"the page has no button for {verb}"


def test_a_cards_file_replaces_the_built_in_people_and_sigterm_cleans_up(tmp_path: Path) -> None:
    (tmp_path / "cards.json").write_text(json.dumps(CARDS), encoding="utf-8")
    command = [sys.executable, "-m", "hardware_mocks", "--dir", str(tmp_path / "d")]
    process = subprocess.Popen([*command, "--cards", str(tmp_path / "cards.json")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    found = json.loads(process.stdout.readline())
    client = MockHall(found["control"])
    assert [card["name"] for card in client.cards()] == ["李国强"]
    client.close()
    link = tmp_path / "d" / "id_card_reader"
    assert link.is_symlink()
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(5) == 0
    assert not link.is_symlink()
