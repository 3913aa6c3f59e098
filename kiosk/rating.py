"""好差评: one case, one rating, on the pad or on the screen, whichever is pressed first."""

import asyncio

from contract.wire import Rating
from kiosk.race import either
from kiosk.reporting import report_rating
from kiosk.surroundings import Visit
from kiosk.ui import Rate

TXN_HEX_DIGITS = 8
PAD_GRACE_SECONDS = 5.0
PLEASE_RATE = 3
"""The pad's phrase (RP1, command 02)."""


async def rate(v: Visit, case_no: str) -> None:
    """Ask how it went; no answer and 不评了 are no rating, never a default one (GB/T 39735-2020)."""
    try:
        async with asyncio.timeout(v.kiosk.site.limits.rating_seconds):
            rating = await either(_on_screen(v), _on_pad(v))
    except TimeoutError:
        return
    if rating is not None:
        await report_rating(v, case_no, rating)


async def _on_screen(v: Visit) -> Rating | None:
    levels, ready = v.kiosk.site.rating_levels, v.kiosk.devices.pad.status.ready
    stars = await v.ask(Rate(levels, on_pad=ready))
    return None if stars is None else Rating(stars=stars, via="screen")


async def _on_pad(v: Visit) -> Rating:
    """Wait for a key of the pad; a pad that is away or times out leaves the question to the screen."""
    if v.kiosk.devices.pad.status.ready:
        stars = await _stars_of_pad(v, int(v.kiosk.new_id()[:TXN_HEX_DIGITS], 16))
        if stars is not None:
            return Rating(stars=stars, via="pad")
    never: asyncio.Future[Rating] = asyncio.get_running_loop().create_future()
    return await never


async def _stars_of_pad(v: Visit, txn: int) -> int | None:
    """Ask the pad; cancelled, the pad is told, so that it does not go on asking the next visitor."""
    pad, site = v.kiosk.devices.pad, v.kiosk.site
    seconds = site.limits.rating_seconds
    await pad.voice(PLEASE_RATE)
    asking = asyncio.ensure_future(
        pad.rate(txn, seconds=seconds, levels=site.rating_levels, within=seconds + PAD_GRACE_SECONDS)
    )
    try:
        return await asyncio.shield(asking)
    except asyncio.CancelledError:
        await pad.cancel(txn)
        await asyncio.wait({asking})
        raise
