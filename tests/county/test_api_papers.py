"""What becomes of paper and slips: counted, handed out for minutes, in doubt, announced when nobody took them."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contract.wire import Answer, Confirm, Opened, PrintReport, ReceiptReport, Signature, summary_hash
from county.cases.ending import sweep
from county.tables import cases, outbox
from kiosk.county_errors import NotThere
from tests.county.county_under_test import CHEN, ZHOU, Desk, county_at, granted, proof


def test_first_answers_left_masked_are_taken_and_a_slip_that_failed_becomes_a_message(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("SB01", proof(ZHOU))
                first = {question.id: question.first for question in opened.questions}
                assert re.fullmatch(r"1\d\d\*{4}\d{4}", str(first["phone"]))
                answers = {name: value if value is not None else "是" for name, value in first.items()}
                for question in opened.questions:
                    if question.first is None and question.options:
                        answers[question.id] = question.options[0].value
                decision = await kiosk.answer(opened.case_no, Answer(input=answers))
                signature = Signature(
                    signed_at=datetime.now(UTC), summary_hash=summary_hash(decision.summary, decision.statement)
                )
                accepted = tuple(warning.rule for warning in decision.warnings)
                confirm = Confirm(input=answers, accepted_warnings=accepted, signature=signature)
                outcome = await kiosk.confirm(opened.case_no, confirm, key="k")
                assert (outcome.outcome, len(outcome.documents)) == ("granted", 1)
                told = await kiosk.report_receipt(opened.case_no, ReceiptReport(result="not_done"), key="r")
                assert told.sms_to_masked == first["phone"]
            (message,) = desk.county.store.read_now(lambda c: c.execute(select(outbox)).all())
            assert "*" not in message.to
            refused = await _opened_again(desk)
            assert refused.refusal is not None  # what was written back is read: SB01 R1
            assert refused.refusal.rule == "R1"

    asyncio.run(visit())


async def _opened_again(desk: Desk) -> Opened:
    async with desk.kiosk("0322") as kiosk:
        return await kiosk.open("SB01", proof(ZHOU))


def test_paper_that_did_not_come_out_is_printed_at_another_terminal_after_identification(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk("0317") as first, desk.kiosk("0322") as second:
                outcome = await granted(first)
                (document,) = outcome.documents
                jam = PrintReport(result="not_done", trouble="jam")
                state = await first.report_print(outcome.case_no, document.id, jam, key="p-1")
                assert state.state == "uncollected"
                assert (await second.uncollected(proof(CHEN))).documents == ()
                (waiting,) = (await second.uncollected(proof())).documents
                assert (waiting.case_no, waiting.document, waiting.in_doubt) == (outcome.case_no, document, False)
                assert await second.document_pdf(waiting.case_no, waiting.document)
                done = PrintReport(result="done")
                state = await second.report_print(waiting.case_no, document.id, done, key="p-2")
                assert (state.state, state.prints) == ("collected", 1)

    asyncio.run(visit())


def test_a_document_is_handed_out_for_minutes_only(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                outcome = await granted(kiosk)
                desk.time.ahead = timedelta(minutes=14)
                await kiosk.document_pdf(outcome.case_no, outcome.documents[0])
                desk.time.ahead = timedelta(minutes=16)
                with pytest.raises(NotThere):
                    await kiosk.document_pdf(outcome.case_no, outcome.documents[0])

    asyncio.run(visit())


def test_a_sheet_in_doubt_never_becomes_uncollected_again(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                outcome = await granted(kiosk)
                (document,) = outcome.documents
                states = []
                for key, result in enumerate(("unknown", "not_done", "unknown", "done", "unknown")):
                    report = PrintReport(result=result)
                    told = await kiosk.report_print(outcome.case_no, document.id, report, key=f"p-{key}")
                    states.append((told.state, told.prints))
                assert states == [("in_doubt", 0)] * 3 + [("collected", 1)] * 2

    asyncio.run(visit())


def test_nobody_is_told_of_paper_while_still_standing_at_the_machine(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                outcome = await granted(kiosk)
                give_number(desk, outcome.case_no)
                jam = PrintReport(result="not_done", trouble="jam")
                await kiosk.report_print(outcome.case_no, outcome.documents[0].id, jam, key="p-1")
            assert announced(desk) == []
            desk.time.ahead = timedelta(minutes=9)
            desk.county.store.write_now(lambda c: sweep(desk.county, c))
            assert announced(desk) == []
            desk.time.ahead = timedelta(minutes=11)
            desk.county.store.write_now(lambda c: sweep(desk.county, c))
            assert announced(desk) == ["uncollected"]

    asyncio.run(visit())


def give_number(desk: Desk, case_no: str) -> None:
    known = cases.update().where(cases.c.case_no == case_no).values(sms_to="13800005678")
    desk.county.store.write_now(lambda c: c.execute(known))


def announced(desk: Desk) -> list[str]:
    return list(desk.county.store.read_now(lambda c: c.execute(select(outbox.c.reason)).scalars()))


def test_an_original_nobody_took_is_announced_once_where_a_number_is_known(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                outcome = await granted(kiosk)
            give_number(desk, outcome.case_no)
            desk.time.ahead = timedelta(minutes=11)
            for _ in range(2):
                desk.county.store.write_now(lambda c: sweep(desk.county, c))
            (message,) = desk.county.store.read_now(lambda c: c.execute(select(outbox)).all())
            assert (message.reason, message.to) == ("uncollected", "13800005678")
            assert outcome.case_no in message.text
            assert NAME_OF_HOLDER not in message.text

    asyncio.run(visit())


NAME_OF_HOLDER = "张桂兰"
