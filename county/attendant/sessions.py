"""Logins of attendants: one code per county, a session per browser, and a token in every form."""

import hmac
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from county.clock import Clock
from county.tables import attendant_sessions

COOKIE = "lideng_attendant"
GOOD_FOR_SECONDS = 12 * 3600


def load_or_make_code(path: Path) -> str:
    """Return the attendants' code; made at the first start, readable by its owner only."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    code = f"{secrets.randbelow(10**8):08d}"
    path.touch(mode=0o600)
    path.write_text(code + "\n", encoding="utf-8")
    return code


def right_code(given: str, code: str) -> bool:
    """Whether the code is right, compared in constant time."""
    return hmac.compare_digest(given.strip().encode("utf-8", "replace"), code.encode())


def begin(connection: Connection, name: str, clock: Clock) -> str:
    """Begin a session and return its token, which only the browser keeps."""
    token = secrets.token_urlsafe(32)
    connection.execute(delete(attendant_sessions).where(attendant_sessions.c.until < clock.seconds()))
    connection.execute(
        insert(attendant_sessions).values(
            token_sha256=_digest(token),
            name=name,
            form_token=secrets.token_urlsafe(32),
            until=clock.seconds() + GOOD_FOR_SECONDS,
        )
    )
    return token


def find(connection: Connection, token: str | None, clock: Clock) -> Row[Any] | None:
    """Return the session of a browser's token (name, form_token), or None."""
    if not token:
        return None
    mine = select(attendant_sessions).where(
        attendant_sessions.c.token_sha256 == _digest(token), attendant_sessions.c.until >= clock.seconds()
    )
    return connection.execute(mine).one_or_none()


def end(connection: Connection, token: str) -> None:
    """Forget a session."""
    connection.execute(delete(attendant_sessions).where(attendant_sessions.c.token_sha256 == _digest(token)))


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
