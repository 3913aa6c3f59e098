"""Checks that a request comes from an enrolled kiosk, unaltered, now, and for the first time.

RFC 9421 (HTTP message signatures) with Ed25519, RFC 9530 (Content-Digest sha-256). Covered: @method @authority @path
@query content-digest, and idempotency-key where there is one; parameters created, expires, nonce, keyid, tag.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    VerifyResult,
    algorithms,
)

from contract.problems import ProblemType
from contract.signing import TAG, covered
from county.problems import ProblemRaised

MAX_AGE_SECONDS = 300
MAX_AHEAD_SECONDS = 60


class HeaderLines:
    """The header lines of a request in order, as the verifier wants to see them."""

    def __init__(self, lines: Iterable[tuple[bytes, bytes]]) -> None:
        self._lines = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in lines]

    def items(self) -> list[tuple[str, str]]:
        return self._lines

    def get(self, name: str) -> str | None:
        return next((value for found, value in self._lines if found.lower() == name), None)


@dataclass(frozen=True)
class SignedRequest:
    """What is verified: the request line, the headers and the bytes of the body."""

    method: str
    url: str
    headers: HeaderLines
    body: bytes


@dataclass(frozen=True)
class Proven:
    """Who signed, and the nonce that must not come again before `forget_at` (Unix seconds)."""

    key_id: str
    nonce: str
    forget_at: int


class _Resolver(HTTPSignatureKeyResolver):
    def __init__(self, find: Callable[[str], Ed25519PublicKey | None]) -> None:
        self._find = find
        self.unknown = False

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        key = self._find(key_id)
        self.unknown = key is None
        return key

    def resolve_private_key(self, key_id: str) -> None:
        raise KeyError(key_id)


class _Verifier(HTTPMessageVerifier):
    """Leaves times to `_check_times`: they are judged on the county's clock, and after the signature holds."""

    def validate_created_and_expires(self, sig_input: object, max_age: timedelta | None = None) -> None:
        return


def public_key(pem: str) -> Ed25519PublicKey | None:
    """Read an Ed25519 public key in PEM (SubjectPublicKeyInfo); None for anything else."""
    try:
        key = load_pem_public_key(pem.encode("utf-8"))
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def verify(request: SignedRequest, find: Callable[[str], Ed25519PublicKey | None], now: datetime) -> Proven:
    """Verify the one signature tagged lideng-kiosk; raises ProblemRaised (401) with a type per kind of failure."""
    if request.headers.get("signature-input") is None or request.headers.get("signature") is None:
        raise not_let_in(ProblemType.UNSIGNED)
    result = _verify_signature(request, find)
    parameters = result.parameters
    key_id, nonce, created = parameters.get("keyid"), parameters.get("nonce"), parameters.get("created")
    if not isinstance(key_id, str) or not isinstance(nonce, str) or not isinstance(created, int):
        raise not_let_in(ProblemType.BAD_SIGNATURE, "keyid, nonce and created are needed")
    if not 16 <= len(nonce) <= 128:
        raise not_let_in(ProblemType.BAD_SIGNATURE, "a nonce has 16 to 128 characters")
    _check_times(created, parameters.get("expires"), now)
    return Proven(key_id, nonce, created + MAX_AGE_SECONDS + 1)


def _verify_signature(request: SignedRequest, find: Callable[[str], Ed25519PublicKey | None]) -> VerifyResult:
    resolver = _Resolver(find)
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=resolver)
    with_key = request.headers.get("idempotency-key") is not None
    needed = covered(idempotency_key=with_key)
    try:
        results = verifier.verify(request, max_age=None, expect_tag=TAG, require_components=needed)
    except HTTPMessageSignaturesException as error:
        kind = ProblemType.UNKNOWN_KEY if resolver.unknown else ProblemType.BAD_SIGNATURE
        raise not_let_in(kind) from error
    if len(results) != 1:
        raise not_let_in(ProblemType.BAD_SIGNATURE, "exactly one signature is needed")
    try:
        verifier.verify_body(request, results, request.body)
    except InvalidSignature as error:
        raise not_let_in(ProblemType.WRONG_DIGEST) from error
    found: VerifyResult = results[0]
    return found


def _check_times(created: int, expires: object, now: datetime) -> None:
    age_seconds = now.timestamp() - created
    if age_seconds < -MAX_AHEAD_SECONDS:
        raise not_let_in(ProblemType.CLOCK_SKEW, server_time=now.isoformat(timespec="seconds"))
    if age_seconds > MAX_AGE_SECONDS or (isinstance(expires, int) and now.timestamp() > expires):
        raise not_let_in(ProblemType.EXPIRED, server_time=now.isoformat(timespec="seconds"))


def not_let_in(kind: ProblemType, detail: str | None = None, server_time: str | None = None) -> ProblemRaised:
    """The 401 of that type."""
    # RFC 9110, 15.5.2: a 401 names a challenge; RFC 9421, 5.1 says what to sign
    return ProblemRaised(
        kind, 401, detail, server_time=server_time, headers={"WWW-Authenticate": f'Signature tag="{TAG}"'}
    )
