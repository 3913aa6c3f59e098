"""The same Idempotency-Key is answered with the same bytes, however often, at once, and after a restart."""

import asyncio
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from contract.problems import ProblemType
from contract.wire import Confirm, OpenCase
from county.api.gate import thumbprint
from county.documents.tables import documents
from county.tables import cases
from kiosk.county_client import CountyClient
from kiosk.county_errors import Refused
from kiosk.request_signing import RequestSigner
from tests.county.county_under_test import URL, Desk, county_at, granted, proof, signed


class Raw:
    """An enrolled kiosk that shows the bytes of its answers."""

    def __init__(self, desk: Desk, key: Ed25519PrivateKey) -> None:
        self.client = CountyClient(URL, key, thumbprint(key.public_key()), desk.transport())
        self._http = httpx.AsyncClient(base_url=URL, transport=desk.transport())
        self._signer = RequestSigner(key, thumbprint(key.public_key()))

    async def confirm(self, case_no: str, confirm: Confirm, key: str) -> httpx.Response:
        headers = {"content-type": "application/json", "idempotency-key": key}
        path = f"/v1/cases/{case_no}/confirm"
        request = self._http.build_request("POST", path, content=confirm.model_dump_json().encode(), headers=headers)
        return await self._http.send(self._signer.sign(request))


async def enrolled(desk: Desk, key: Ed25519PrivateKey) -> Raw:
    await CountyClient(URL, key, "none", desk.transport()).enrol("0317", desk.code())
    return Raw(desk, key)


def test_the_same_key_is_answered_with_the_same_bytes_also_after_a_restart(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()

    async def first() -> tuple[str, Confirm, bytes]:
        with county_at(tmp_path) as desk:
            raw = await enrolled(desk, key)
            opened = await raw.client.open("MZ01", proof())
            confirm = await signed(raw.client, opened)
            answers = [await raw.confirm(opened.case_no, confirm, "key") for _ in range(3)]
            assert {answer.status_code for answer in answers} == {200}
            assert len({answer.content for answer in answers}) == 1
            return opened.case_no, confirm, answers[0].content

    async def second(case_no: str, confirm: Confirm, before: bytes) -> None:
        with county_at(tmp_path) as desk:
            answer = await Raw(desk, key).confirm(case_no, confirm, "key")
            assert answer.content == before

    asyncio.run(second(*asyncio.run(first())))


def test_many_confirms_at_once_with_one_key_make_one_case_and_one_paper(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            raw = await enrolled(desk, Ed25519PrivateKey.generate())
            opened = await raw.client.open("MZ01", proof())
            confirm = await signed(raw.client, opened)
            answers = await asyncio.gather(*(raw.confirm(opened.case_no, confirm, "key") for _ in range(8)))
            assert {answer.status_code for answer in answers} == {200}
            assert len({answer.content for answer in answers}) == 1
            count = select(func.count()).select_from(documents)
            assert desk.county.store.read_now(lambda c: c.execute(count).scalar()) == 1

    asyncio.run(visit())


def test_two_confirms_at_once_with_two_keys_make_one_outcome(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            raw = await enrolled(desk, Ed25519PrivateKey.generate())
            opened = await raw.client.open("MZ01", proof())
            confirm = await signed(raw.client, opened)
            answers = await asyncio.gather(*(raw.confirm(opened.case_no, confirm, f"key-{n}") for n in range(2)))
            assert sorted(answer.status_code for answer in answers) == [200, 409]

    asyncio.run(visit())


def test_two_cases_of_one_matter_at_once_make_one_paper(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk("0317") as one, desk.kiosk("0322") as two:
                opened = [await kiosk.open("MZ01", proof()) for kiosk in (one, two)]
                confirms = [await signed(kiosk, case) for kiosk, case in zip((one, two), opened, strict=True)]
                outcomes = await asyncio.gather(
                    one.confirm(opened[0].case_no, confirms[0], key="a"),
                    two.confirm(opened[1].case_no, confirms[1], key="a"),
                )
            assert {outcome.rule for outcome in outcomes} == {None, "C08"}
            assert outcomes[0].documents == outcomes[1].documents
            count = select(func.count()).select_from(documents)
            assert desk.county.store.read_now(lambda c: c.execute(count).scalar()) == 1

    asyncio.run(visit())


def test_the_same_key_with_another_request_is_refused(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                await granted(kiosk, key="key")
                other = await kiosk.open("MZ01", proof())
                with pytest.raises(Refused) as refused:
                    await kiosk.confirm(other.case_no, Confirm(input={"use": "医疗"}), key="key")
                assert (refused.value.type, refused.value.problem.status) == (ProblemType.KEY_REUSED, 422)

    asyncio.run(visit())


def test_a_confirm_without_a_key_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            raw = await enrolled(desk, Ed25519PrivateKey.generate())
            opened = await raw.client.open("MZ01", proof())
            for key in ("", "k" * 129):
                answer = await raw.confirm(opened.case_no, await signed(raw.client, opened), key)
                assert (answer.status_code, answer.json()["type"]) == (400, ProblemType.KEY_MISSING.uri)
            state = select(cases.c.state).where(cases.c.case_no == opened.case_no)
            assert desk.county.store.read_now(lambda c: c.execute(state).scalar()) == "open"

    asyncio.run(visit())


def test_a_problem_is_not_kept_as_the_answer_to_a_key(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            async with desk.kiosk() as kiosk:
                opened = await kiosk.open("MZ01", proof())
                confirm = await signed(kiosk, opened)
                desk.county.departments.down("民政局")
                with pytest.raises(Refused):
                    await kiosk.confirm(opened.case_no, confirm, key="key", within=0.5)
                desk.county.departments.up("民政局")
                assert (await kiosk.confirm(opened.case_no, confirm, key="key")).outcome == "granted"

    asyncio.run(visit())


def test_opening_may_carry_a_key_too(tmp_path: Path) -> None:
    async def visit() -> None:
        with county_at(tmp_path) as desk:
            key = Ed25519PrivateKey.generate()
            await enrolled(desk, key)
            async with httpx.AsyncClient(base_url=URL, transport=desk.transport()) as http:
                answers = []
                for _ in range(2):
                    body = OpenCase(item="MZ01", applicant=proof()).model_dump_json().encode()
                    headers = {"content-type": "application/json", "idempotency-key": "open-1"}
                    request = http.build_request("POST", "/v1/cases", content=body, headers=headers)
                    RequestSigner(key, thumbprint(key.public_key())).sign(request)
                    answers.append((await http.send(request)).content)
            assert answers[0] == answers[1]

    asyncio.run(visit())
