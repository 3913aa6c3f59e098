"""What the county keeps of its conversations with kiosks only for a while: answers by key, and nonces."""

from datetime import timedelta

from sqlalchemy import Connection, delete

from county.clock import Clock
from county.tables import nonces, replies

REPLIES_KEPT = timedelta(days=30)
"""How long a kiosk may be away and still get the same bytes for what it had sent before.

A kiosk settles with its old keys whenever it comes back; the longest holiday and a repair are shorter than this. After
it nothing happens twice either, the case is concluded, but the kiosk is told so with a 409 instead of its answer.
"""


def forget(connection: Connection, clock: Clock) -> None:
    """Delete answers older than REPLIES_KEPT, and nonces whose signatures are too old by themselves."""
    since = (clock.now() - REPLIES_KEPT).isoformat(timespec="seconds")
    connection.execute(delete(replies).where(replies.c.answered_at < since))
    connection.execute(delete(nonces).where(nonces.c.forget_at < clock.seconds()))
