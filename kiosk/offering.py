"""What is offered now: an item only when its data and its devices are ready, else with the reason on its tile."""

import asyncio
from dataclasses import dataclass

from contract.item import Item
from contract.text import Text
from contract.wire import Readiness
from kiosk import words
from kiosk.county_errors import CountyError
from kiosk.model import ItemTile
from kiosk.surroundings import Kiosk

LOOK_AGAIN_SECONDS = 5.0


@dataclass(frozen=True)
class Offered:
    """The tiles of the home screen, and why none of them works, where that is so."""

    tiles: tuple[ItemTile, ...]
    notice: Text | None = None


async def open_items(kiosk: Kiosk) -> Offered:
    """Return the items this machine handles, each with the reason when it cannot be done now."""
    try:
        readiness = await kiosk.county.readiness()
    except CountyError:
        return Offered(tuple(tile(item, words.COUNTY_AWAY) for item in kiosk.items.values()), words.COUNTY_AWAY)
    return Offered(tuple(tile(item, why_not(kiosk, item, readiness)) for item in kiosk.items.values()))


async def offer_changed(kiosk: Kiosk, offered: Offered) -> None:
    """Return when something else can be done now than what was offered."""
    while await open_items(kiosk) == offered:
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def tile_of(kiosk: Kiosk, item_id: str | None) -> ItemTile | None:
    """Return the tile of an item that can be done now, or None."""
    if item_id not in kiosk.items:
        return None
    offered = await open_items(kiosk)
    return next((tile for tile in offered.tiles if tile.id == item_id and tile.why_not is None), None)


def why_not(kiosk: Kiosk, item: Item, readiness: Readiness) -> Text | None:
    """Return the first reason why the item cannot be done on this machine now, or None."""
    county = next((ready for ready in readiness.items if ready.id == item.id), None)
    if county is None or not county.ready:
        return words.COUNTY_AWAY if county is None or county.why is None else county.why
    if item.assurance != "none" and not kiosk.devices.reader.status.ready:
        return words.READER_AWAY
    printer = kiosk.devices.certificate_printer.status
    if item.document.kind == "certificate" and not printer.ready:
        return words.cannot_print(printer.troubles[0] if printer.troubles else None)
    return None


def tile(item: Item, reason: Text | None) -> ItemTile:
    """Return an item as the home screen offers it."""
    return ItemTile(
        id=item.id,
        icon=item.icon,
        plain=item.names.plain,
        official=item.names.official,
        department=item.department,
        minutes=item.minutes,
        fee=item.fee,
        why_not=reason,
    )
