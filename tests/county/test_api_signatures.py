"""One test per attack on the signed requests of kiosks, each as raw HTTP."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms

from contract.problems import Problem, ProblemType
from county.api.gate import thumbprint
from kiosk.county_client import CountyClient
from kiosk.county_errors import WrongClock
from kiosk.request_signing import RequestSigner
from tests.county.attacker import CASE, Attacker, attack
from tests.county.county_under_test import URL, county_at


def test_a_well_signed_request_is_let_in(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        assert (await attacker.send(attacker.signed())).status_code == 200

    attack(tmp_path, body)


def test_an_unsigned_request_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        assert await attacker.refused(attacker.request()) is ProblemType.UNSIGNED

    attack(tmp_path, body)


def test_a_key_nobody_enrolled_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        attacker.key = Ed25519PrivateKey.generate()
        attacker.key_id = thumbprint(attacker.key.public_key())
        assert await attacker.refused(attacker.signed()) is ProblemType.UNKNOWN_KEY

    attack(tmp_path, body)


def test_another_key_under_an_enrolled_name_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        attacker.key = Ed25519PrivateKey.generate()
        assert await attacker.refused(attacker.signed()) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


def test_a_changed_body_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        signed = attacker.signed()
        changed = httpx.Request("POST", signed.url, headers=signed.headers, content=CASE.replace(b"MZ01", b"SB01"))
        assert await attacker.refused(changed) is ProblemType.WRONG_DIGEST

    attack(tmp_path, body)


def test_a_changed_body_with_a_fitting_digest_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        signed = attacker.signed()
        changed = CASE.replace(b"MZ01", b"SB01")
        fitting = attacker.signed(attacker.http.build_request("POST", "/v1/cases", content=changed))
        headers = {**signed.headers, "content-digest": fitting.headers["content-digest"]}
        forged = httpx.Request("POST", signed.url, headers=headers, content=changed)
        assert await attacker.refused(forged) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


@pytest.mark.parametrize("url", [f"{URL}/v1/calls", f"{URL}/v1/cases?x=1"])
def test_another_path_or_query_is_refused(tmp_path: Path, url: str) -> None:
    async def body(attacker: Attacker) -> None:
        moved = httpx.Request("POST", url, headers=attacker.signed().headers, content=CASE)
        assert await attacker.refused(moved) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


def test_another_method_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        moved = httpx.Request("PUT", f"{URL}/v1/cases", headers=attacker.signed().headers, content=CASE)
        assert await attacker.refused(moved) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


def test_a_request_for_another_county_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        signed = attacker.signed()
        headers = {**signed.headers, "host": "elsewhere.test"}
        moved = httpx.Request("POST", signed.url, headers=headers, content=CASE)
        assert await attacker.refused(moved) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


@pytest.mark.parametrize("changed", ["other", None])
def test_an_idempotency_key_put_in_or_changed_is_refused(tmp_path: Path, changed: str | None) -> None:
    async def body(attacker: Attacker) -> None:
        signed = attacker.signed(attacker.request(idempotency_key="mine" if changed else None))
        headers = {**signed.headers, "idempotency-key": changed or "slipped in"}
        forged = httpx.Request("POST", signed.url, headers=headers, content=CASE)
        assert await attacker.refused(forged) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


def test_the_same_request_a_second_time_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        signed = attacker.signed()
        assert (await attacker.send(signed)).status_code == 200
        again = httpx.Request("POST", signed.url, headers=signed.headers, content=CASE)
        assert await attacker.refused(again) is ProblemType.REPLAYED

    attack(tmp_path, body)


def test_the_same_request_many_times_at_once_is_let_in_once(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        signed = attacker.signed()
        copies = [httpx.Request("POST", signed.url, headers=signed.headers, content=CASE) for _ in range(8)]
        answers = await asyncio.gather(*(attacker.send(copy) for copy in copies))
        assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7

    attack(tmp_path, body)


def test_a_replay_is_refused_after_a_restart_too(tmp_path: Path) -> None:
    sent: list[httpx.Request] = []

    async def first(attacker: Attacker) -> None:
        sent.append(attacker.signed())
        assert (await attacker.send(sent[0])).status_code == 200

    async def second() -> None:
        with county_at(tmp_path) as desk:
            async with httpx.AsyncClient(base_url=URL, transport=desk.transport()) as http:
                again = httpx.Request("POST", sent[0].url, headers=sent[0].headers, content=CASE)
                assert (await http.send(again)).json()["type"] == ProblemType.REPLAYED.uri

    attack(tmp_path, first)
    asyncio.run(second())


def test_a_request_older_than_its_window_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        old = attacker.signed(ahead=-timedelta(seconds=310))
        assert await attacker.refused(old) is ProblemType.EXPIRED

    attack(tmp_path, body)


def test_a_request_past_its_own_expiry_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        old = attacker.signed(ahead=-timedelta(seconds=250))  # the kiosk signs for 240 s
        assert await attacker.refused(old) is ProblemType.EXPIRED

    attack(tmp_path, body)


def test_a_request_from_the_future_is_refused_and_told_the_time(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        response = await attacker.send(attacker.signed(ahead=timedelta(seconds=90)))
        problem = Problem.model_validate_json(response.content)
        assert (response.status_code, problem.kind) == (401, ProblemType.CLOCK_SKEW)
        assert problem.server_time is not None
        told = datetime.fromisoformat(problem.server_time)
        assert abs(told - datetime.now(UTC)) < timedelta(seconds=10)

    attack(tmp_path, body)


def test_a_kiosk_whose_clock_is_wrong_learns_it(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        def late(key: Ed25519PrivateKey, key_id: str) -> RequestSigner:
            return RequestSigner(key, key_id, now=lambda: datetime.now(UTC) + timedelta(hours=9))

        kiosk = CountyClient(URL, attacker.key, attacker.key_id, attacker.desk.transport(), signer=late)
        with pytest.raises(WrongClock) as wrong:
            await kiosk.readiness()
        assert wrong.value.server_time is not None

    attack(tmp_path, body)


@pytest.mark.parametrize("left_out", ["@method", "@authority", "@path", "@query", "content-digest"])
def test_a_signature_that_leaves_something_out_is_refused(tmp_path: Path, left_out: str) -> None:
    async def body(attacker: Attacker) -> None:
        covered = [name for name in ("@method", "@authority", "@path", "@query") if name != left_out]
        request = attacker.request()
        resolver = MappingKeyResolver(public_keys={}, private_keys={attacker.key_id: attacker.key})
        message = type("Message", (), {"method": "POST", "url": str(request.url), "headers": request.headers})
        HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=resolver).sign(
            message,
            key_id=attacker.key_id,
            nonce="n" * 32,
            tag="lideng-kiosk",
            covered_component_ids=covered,
            body=None if left_out == "content-digest" else CASE,
        )
        assert await attacker.refused(request) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


@pytest.mark.parametrize("value", ["", "kiosk", 'kiosk=("@method")', "kiosk=:AAAA:", "kiosk=:é:", "a=1," * 500])
def test_signature_headers_that_are_no_signature_are_refused(tmp_path: Path, value: str) -> None:
    async def body(attacker: Attacker) -> None:
        for name in ("signature", "signature-input"):
            signed = attacker.signed()
            signed.headers.encoding = "latin-1"
            signed.headers[name] = value
            assert await attacker.refused(signed) in (ProblemType.BAD_SIGNATURE, ProblemType.UNSIGNED)

    attack(tmp_path, body)
