"""Somebody who holds an enrolled key and sends raw HTTP to the county."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contract.problems import Problem, ProblemType
from county.api.gate import thumbprint
from kiosk.county_client import CountyClient
from kiosk.request_signing import RequestSigner
from tests.county.county_under_test import URL, Desk, county_at, proof

CASE = b'{"item":"MZ01","applicant":' + proof().model_dump_json().encode() + b"}"


class Attacker:
    """Holds an enrolled key and sends whatever it likes."""

    def __init__(self, desk: Desk, key: Ed25519PrivateKey, http: httpx.AsyncClient) -> None:
        self.desk = desk
        self.key = key
        self.key_id = thumbprint(key.public_key())
        self.http = http

    def request(self, *, idempotency_key: str | None = None, path: str = "/v1/cases") -> httpx.Request:
        headers = {"content-type": "application/json"}
        if idempotency_key:
            headers["idempotency-key"] = idempotency_key
        return self.http.build_request("POST", path, content=CASE, headers=headers)

    def signed(self, request: httpx.Request | None = None, *, ahead: timedelta = timedelta()) -> httpx.Request:
        signer = RequestSigner(self.key, self.key_id, now=lambda: datetime.now(UTC) + ahead)
        return signer.sign(request or self.request())

    async def send(self, request: httpx.Request) -> httpx.Response:
        return await self.http.send(request)

    async def refused(self, request: httpx.Request) -> ProblemType | None:
        """Send it; return the type of the 401 it must get."""
        response = await self.http.send(request)
        assert response.status_code == 401, response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert "www-authenticate" in response.headers
        return Problem.model_validate_json(response.content).kind


def attack(tmp_path: Path, body: Callable[[Attacker], Awaitable[None]]) -> None:
    async def run() -> None:
        with county_at(tmp_path) as desk:
            key = Ed25519PrivateKey.generate()
            async with CountyClient(URL, key, "none", desk.transport()) as kiosk:
                await kiosk.enrol("0317", desk.code())
            async with httpx.AsyncClient(base_url=URL, transport=desk.transport()) as http:
                await body(Attacker(desk, key, http))

    asyncio.run(run())
