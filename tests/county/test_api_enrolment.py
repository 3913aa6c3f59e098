"""How a kiosk's key is taken in: a code is good once, for one terminal, and for the key that signs."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contract.problems import ProblemType
from contract.wire import Enrolment
from kiosk.county_client import CountyClient
from kiosk.county_errors import Refused
from kiosk.request_signing import RequestSigner, load_or_make_key, public_pem
from tests.county.attacker import Attacker, attack
from tests.county.county_under_test import URL


def test_an_enrolment_code_is_good_once_and_for_its_terminal_only(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        code = attacker.desk.code("0322")
        for terminal, given in (("0317", code), ("0322", "AAAA-BBBB-CCCC-DDDD")):
            with pytest.raises(Refused) as refused:
                await _enrol(attacker, terminal, given)
            assert refused.value.type is ProblemType.ENROLMENT_REFUSED
        key = Ed25519PrivateKey.generate()
        first = await _enrol(attacker, "0322", code, key)
        assert await _enrol(attacker, "0322", code, key) == first
        with pytest.raises(Refused):
            await _enrol(attacker, "0322", code)

    attack(tmp_path, body)


def test_a_terminal_that_is_enrolled_anew_leaves_its_old_key_worthless(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        await _enrol(attacker, "0317", attacker.desk.code("0317"))
        assert await attacker.refused(attacker.signed()) is ProblemType.UNKNOWN_KEY

    attack(tmp_path, body)


async def _enrol(attacker: Attacker, terminal: str, code: str, key: Ed25519PrivateKey | None = None) -> str:
    kiosk = CountyClient(URL, key or Ed25519PrivateKey.generate(), "none", attacker.desk.transport())
    return (await kiosk.enrol(terminal, code)).key_id


def test_an_enrolment_signed_with_another_key_than_it_brings_is_refused(tmp_path: Path) -> None:
    async def body(attacker: Attacker) -> None:
        victim = public_pem(Ed25519PrivateKey.generate())
        enrolment = Enrolment(terminal="0322", code=attacker.desk.code("0322"), public_key_pem=victim)
        request = attacker.http.build_request(
            "POST",
            "/v1/terminals",
            content=enrolment.model_dump_json().encode(),
            headers={"content-type": "application/json"},
        )
        RequestSigner(Ed25519PrivateKey.generate(), "enrolment").sign(request)
        assert await attacker.refused(request) is ProblemType.BAD_SIGNATURE

    attack(tmp_path, body)


def test_a_kiosks_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    made = load_or_make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_pem(load_or_make_key(path)) == public_pem(made)
