"""The county as a process of its own: ready line, kill -9, SIGTERM, command line."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import create_engine, text

from contract.wire import Confirm, Outcome
from county.api.gate import thumbprint
from county.clock import Clock
from county.migrate import open_store
from county.serving import listen
from county.terminals import DEFAULT_SITE, make_code
from kiosk.county_client import CountyClient
from kiosk.county_errors import Unreachable
from tests.county.county_under_test import ITEMS, ZHANG, found, proof, signed

ROOT = Path(__file__).parents[2]
USES = ("助学", "医疗", "减免水电", "法律援助", "其他")


@contextmanager
def county(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = [
        "--dir",
        str(folder),
        "--port",
        str(port),
        "--date",
        "2026-06-01",
        "--people",
        "200",
        "--items",
        str(ITEMS),
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "county", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())["url"]
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


def command(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "county", *words, "--dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return done.stdout


async def _enrol(url: str, key: Ed25519PrivateKey, code: str) -> None:
    async with CountyClient(url, key, "none") as kiosk:
        await kiosk.enrol("0317", code)


def counts(folder: Path, tables: tuple[str, ...]) -> list[int]:
    engine = create_engine(f"sqlite:///{folder / 'county.sqlite'}")
    with engine.connect() as connection:
        found = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]
    engine.dispose()
    return found


def test_kill_9_in_the_middle_of_confirms_leaves_each_case_with_one_outcome(tmp_path: Path) -> None:
    found(tmp_path)
    key = Ed25519PrivateKey.generate()
    with open_store(tmp_path) as store:
        code = store.write_now(lambda connection: make_code(connection, "0317", DEFAULT_SITE, Clock()))

    async def before(url: str, process: subprocess.Popen[str]) -> list[tuple[str, str, Confirm]]:
        await _enrol(url, key, code)
        async with CountyClient(url, key, thumbprint(key.public_key())) as kiosk:
            filed = []
            for use in USES:
                opened = await kiosk.open("MZ01", proof())
                filed.append((opened.case_no, f"key-{USES.index(use)}", await signed(kiosk, opened, use)))
            sending = [
                asyncio.create_task(kiosk.confirm(no, confirm, key=key_, within=6)) for no, key_, confirm in filed
            ]
            await next(iter(asyncio.as_completed(sending)))
            process.send_signal(signal.SIGKILL)
            results = await asyncio.gather(*sending, return_exceptions=True)
            assert all(isinstance(result, Outcome | Unreachable) for result in results)
            return filed

    async def after(url: str, filed: list[tuple[str, str, Confirm]]) -> list[Outcome]:
        async with CountyClient(url, key, thumbprint(key.public_key())) as kiosk:
            outcomes = [await kiosk.confirm(no, confirm, key=key_) for no, key_, confirm in filed]
            assert [await kiosk.confirm(no, confirm, key=key_) for no, key_, confirm in filed] == outcomes
            return outcomes

    with county(tmp_path) as (process, url):
        port = int(url.rsplit(":", 1)[1])
        filed = asyncio.run(before(url, process))
    with county(tmp_path, port) as (process, url):
        outcomes = asyncio.run(after(url, filed))
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert [outcome.outcome for outcome in outcomes] == ["granted"] * len(USES)
    replayed = json.loads(command(tmp_path, "replay", outcomes[0].case_no, "--items", str(ITEMS)))
    assert replayed["holds"]
    assert (tmp_path / "county.sqlite").stat().st_mode & 0o077 == 0
    tables = ("cases WHERE state = 'concluded'", "papers", "documents", "matters")
    assert counts(tmp_path, tables) == [len(USES)] * 4


def test_enrolment_codes_and_cards_come_from_the_command_line(tmp_path: Path) -> None:
    found(tmp_path)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}\n", command(tmp_path, "enrol-code", "0317"))
    (card,) = json.loads(command(tmp_path, "cards", "--numbers", ZHANG))
    assert (card["name"], card["number"]) == ("张桂兰", ZHANG)
    in_file = json.loads((tmp_path / "cards.json").read_text(encoding="utf-8"))
    assert card in in_file


def test_an_answer_never_waits_for_the_other_sides_acknowledgement() -> None:
    async def option_of_an_accepted_connection() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            taken = writer.get_extra_info("socket")
            accepted.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening, url = listen("127.0.0.1", 0)
        async with await asyncio.start_server(connected, sock=listening):
            _, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
            option = await asyncio.wait_for(accepted, 5)
            writer.close()
            return option

    assert asyncio.run(option_of_an_accepted_connection()) == 1
