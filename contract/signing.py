"""What kiosk and county agree on about signed requests (RFC 9421 with Ed25519, RFC 9530 sha-256; ADR 009)."""

TAG = "lideng-kiosk"
ENROLMENT_KEY = "enrolment"  # the keyid of the one request signed with a key the county does not know yet
COVERED = ("@method", "@authority", "@path", "@query", "content-digest")
IDEMPOTENCY_KEY = "idempotency-key"  # covered too where the request carries one


def covered(*, idempotency_key: bool) -> tuple[str, ...]:
    """Return the components a signature must cover."""
    return (*COVERED, IDEMPOTENCY_KEY) if idempotency_key else COVERED
