"""The gate before /v1: limits the size of a request and lets only signed ones through, before anything is parsed."""

import asyncio
import json
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import NoReturn

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract.problems import ProblemType
from contract.signing import ENROLMENT_KEY
from county import terminals
from county.clock import Clock
from county.problems import ProblemRaised
from county.signatures import HeaderLines, Proven, SignedRequest, not_let_in, public_key, verify
from county.store import Store, StoreBusy
from county.terminals import Caller

MAX_BODY_BYTES = 64 * 1024
BODY_SECONDS = 10.0
_GUARDED = ("/v1/", "/attendant")
ENROLMENT_PATH = "/v1/terminals"

_log = structlog.get_logger(__name__)


class Gate:
    """ASGI middleware; puts the Caller into scope["state"]["caller"] and replays the body to the app."""

    def __init__(self, app: ASGIApp, store: Store, clock: Clock) -> None:
        self._app = app
        self._store = store
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # the public pages bound what is uploaded to them themselves
        if scope["type"] != "http" or not scope["path"].startswith(_GUARDED):
            await self._app(scope, receive, send)
            return
        try:
            body = await _read_in_time(scope, receive)
            if scope["path"].startswith("/v1/"):
                scope.setdefault("state", {})["caller"] = await self._caller(scope, body)
        except ProblemRaised as raised:
            _log.info("refused at the gate", why=str(raised), path=scope["path"][:80])
            await raised.response()(scope, receive, send)
            return
        except StoreBusy:
            await ProblemRaised(ProblemType.BUSY, 503, headers={"Retry-After": "2"}).response()(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _caller(self, scope: Scope, body: bytes) -> Caller:
        request = _signed_request(scope, body)
        now = self._clock.now()
        if scope["path"] == ENROLMENT_PATH:
            key = _key_brought(body)
            proven = verify(request, lambda key_id: key if key_id == ENROLMENT_KEY else None, now)
            caller = Caller(thumbprint(key), "", "") if key else _nobody()
        else:
            proven, caller = await self._store.read(lambda connection: _known_caller(connection, request, now))
        spent = Proven(caller.key_id, proven.nonce, proven.forget_at)
        await self._store.write(lambda connection: self._spend(connection, spent))
        return caller

    def _spend(self, connection: Connection, proven: Proven) -> None:
        if not terminals.spend_nonce(connection, proven, self._clock):
            raise not_let_in(ProblemType.REPLAYED)


def thumbprint(key: Ed25519PublicKey) -> str:
    """Return the id of a key: the first 32 hex digits of the SHA-256 of its SubjectPublicKeyInfo (DER)."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()[:32]


def _nobody() -> NoReturn:
    raise not_let_in(ProblemType.UNKNOWN_KEY)


def _known_caller(connection: Connection, request: SignedRequest, now: datetime) -> tuple[Proven, Caller]:
    def find(key_id: str) -> Ed25519PublicKey | None:
        terminal = terminals.by_key(connection, key_id)
        return public_key(terminal.public_key_pem) if terminal else None

    proven = verify(request, find, now)
    terminal = terminals.by_key(connection, proven.key_id)
    return (proven, Caller(proven.key_id, terminal.terminal, terminal.site)) if terminal else _nobody()


def _key_brought(body: bytes) -> Ed25519PublicKey | None:
    try:
        pem = json.loads(body).get("public_key_pem")
    except (ValueError, AttributeError, RecursionError):
        return None
    return public_key(pem) if isinstance(pem, str) and pem.isascii() else None


def _signed_request(scope: Scope, body: bytes) -> SignedRequest:
    headers = HeaderLines(scope["headers"])
    path = scope.get("raw_path", scope["path"].encode()).split(b"?")[0].decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    host = headers.get("host") or ""
    url = f"{scope['scheme']}://{host}{path}" + (f"?{query}" if query else "")
    return SignedRequest(scope["method"], url, headers, body)


async def _read_in_time(scope: Scope, receive: Receive) -> bytes:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(scope, receive)
    except TimeoutError:
        raise ProblemRaised(ProblemType.TOO_SLOW, HTTPStatus.REQUEST_TIMEOUT) from None


async def _read(scope: Scope, receive: Receive) -> bytes:
    declared = HeaderLines(scope["headers"]).get("content-length") or "0"
    if not declared.isdigit() or int(declared[:12]) > MAX_BODY_BYTES:
        raise ProblemRaised(ProblemType.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            raise ProblemRaised(ProblemType.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
