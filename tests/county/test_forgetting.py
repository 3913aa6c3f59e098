"""What the county keeps for a while only: the answers to keys, and nonces."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contract.problems import ProblemType
from county.forgetting import REPLIES_KEPT, forget
from county.tables import cases, nonces, replies
from kiosk.county_errors import Refused
from tests.county.county_under_test import Desk, county_at, proof, signed


def count(desk: Desk, table: object) -> int:
    return int(desk.county.store.read_now(lambda c: c.execute(select(func.count()).select_from(table)).scalar_one()))


def forget_after(desk: Desk, ahead: timedelta) -> None:
    desk.time.ahead = ahead
    desk.county.store.write_now(lambda c: forget(c, desk.county.clock))


def test_answers_outlast_a_kiosks_absence_and_are_forgotten_then(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                confirm = await signed(kiosk, opened)
                outcome = await kiosk.confirm(opened.case_no, confirm, key="k")
                forget_after(desk, REPLIES_KEPT - timedelta(minutes=1))
                assert await kiosk.confirm(opened.case_no, confirm, key="k") == outcome
                forget_after(desk, REPLIES_KEPT + timedelta(minutes=1))
                assert count(desk, replies) == 0
                with pytest.raises(Refused) as refused:
                    await kiosk.confirm(opened.case_no, confirm, key="k")
                assert refused.value.type is ProblemType.CASE_CONCLUDED
                state = select(cases.c.outcome).where(cases.c.case_no == opened.case_no)
                assert desk.county.store.read_now(lambda c: c.execute(state).scalar()) == "granted"

    asyncio.run(visit())


def test_nonces_are_kept_while_their_signature_could_be_played_again(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                await kiosk.readiness()
                kept = count(desk, nonces)
                assert kept == 2  # the enrolment's and this one's
                forget_after(desk, timedelta(seconds=300))
                assert count(desk, nonces) == kept
                forget_after(desk, timedelta(seconds=303))
                assert count(desk, nonces) == 0

    asyncio.run(visit())
