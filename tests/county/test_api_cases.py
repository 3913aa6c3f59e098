"""A case at the county from its opening to its one outcome, through the kiosk's own client."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contract.check_character import mod_37_36
from contract.problems import ProblemType
from contract.wire import Answer, Confirm, PrintReport, Rating, ReceiptReport, Signature
from county.cases.ending import sweep
from county.cases.replaying import NotConcluded, replay
from county.tables import cases
from kiosk.county_errors import AlreadyRated, DepartmentDown, InputRefused, NotThere, Refused, SummaryChanged
from tests.county.county_under_test import CHEN, URL, ZHANG, county_at, granted, proof, signed


def test_a_whole_case_ends_with_a_certificate_a_slip_and_a_rating(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                assert opened.refusal is None
                assert opened.holder_number_masked == "4399**********0285"
                assert [question.id for question in opened.questions] == ["use"]
                outcome = await kiosk.confirm(opened.case_no, await signed(kiosk, opened), key="k-1")
                assert (outcome.outcome, outcome.receipt.word.zh) == ("granted", "已办结")
                assert outcome.receipt.qr.startswith(f"{URL}/v/")
                assert "依据" not in {row.label.zh for row in outcome.receipt.rows}
                (document,) = outcome.documents
                pdf = await kiosk.document_pdf(opened.case_no, document)
                assert pdf.startswith(b"%PDF-")
                done = PrintReport(result="done")
                state = await kiosk.report_print(opened.case_no, document.id, done, key="p-1")
                assert (state.state, state.prints) == ("collected", 1)
                again = await kiosk.report_print(opened.case_no, document.id, done, key="p-1")
                assert again == state
                await kiosk.report_receipt(opened.case_no, ReceiptReport(result="done"), key="r-1")
                await kiosk.rate(opened.case_no, Rating(stars=5, via="pad"), key="s-1")
                assert (await kiosk.uncollected(proof())).documents == ()

    asyncio.run(visit())


def test_case_numbers_count_per_terminal_and_carry_a_check_character(tmp_path: Path) -> None:
    async def visit() -> list[str]:
        with county_at(tmp_path) as desk:
            async with desk.kiosk("0317") as one, desk.kiosk("0322") as two:
                return [(await kiosk.open("MZ01", proof())).case_no for kiosk in (one, one, two)]

    numbers = asyncio.run(visit())
    assert [number[:-2] for number in numbers] == [
        "QH-20260601-0317-0001",
        "QH-20260601-0317-0002",
        "QH-20260601-0322-0001",
    ]
    assert all(number[-1] == mod_37_36(number[:-2]) for number in numbers)


def test_a_refusal_comes_at_once_and_is_concluded_without_a_signature(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof(CHEN))
                assert opened.refusal is not None
                assert (opened.refusal.outcome, opened.refusal.rule) == ("refused", "R1")
                outcome = await kiosk.confirm(opened.case_no, Confirm(input={}), key="k")
                assert (outcome.outcome, outcome.rule, outcome.documents) == ("refused", "R1", ())
                assert outcome.receipt.word.zh == "告知"
                rows = {row.label.zh: row.value.zh for row in outcome.receipt.rows}
                assert rows["依据"] == "社会救助暂行办法（国务院令649号）第二章"
                assert rows["觉得不对"] == "60 天内可申请行政复议，或打 12345"
                assert outcome.receipt.qr == ""
                await kiosk.rate(opened.case_no, Rating(stars=2, via="screen"), key="s")

    asyncio.run(visit())


def test_the_same_matter_again_names_the_earlier_case_and_hands_out_its_paper(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk("0317") as first, desk.kiosk("0322") as second:
                earlier = await granted(first)
                opened = await second.open("MZ01", proof())
                decision = await second.answer(opened.case_no, Answer(input={"use": "减免水电"}))
                assert (decision.rule, decision.already) == ("C08", earlier.case_no)
                outcome = await second.confirm(opened.case_no, Confirm(input={"use": "减免水电"}), key="k")
                assert (outcome.outcome, outcome.rule, outcome.receipt.word.zh) == ("granted", "C08", "已办过")
                assert outcome.documents == earlier.documents
                assert await second.document_pdf(opened.case_no, outcome.documents[0])
                other = await second.open("MZ01", proof())
                decision = await second.answer(other.case_no, Answer(input={"use": "医疗"}))
                assert (decision.outcome, decision.already) == ("granted", None)

    asyncio.run(visit())


def test_a_department_that_is_down_is_said_in_plain_words_before_any_effort(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                desk.county.departments.down("民政局")
                ready = {item.id: item for item in (await kiosk.readiness()).items}
                assert not ready["MZ01"].ready
                assert ready["MZ01"].why is not None
                with pytest.raises(DepartmentDown) as down:
                    await kiosk.open("MZ01", proof())
                assert down.value.say is not None
                assert "暂时查不到" in down.value.say.zh
                desk.county.departments.up("民政局")
                assert (await kiosk.open("MZ01", proof())).case_no.startswith("QH-20260601-0317-0001-")

    asyncio.run(visit())


def test_what_was_signed_must_be_what_would_be_decided_now(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                stale = Signature(signed_at=datetime.now(UTC), summary_hash="0" * 64)
                with pytest.raises(SummaryChanged):
                    await kiosk.confirm(opened.case_no, Confirm(input={"use": "医疗"}, signature=stale), key="k-1")
                with pytest.raises(Refused) as unsigned:
                    await kiosk.confirm(opened.case_no, Confirm(input={"use": "医疗"}), key="k-2")
                assert unsigned.value.type is ProblemType.SIGNATURE_NEEDED
                outcome = await kiosk.confirm(opened.case_no, await signed(kiosk, opened), key="k-3")
                assert outcome.outcome == "granted"

    asyncio.run(visit())


def test_answers_that_were_not_offered_are_named(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                for answers in ({"use": "买彩票"}, {}, {"use": "医疗", "more": 1}):
                    with pytest.raises(InputRefused) as refused:
                        await kiosk.answer(opened.case_no, Answer(input=answers))
                    assert refused.value.problem.errors[0].field in ("use", "more")

    asyncio.run(visit())


def test_answering_writes_nothing(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                before = desk.county.store.read_now(lambda c: c.execute(select(cases)).all())
                await kiosk.answer(opened.case_no, Answer(input={"use": "医疗"}))
                assert desk.county.store.read_now(lambda c: c.execute(select(cases)).all()) == before

    asyncio.run(visit())


def test_a_decision_can_be_made_again_from_what_was_stored_and_a_changed_one_is_found(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            store, catalogue = desk.county.store, desk.county.catalogue
            async with desk.kiosk() as kiosk:
                outcome = await granted(kiosk)
                refused = await kiosk.open("MZ01", proof(CHEN))
                await kiosk.confirm(refused.case_no, Confirm(input={}), key="k")
                with pytest.raises(NotConcluded):
                    store.read_now(lambda c: replay(c, catalogue, "QH-0"))
            for case_no in (outcome.case_no, refused.case_no):
                replayed = store.read_now(lambda c, no=case_no: replay(c, catalogue, no))
                assert (replayed.holds, replayed.item_is_the_same, replayed.differs) == (True, True, ())
            forged = cases.update().where(cases.c.case_no == refused.case_no)
            store.write_now(lambda c: c.execute(forged.values(verdict={"outcome": "granted"})))
            replayed = store.read_now(lambda c: replay(c, catalogue, refused.case_no))
            assert not replayed.holds
            assert "outcome" in replayed.differs

    asyncio.run(visit())


def test_another_terminals_case_looks_like_none(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk("0317") as mine, desk.kiosk("0322") as other:
                outcome = await granted(mine)
                (document,) = outcome.documents
                no = outcome.case_no
                tries = (
                    lambda: other.answer(no, Answer(input={"use": "医疗"})),
                    lambda: other.confirm(no, Confirm(input={"use": "医疗"}), key="k"),
                    lambda: other.document_pdf(no, document),
                    lambda: other.report_print(no, document.id, PrintReport(result="done"), key="p"),
                    lambda: other.report_receipt(no, ReceiptReport(result="done"), key="r"),
                    lambda: other.rate(no, Rating(stars=1, via="pad"), key="s"),
                    lambda: other.abandon(no),
                )
                for attempt in tries:
                    with pytest.raises(NotThere):
                        await attempt()

    asyncio.run(visit())


def test_a_second_rating_is_refused(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                outcome = await granted(kiosk)
                await kiosk.rate(outcome.case_no, Rating(stars=5, via="pad"), key="s-1")
                await kiosk.rate(outcome.case_no, Rating(stars=5, via="pad"), key="s-1")
                with pytest.raises(AlreadyRated):
                    await kiosk.rate(outcome.case_no, Rating(stars=1, via="pad"), key="s-2")

    asyncio.run(visit())


def test_an_abandoned_case_cannot_be_confirmed_and_a_concluded_one_not_abandoned(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                left = await kiosk.open("MZ01", proof())
                confirm = await signed(kiosk, left)
                await kiosk.abandon(left.case_no)
                await kiosk.abandon(left.case_no)
                with pytest.raises(Refused) as abandoned:
                    await kiosk.confirm(left.case_no, confirm, key="k-1")
                assert abandoned.value.type is ProblemType.CASE_ABANDONED
                outcome = await granted(kiosk)
                with pytest.raises(Refused) as concluded:
                    await kiosk.abandon(outcome.case_no)
                assert concluded.value.type is ProblemType.CASE_CONCLUDED

    asyncio.run(visit())


def test_time_abandons_a_case_but_signed_answers_that_come_late_still_conclude_it(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                confirm = await signed(kiosk, opened)
                desk.time.ahead = timedelta(minutes=31)
                desk.county.store.write_now(lambda c: sweep(desk.county, c))
                desk.time.ahead = timedelta()
                state = select(cases.c.state).where(cases.c.case_no == opened.case_no)
                assert desk.county.store.read_now(lambda c: c.execute(state).scalar()) == "abandoned"
                outcome = await kiosk.confirm(opened.case_no, confirm, key="late")
                assert outcome.outcome == "granted"
                assert desk.county.store.read_now(lambda c: c.execute(state).scalar()) == "concluded"

    asyncio.run(visit())


STRANGER = "110101199003070011"  # of no register here


def test_a_card_that_expired_or_is_somebody_elses_opens_nothing(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                for wrong, kind, said in (
                    (proof(valid_to="2026-05-31"), ProblemType.CARD_EXPIRED, "到期了"),
                    (proof(ZHANG, name="李四"), ProblemType.HOLDER_NOT_CONFIRMED, "姓名和人口库里的不一样"),
                    (proof(STRANGER, name="李四"), ProblemType.HOLDER_NOT_CONFIRMED, "没有查到您"),
                ):
                    with pytest.raises(Refused) as refused:
                        await kiosk.open("MZ01", wrong)
                    assert refused.value.type is kind
                    assert refused.value.say is not None
                    assert said in refused.value.say.zh
                    assert refused.value.say.en
                with pytest.raises(NotThere):
                    await kiosk.open("ZZ99", proof())
            count = select(func.count()).select_from(cases)
            assert desk.county.store.read_now(lambda c: c.execute(count).scalar()) == 0

    asyncio.run(visit())
