"""The kiosks the county knows: one-time enrolment codes, keys, and the nonces they have used."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from contract.problems import ProblemType
from contract.wire import Enrolled, Enrolment
from county.clock import Clock
from county.problems import ProblemRaised
from county.signatures import Proven
from county.tables import enrolment_codes, nonces, terminals

DEFAULT_SITE = "柳溪镇便民服务中心"
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are mistaken for another


@dataclass(frozen=True)
class Caller:
    """The kiosk that signed the request. At its enrolment it has no terminal yet."""

    key_id: str
    terminal: str
    site: str


@dataclass(frozen=True)
class Terminal:
    terminal: str
    site: str
    public_key_pem: str


def by_key(connection: Connection, key_id: str) -> Terminal | None:
    """Return the terminal that may sign with the key, or None."""
    known = select(terminals).where(terminals.c.key_id == key_id, terminals.c.revoked.is_(False))
    row = connection.execute(known).one_or_none()
    return Terminal(row.terminal, row.site, row.public_key_pem) if row else None


def make_code(connection: Connection, terminal: str, site: str, clock: Clock) -> str:
    """Make a code that enrols one key for the terminal, once; the county keeps only its digest."""
    code = "-".join("".join(secrets.choice(_CODE_ALPHABET) for _ in range(4)) for _ in range(4))
    connection.execute(
        insert(enrolment_codes).values(
            code_sha256=_digest(code), terminal=terminal, site=site, made_at=clock.stamp(), used_by=None
        )
    )
    return code


def enrol(connection: Connection, enrolment: Enrolment, key_id: str, clock: Clock) -> Enrolled:
    """Take in a key for a good code, and revoke the terminal's earlier ones: a terminal has one key.

    The same key with the same code again is answered the same. Raises ProblemRaised 403.
    """
    row = connection.execute(
        select(enrolment_codes).where(enrolment_codes.c.code_sha256 == _digest(enrolment.code))
    ).one_or_none()
    if row is None or row.terminal != enrolment.terminal or row.used_by not in (None, key_id):
        raise ProblemRaised(ProblemType.ENROLMENT_REFUSED, 403)
    if row.used_by is None:
        connection.execute(
            update(enrolment_codes).where(enrolment_codes.c.code_sha256 == row.code_sha256).values(used_by=key_id)
        )
        connection.execute(delete(terminals).where(terminals.c.key_id == key_id))
        connection.execute(update(terminals).where(terminals.c.terminal == row.terminal).values(revoked=True))
        connection.execute(
            insert(terminals).values(
                key_id=key_id,
                terminal=row.terminal,
                site=row.site,
                public_key_pem=enrolment.public_key_pem,
                enrolled_at=clock.stamp(),
                revoked=False,
            )
        )
    return Enrolled(key_id=key_id, site=row.site)


def spend_nonce(connection: Connection, proven: Proven, clock: Clock) -> bool:
    """Use up the nonce of a request; False when it was used before. Notes that the terminal was seen."""
    connection.execute(update(terminals).where(terminals.c.key_id == proven.key_id).values(last_seen_at=clock.stamp()))
    try:
        connection.execute(insert(nonces).values(key_id=proven.key_id, nonce=proven.nonce, forget_at=proven.forget_at))
    except IntegrityError:
        return False
    return True


def _digest(code: str) -> str:
    return sha256(code.strip().upper().encode("utf-8", "replace")).hexdigest()
