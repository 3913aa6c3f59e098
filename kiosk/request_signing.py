"""Signs what a kiosk sends to its county: RFC 9421 with Ed25519, RFC 9530 Content-Digest (sha-256).

Covered: @method @authority @path @query content-digest, and idempotency-key where there is one; parameters created,
expires, nonce, keyid and the tag lideng-kiosk.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms

from contract.signing import TAG, covered

GOOD_FOR_SECONDS = 240


def _now() -> datetime:
    return datetime.now(UTC)


def _nonce() -> str:
    return secrets.token_urlsafe(24)


class RequestSigner:
    """Signs requests with one key; `now` and `nonce` are the sources of the time and of what never comes twice."""

    def __init__(
        self,
        key: Ed25519PrivateKey,
        key_id: str,
        *,
        now: Callable[[], datetime] = _now,
        nonce: Callable[[], str] = _nonce,
    ) -> None:
        self._key_id = key_id
        self._now = now
        self._nonce = nonce
        self._signer = HTTPMessageSigner(
            signature_algorithm=algorithms.ED25519,
            key_resolver=MappingKeyResolver(public_keys={}, private_keys={key_id: key}),
        )

    def sign(self, request: httpx.Request) -> httpx.Request:
        """Sign the request in place and return it; its body must be bytes, not a stream.

        Sending the same request again needs a new signature: the nonce is good once.
        """
        for name in ("content-digest", "signature", "signature-input"):
            request.headers.pop(name, None)
        created = self._now()
        self._signer.sign(
            _Message(request),
            key_id=self._key_id,
            created=created,
            expires=created + timedelta(seconds=GOOD_FOR_SECONDS),
            nonce=self._nonce(),
            label="kiosk",
            tag=TAG,
            covered_component_ids=covered(idempotency_key="idempotency-key" in request.headers),
            body=request.content,
        )
        return request


class _Message:
    """A request as the signer wants to see it: the URL as text."""

    def __init__(self, request: httpx.Request) -> None:
        self.method = request.method
        self.url = str(request.url)
        self.headers = request.headers


def load_or_make_key(path: Path) -> Ed25519PrivateKey:
    """Read the kiosk's key (PKCS #8, PEM); make it at the first start, readable by its owner only."""
    if path.exists():
        key = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(f"{path} holds no Ed25519 key")
        return key
    made = Ed25519PrivateKey.generate()
    path.touch(mode=0o600)
    path.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made


def public_pem(key: Ed25519PrivateKey) -> str:
    """Return the public half as SubjectPublicKeyInfo in PEM: what an enrolment brings."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")
