"""The identity-card reader: an SDT module (SAM_A or SAM_V) on a serial line."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from drivers import sdt
from drivers.card_trouble import LINE_GARBLED, NO_READER, TEXT_UNREADABLE, CardTrouble, card_trouble
from drivers.connection import Connection, Owned, Wiring
from drivers.id_card import IdCard
from drivers.limits import checked_limit
from drivers.sdt import Reply, Request
from drivers.sdt_reply import read_card
from drivers.sdt_text import decode_new_address
from drivers.status import State, Status
from drivers.transport import Line, open_line
from drivers.wire_error import Garbled, NoAnswer, NotThere, WireError

POLL_SECONDS = 0.3
WATCH_SECONDS = 1.5
OPEN_SECONDS = 1.0
REPLUG_SECONDS = 3.0
REMIND_SECONDS = 5.0
SILENT_FINDS = 3


@dataclass(frozen=True)
class ReaderLimits:
    """Longest waits for one answer, in seconds."""

    status_seconds: float = 0.5
    find_seconds: float = 1.0
    read_seconds: float = 3.0
    address_seconds: float = 1.5


class IdCardReader(Owned[Line]):
    """Reads one card after another; find, select and read go together each time."""

    def __init__(
        self,
        address: str,
        *,
        fingerprint: bool = False,
        limits: ReaderLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits or ReaderLimits()
        self._read = sdt.READ_FINGERPRINT if fingerprint else sdt.READ
        self._clock = clock
        self._told: tuple[CardTrouble, float] | None = None
        wiring = Wiring(lambda: open_line(address, within=OPEN_SECONDS), self._greet, self._greet, WATCH_SECONDS)
        super().__init__(Connection("id_card_reader", wiring, clock=clock))

    async def next_card(self, *, within: float) -> IdCard | CardTrouble | None:
        """The card laid on the reader within the limit, one trouble, or None when nobody laid a card.

        A trouble that stays is told once and again after 5 s; the polling goes on with the next call.
        The limit is for the laying: a card found before it is read to its end.
        """
        deadline = self._clock() + checked_limit(within)
        failures = 0
        while (left := deadline - self._clock()) > 0:
            try:
                async with self._connection.use(within=min(left, REPLUG_SECONDS)) as line:
                    return await self._poll(line, deadline)
            except NotThere:
                failures = SILENT_FINDS
            except WireError:
                failures += 1
            # one lost answer of a look for cards is nothing a visitor should hear of
            if failures >= SILENT_FINDS and self._is_news(NO_READER):
                return NO_READER
            await asyncio.sleep(POLL_SECONDS)
        return None

    async def _poll(self, line: Line, deadline: float) -> IdCard | CardTrouble | None:
        """The next card or trouble before the deadline, looking at most each 300 ms; raises WireError."""
        while self._clock() < deadline:
            began = self._clock()
            found = await self._look(line)
            if isinstance(found, IdCard) or (found and self._is_news(found)):
                return found
            pause = min(began + POLL_SECONDS, deadline) - self._clock()
            await asyncio.sleep(max(pause, 0.0))
        return None

    async def _look(self, line: Line) -> IdCard | CardTrouble | None:
        reply = await self._ask(line, sdt.FIND, self._limits.find_seconds)
        if reply.sw3 == sdt.NO_CARD:
            self._told = None
            return None
        if reply.sw3 != sdt.FOUND:
            return card_trouble(reply.sw3)
        try:
            return await self._take(line)
        except WireError as error:
            await self._connection.drop()
            return LINE_GARBLED if isinstance(error, Garbled) else NO_READER

    async def _take(self, line: Line) -> IdCard | CardTrouble:
        reply = await self._ask(line, sdt.SELECT, self._limits.find_seconds)
        if reply.sw3 != sdt.OK:
            return card_trouble(reply.sw3)
        reply = await self._ask(line, self._read, self._limits.read_seconds)
        if reply.sw3 != sdt.OK:
            return card_trouble(reply.sw3)
        newest = await self._ask(line, sdt.NEW_ADDRESS, self._limits.address_seconds)
        if newest.sw3 not in (sdt.OK, sdt.NO_CONTENT) and newest.sw3 not in sdt.REQUEST_ERRORS:
            return card_trouble(newest.sw3)
        try:
            new_address = decode_new_address(newest.data) if newest.sw3 == sdt.OK else None
            return replace(read_card(reply), new_address=new_address)
        except Garbled:
            return TEXT_UNREADABLE

    def _is_news(self, trouble: CardTrouble) -> bool:
        now = self._clock()
        if self._told and self._told[0] == trouble and now - self._told[1] < REMIND_SECONDS:
            return False
        self._told = (trouble, now)
        return True

    async def _ask(self, line: Line, request: Request, seconds: float) -> Reply:
        return await line.exchange(request.frame, request.parse, within=seconds)

    async def _greet(self, line: Line) -> Status:
        reply = await self._ask(line, sdt.SAM_STATUS, self._limits.status_seconds)
        if reply.sw3 == sdt.OK:
            return Status(State.online)
        trouble = card_trouble(reply.sw3)
        if trouble.code.startswith("request_"):
            raise NoAnswer("the reader did not understand the status request")
        return Status(State.hardwareError, troubles=(trouble,))
