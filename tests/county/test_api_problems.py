"""Whatever is sent, the answer is the contract's or a problem (RFC 9457), and never a 500."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contract.problems import Problem, ProblemType
from contract.text import Text
from contract.wire import DocumentRef
from county.api.gate import MAX_BODY_BYTES, thumbprint
from kiosk.county_client import CountyClient
from kiosk.county_errors import Garbled, Unreachable
from kiosk.request_signing import RequestSigner
from tests.county.county_under_test import NAMES, URL, ZHANG, Desk, county_at, proof

JSON = {"content-type": "application/json"}
APPLICANT = proof().model_dump(mode="json")


class Sender:
    """An enrolled kiosk that signs whatever it is told to send."""

    def __init__(self, desk: Desk, key: Ed25519PrivateKey, http: httpx.AsyncClient) -> None:
        self.desk = desk
        self._http = http
        self._signer = RequestSigner(key, thumbprint(key.public_key()))
        self.client = CountyClient(URL, key, thumbprint(key.public_key()), desk.transport())

    async def send(
        self, method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        request = self._http.build_request(method, path, content=content, headers=headers or JSON)
        return await self._http.send(self._signer.sign(request))


def sending(folder: Path, body: Callable[[Sender], Awaitable[None]]) -> None:
    async def run() -> None:
        with county_at(folder) as desk:
            key = Ed25519PrivateKey.generate()
            async with CountyClient(URL, key, "none", desk.transport()) as kiosk:
                await kiosk.enrol("0317", desk.code())
            async with httpx.AsyncClient(base_url=URL, transport=desk.transport(raises=False)) as http:
                await body(Sender(desk, key, http))

    asyncio.run(run())


def problem(response: httpx.Response, status: int, kind: ProblemType) -> Problem:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found = Problem.model_validate_json(response.content)
    assert (found.status, found.kind) == (status, kind)
    return found


def case(**changed: Any) -> bytes:
    return json.dumps({"item": "MZ01", "applicant": APPLICANT} | changed).encode()


@pytest.mark.parametrize(
    "body",
    [
        case(item=1),
        case(more=1),
        case(applicant=[]),
        case(applicant=APPLICANT | {"number": 439921194203150285}),
        case(applicant=APPLICANT | {"assurance": "L3"}),
        case(applicant=APPLICANT | {"number": "1" * 19}),
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"item": "\\ud800"}',
        b"[" * 5000,
        b'{"item": ' + b"9" * 6000 + b"}",
    ],
)
def test_bodies_that_are_not_the_contracts_are_a_422(tmp_path: Path, body: bytes) -> None:
    async def check(sender: Sender) -> None:
        problem(await sender.send("POST", "/v1/cases", body), 422, ProblemType.INVALID)

    sending(tmp_path, check)


@pytest.mark.parametrize("stars", ["false", "true", '"5"', "5.0", "0", "6", "null", "1e400", "NaN"])
def test_a_rating_is_an_integer_and_nothing_else(tmp_path: Path, stars: str) -> None:
    async def check(sender: Sender) -> None:
        body = f'{{"stars": {stars}, "via": "pad"}}'.encode()
        headers = JSON | {"idempotency-key": "k"}
        response = await sender.send("POST", "/v1/cases/QH-1/rating", body, headers)
        found = problem(response, 422, ProblemType.INVALID)
        assert all(error.field in ("stars", "") for error in found.errors)

    sending(tmp_path, check)


def test_a_problem_never_repeats_what_was_sent(tmp_path: Path) -> None:
    async def check(sender: Sender) -> None:
        wrong = case(applicant=APPLICANT | {"sex": 1, "valid_to": False})
        response = await sender.send("POST", "/v1/cases", wrong)
        problem(response, 422, ProblemType.INVALID)
        assert ZHANG not in response.text
        assert NAMES[ZHANG] not in response.text

    sending(tmp_path, check)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_other_content_than_json_is_a_415(tmp_path: Path, media_type: str) -> None:
    async def check(sender: Sender) -> None:
        response = await sender.send("POST", "/v1/cases", case(), {"content-type": media_type})
        problem(response, 415, ProblemType.UNSUPPORTED_MEDIA_TYPE)

    sending(tmp_path, check)


def test_a_huge_body_is_a_413_whether_or_not_it_says_how_long_it_is(tmp_path: Path) -> None:
    async def check(sender: Sender) -> None:
        huge = b"x" * (MAX_BODY_BYTES + 1)
        problem(await sender.send("POST", "/v1/cases", huge), 413, ProblemType.TOO_LARGE)

        async def pieces() -> Any:
            for _ in range(100):
                yield b"x" * 1000

        async with httpx.AsyncClient(base_url=URL, transport=sender.desk.transport()) as http:
            response = await http.post("/v1/cases", content=pieces())
            problem(response, 413, ProblemType.TOO_LARGE)
            for length in ("-1", "abc", "9" * 40):
                response = await http.post("/v1/cases", content=b"x", headers={"content-length": length})
                problem(response, 413, ProblemType.TOO_LARGE)

    sending(tmp_path, check)


def test_what_is_not_there_and_what_cannot_be_done_are_problems_too(tmp_path: Path) -> None:
    async def check(sender: Sender) -> None:
        problem(await sender.send("GET", "/v1/nothing"), 404, ProblemType.NOT_FOUND)
        problem(await sender.send("DELETE", "/v1/cases"), 405, ProblemType.METHOD_NOT_ALLOWED)
        problem(await sender.send("GET", "/v1/calls/-1"), 404, ProblemType.NOT_FOUND)
        problem(await sender.send("GET", "/v1/calls/" + "9" * 40), 404, ProblemType.NOT_FOUND)
        problem(await sender.send("GET", "/v1/calls/%D9%A1"), 404, ProblemType.NOT_FOUND)
        async with httpx.AsyncClient(base_url=URL, transport=sender.desk.transport()) as http:
            problem(await http.get("/nothing"), 404, ProblemType.NOT_FOUND)

    sending(tmp_path, check)


def test_a_mistake_of_the_county_is_a_problem_that_says_nothing_of_it(tmp_path: Path) -> None:
    async def check(sender: Sender) -> None:
        def broken(_: object) -> str:
            raise ZeroDivisionError("secret")

        sender.desk.county.departments.unreachable = broken  # type: ignore[method-assign, assignment]
        response = await sender.send("GET", "/v1/items")
        problem(response, 500, ProblemType.INTERNAL)
        assert "secret" not in response.text

    sending(tmp_path, check)


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="lideng-hostile-"))


texts = st.text(max_size=60)
values = st.one_of(texts, st.integers(), st.booleans(), st.none(), st.lists(texts, max_size=3), st.floats())


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    answers=st.lists(st.dictionaries(texts, values, max_size=3), min_size=8, max_size=8),
    segments=st.lists(texts, min_size=8, max_size=8),
    applicants=st.lists(st.fixed_dictionaries(dict.fromkeys(APPLICANT, texts)), min_size=4, max_size=4),
)
def test_hostile_values_are_problems_and_never_a_500(
    answers: list[dict[str, Any]], segments: list[str], applicants: list[dict[str, str]]
) -> None:
    async def check(sender: Sender) -> None:
        opened = await sender.client.open("MZ01", proof())
        responses = []
        for input_, segment in zip(answers, segments, strict=True):
            body = json.dumps({"input": input_}).encode()
            path = f"/v1/cases/{quote(segment, safe='')}/answer"
            responses.append(await sender.send("POST", path, body))
            responses.append(await sender.send("POST", f"/v1/cases/{opened.case_no}/answer", body))
        for applicant in applicants:
            plausible = APPLICANT | {name: value for name, value in applicant.items() if name not in ("number",)}
            for one in (applicant, plausible | {"assurance": "L1", "kind": "cn"}):
                responses.append(await sender.send("POST", "/v1/cases", case(applicant=one)))
                responses.append(await sender.send("POST", "/v1/uncollected", json.dumps({"applicant": one}).encode()))
        for response in responses:
            assert response.status_code < 500, response.text
            if response.status_code >= 400:
                assert Problem.model_validate_json(response.content).kind is not None

    sending(_folder(), check)


def test_the_description_is_openapi_3_1_and_names_every_body(tmp_path: Path) -> None:
    with county_at(tmp_path) as desk:
        described = desk.app.openapi()
    assert described["openapi"].startswith("3.1")
    schemas = described["components"]["schemas"]
    text = json.dumps(described)
    referenced = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert referenced <= set(schemas)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert "application/problem+json" in operation["responses"]["default"]["content"], (method, path)


def test_the_client_tells_an_unreachable_county_from_a_garbled_one() -> None:
    async def ask(handler: Callable[[httpx.Request], httpx.Response]) -> None:
        transport = httpx.MockTransport(handler)
        async with CountyClient(URL, Ed25519PrivateKey.generate(), "k", transport) as kiosk:
            await kiosk.readiness(within=0.5)

    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    def gateway(_: httpx.Request) -> httpx.Response:
        return httpx.Response(502, text="<html>")

    def nonsense(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="<html>")

    for handler, error in ((gone, Unreachable), (gateway, Unreachable), (nonsense, Garbled)):
        with pytest.raises(error):
            asyncio.run(ask(handler))


def test_the_client_tries_again_only_what_may_be_done_twice() -> None:
    sent: list[str] = []

    def gone(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["signature"])
        raise httpx.ReadError("lost", request=request)

    async def run() -> None:
        async with CountyClient(URL, Ed25519PrivateKey.generate(), "k", httpx.MockTransport(gone)) as kiosk:
            with pytest.raises(Unreachable):
                await kiosk.open("MZ01", proof())
            assert len(sent) == 1
            with pytest.raises(Unreachable):
                await kiosk.readiness(within=1.0)

    asyncio.run(run())
    assert len(sent) >= 3
    assert len(set(sent)) == len(sent)  # each try is signed anew: a nonce is good once


def test_a_document_with_another_digest_is_not_taken() -> None:
    async def run() -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"%PDF-changed"))
        async with CountyClient(URL, Ed25519PrivateKey.generate(), "k", transport) as kiosk:
            document = DocumentRef(id="d", title=Text(zh="证", en="c"), pages=1, sha256="0" * 64)
            with pytest.raises(Garbled):
                await kiosk.document_pdf("QH-1", document)

    asyncio.run(run())
