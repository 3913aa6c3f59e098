"""Messages reach the gateway once each: after a kill -9, after a gateway that was away, and from the county itself."""

import asyncio
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from contract.wire import ReceiptReport
from county.sms.demonstration import DemonstrationGateway
from county.sms.gateway import NotSent, Sms
from county.sms.sending import send_waiting
from county.tables import cases, outbox
from tests.county.county_under_test import CHEN, Desk, county_at, proof
from tests.county.test_api_process import ROOT, county

PHONE = "13800005678"


def put_message(desk: Desk) -> str:
    """A concluded case's message in the outbox; returns its id at the gateway."""

    async def visit() -> str:
        async with desk.kiosk() as kiosk:
            opened = await kiosk.open("MZ01", proof(CHEN))
        row = {"case_no": opened.case_no, "reason": "receipt", "to": PHONE, "text": "好了", "made_at": "2026-06-01"}
        desk.county.store.write_now(lambda c: c.execute(insert(outbox).values(row)))
        return f"{opened.case_no}/receipt"

    return asyncio.run(visit())


def send(desk: Desk) -> int | None:
    return asyncio.run(send_waiting(desk.county.store, desk.county.sms, desk.county.clock))


def delivered(folder: Path) -> list[Sms]:
    return DemonstrationGateway(folder / "sms-sent.sqlite", lambda: "").delivered()


def marked_sent(desk: Desk) -> list[bool]:
    stamps = desk.county.store.read_now(lambda c: c.execute(select(outbox.c.sent_at)).scalars().all())
    return [stamp is not None for stamp in stamps]


def test_a_message_is_delivered_once_and_is_sent_then(tmp_path: Path) -> None:
    with county_at(tmp_path) as desk:
        assert send(desk) is None
        sms_id = put_message(desk)
        assert (send(desk), send(desk)) == (0, None)
        assert delivered(tmp_path) == [Sms(sms_id, PHONE, "好了")]
        assert marked_sent(desk) == [True]
    assert (tmp_path / "sms-sent.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_sender_killed_around_the_delivery_delivers_once(tmp_path: Path, when: str) -> None:
    with county_at(tmp_path) as desk:
        sms_id = put_message(desk)
    command = [sys.executable, "-m", "tests.county.dying_sender", str(tmp_path), when]
    assert subprocess.run(command, cwd=ROOT, timeout=30, check=False).returncode == -signal.SIGKILL
    assert len(delivered(tmp_path)) == (1 if when == "after" else 0)
    with county_at(tmp_path) as desk:
        assert marked_sent(desk) == [False]
        assert send(desk) is None, "the dead sender's lease still holds"
        desk.time.ahead = timedelta(seconds=61)
        assert send(desk) == 0
        assert delivered(tmp_path) == [Sms(sms_id, PHONE, "好了")]
        assert marked_sent(desk) == [True]


class Away:
    """A gateway that takes nothing."""

    tries = 0

    async def send(self, sms: Sms, *, within: float) -> None:
        self.tries += 1
        raise NotSent


def test_a_gateway_that_is_away_is_asked_less_and_less_often(tmp_path: Path) -> None:
    with county_at(tmp_path) as desk:
        put_message(desk)
        away = Away()
        tried_after = []
        for seconds in range(0, 500, 20):
            desk.time.ahead = timedelta(seconds=seconds)
            before = away.tries
            asyncio.run(send_waiting(desk.county.store, away, desk.county.clock))
            if away.tries > before:
                tried_after.append(seconds)
        assert tried_after == [0, 60, 180, 420]
        desk.time.ahead = timedelta(hours=3)
        assert send(desk) == 0
        assert len(delivered(tmp_path)) == 1


def test_many_senders_at_once_deliver_once(tmp_path: Path) -> None:
    with county_at(tmp_path) as desk:
        put_message(desk)

        async def many() -> None:
            senders = (send_waiting(desk.county.store, desk.county.sms, desk.county.clock) for _ in range(5))
            await asyncio.gather(*senders)

        asyncio.run(many())
        assert len(delivered(tmp_path)) == 1
        attempts = desk.county.store.read_now(lambda c: c.execute(select(outbox.c.attempts)).scalar())
        assert attempts == 1


def test_the_county_itself_sends_what_a_kiosk_could_not_print(tmp_path: Path) -> None:
    async def visit(desk: Desk) -> None:
        async with desk.kiosk() as kiosk:
            opened = await kiosk.open("MZ01", proof(CHEN))
            concluded = {"state": "concluded", "sms_to": PHONE}
            mine = cases.c.case_no == opened.case_no
            desk.county.store.write_now(lambda c: c.execute(cases.update().where(mine).values(concluded)))
            told = await kiosk.report_receipt(opened.case_no, ReceiptReport(result="not_done"), key="r")
            assert told.sms_to_masked == "138****5678"

    with county_at(tmp_path) as desk:
        asyncio.run(visit(desk))
    with county(tmp_path):
        end = time.monotonic() + 10
        while not delivered(tmp_path) and time.monotonic() < end:
            time.sleep(0.1)
    (sms,) = delivered(tmp_path)
    assert sms.to == PHONE
    assert "办件号QH-20260601-0317-0001" in sms.text
