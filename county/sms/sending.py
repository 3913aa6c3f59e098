"""Sends what waits in the outbox: each message is leased, handed to the gateway, and then marked as sent.

Dying between any two of these delivers nothing twice: the lease runs out, and the gateway knows the message by its id.
"""

import asyncio

import structlog
from sqlalchemy import Connection, select, update

from county.clock import Clock
from county.sms.gateway import NotSent, Sms, SmsGateway
from county.store import Store
from county.tables import outbox

SEND_EVERY_SECONDS = 2.0
_HAND_OVER_SECONDS = 10.0
_LEASE_SECONDS = 60  # longer than a hand-over takes
_LONGEST_WAIT_SECONDS = 3600
_AT_ONCE = 20

_log = structlog.get_logger(__name__)


async def keep_sending(store: Store, gateway: SmsGateway, clock: Clock) -> None:
    """Send for ever; what fails is tried again later and less and less often, and never given up."""
    failing = False
    while True:
        try:
            failed = await send_waiting(store, gateway, clock)
        except Exception as error:
            _log.error("sending failed", error=type(error).__name__)
        else:
            if bool(failed) != failing and failed is not None:
                failing = bool(failed)
                _log.info("messages are not taken" if failing else "messages are taken again")
        await asyncio.sleep(SEND_EVERY_SECONDS)


async def send_waiting(store: Store, gateway: SmsGateway, clock: Clock) -> int | None:
    """Send what is due now; return how many were not taken, or None where nothing was due."""
    if not await store.read(lambda connection: _due(connection, clock.seconds())):
        return None
    leased = await store.write(lambda connection: _lease(connection, clock.seconds()))
    taken = await asyncio.gather(*(_taken(gateway, sms) for _, sms in leased))
    sent = [row_id for (row_id, _), yes in zip(leased, taken, strict=True) if yes]
    if sent:
        await store.write(lambda connection: _mark_sent(connection, sent, clock.stamp()))
    return len(leased) - len(sent)


async def _taken(gateway: SmsGateway, sms: Sms) -> bool:
    try:
        await gateway.send(sms, within=_HAND_OVER_SECONDS)
    except NotSent:
        return False
    return True


def _due(connection: Connection, now_seconds: int) -> list[tuple[int, Sms, int]]:
    due = select(outbox).where(outbox.c.sent_at.is_(None), outbox.c.not_before <= now_seconds)
    rows = connection.execute(due.order_by(outbox.c.id).limit(_AT_ONCE)).all()
    return [(row.id, Sms(f"{row.case_no}/{row.reason}", row.to, row.text), row.attempts) for row in rows]


def _lease(connection: Connection, now_seconds: int) -> list[tuple[int, Sms]]:
    due = _due(connection, now_seconds)
    for row_id, _, attempts in due:
        wait_seconds = min(_LEASE_SECONDS * 2 ** min(attempts, 10), _LONGEST_WAIT_SECONDS)
        lease = {"attempts": attempts + 1, "not_before": now_seconds + wait_seconds}
        connection.execute(update(outbox).where(outbox.c.id == row_id).values(lease))
    return [(row_id, sms) for row_id, sms, _ in due]


def _mark_sent(connection: Connection, row_ids: list[int], stamp: str) -> None:
    connection.execute(update(outbox).where(outbox.c.id.in_(row_ids)).values(sent_at=stamp))
