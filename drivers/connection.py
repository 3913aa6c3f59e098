"""One owner task per device: opens lazily, drops the handle at the first error, reopens, watches."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import structlog

from drivers.limits import checked_limit
from drivers.status import NO_ANSWER, State, Status
from drivers.wire_error import LineLost, NotThere, WireError

log = structlog.get_logger()

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 1.0
SILENT_TRIES = 3


class Handle(Protocol):
    """What a connection holds open."""

    async def close(self) -> None: ...


H = TypeVar("H", bound=Handle)


@dataclass(frozen=True)
class Wiring(Generic[H]):
    """How a device is reached: `open` a handle, `greet` until it is ready, `watch` it while idle."""

    open: Callable[[], Awaitable[H]]
    greet: Callable[[H], Awaitable[Status]]
    watch: Callable[[H], Awaitable[Status]]
    watch_seconds: float


class Connection(Generic[H]):
    """Keeps one device reachable and its status true; one exchange at a time."""

    def __init__(self, name: str, wiring: Wiring[H], *, clock: Callable[[], float] = time.monotonic) -> None:
        self.status = Status(State.starting)
        self.on_status: list[Callable[[Status], None]] = []
        self._name = name
        self._wiring = wiring
        self._clock = clock
        self._handle: H | None = None
        self._turn = asyncio.Lock()
        self._online = asyncio.Event()
        self._dropped = asyncio.Event()
        self._failures = 0
        self._owner: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to own the device; returns at once."""
        if self._owner is None:
            self._owner = asyncio.create_task(self._own(), name=f"owner of {self._name}")

    async def stop(self) -> None:
        """Let go of the device."""
        owner, self._owner = self._owner, None
        if owner is not None:
            owner.cancel()
            with suppress(asyncio.CancelledError):
                await owner
        await self.drop()

    @asynccontextmanager
    async def use(self, *, within: float) -> AsyncIterator[H]:
        """The open handle, alone; raises NotThere when the device is not there within the limit.

        Whatever leaves the block by an exception drops the handle: a late answer never meets a later request.
        """
        handle = await self._take(within)
        try:
            yield handle
        except BaseException:
            await self.drop()
            raise
        finally:
            self._turn.release()

    def report(self, status: Status) -> None:
        """Publish a status; said and logged only when it is another one."""
        if status == self.status:
            return
        self.status = status
        troubles = [trouble.code for trouble in status.troubles]
        log.info("device", device=self._name, state=status.state, paper=status.paper, troubles=troubles)
        for listener in list(self.on_status):
            listener(status)

    async def _take(self, within: float) -> H:
        deadline = self._clock() + checked_limit(within)
        while True:
            try:
                async with asyncio.timeout(max(deadline - self._clock(), 0.0)):
                    await self._online.wait()
                    await self._turn.acquire()
            except TimeoutError as error:
                raise NotThere(f"{self._name} is not there") from error
            if self._handle is not None:
                return self._handle
            self._turn.release()

    async def _own(self) -> None:
        while True:
            if self._handle is None:
                await self._reopen()
            else:
                await self._idle()

    async def _reopen(self) -> None:
        try:
            handle = await self._wiring.open()
        except WireError as error:
            await self._failed(error)
            return
        try:
            status = await self._wiring.greet(handle)
        except WireError as error:
            await handle.close()
            await self._failed(error)
            return
        except BaseException:
            await handle.close()
            raise
        self._failures = 0
        self._handle = handle
        self._dropped.clear()
        self.report(status)
        self._online.set()

    async def _failed(self, error: WireError) -> None:
        self._failures += 1
        gone = isinstance(error, LineLost) or self._failures >= SILENT_TRIES
        self.report(Status(State.noDevice if gone else State.offline, troubles=(NO_ANSWER,)))
        await asyncio.sleep(min(FIRST_PAUSE_SECONDS * 2 ** min(self._failures - 1, 8), LONGEST_PAUSE_SECONDS))

    async def _idle(self) -> None:
        with suppress(TimeoutError):
            # not wait_for: in Python 3.11 it loses a cancellation that meets its result
            async with asyncio.timeout(self._wiring.watch_seconds):
                await self._dropped.wait()
        if self._handle is None or self._turn.locked():
            return
        with suppress(WireError):
            async with self.use(within=self._wiring.watch_seconds) as handle:
                self.report(await self._wiring.watch(handle))

    async def drop(self) -> None:
        """Forget the handle; the owner opens a new one."""
        handle, self._handle = self._handle, None
        self._online.clear()
        self._dropped.set()
        if handle is not None:
            await handle.close()


class Owned(Generic[H]):
    """A device that is reached through a connection of its own: what all devices offer of it."""

    def __init__(self, connection: Connection[H]) -> None:
        self._connection = connection
        self.on_status = connection.on_status

    @property
    def status(self) -> Status:
        """Last known status."""
        return self._connection.status

    async def start(self) -> None:
        """Begin to own the device; returns at once."""
        await self._connection.start()

    async def stop(self) -> None:
        """Let go of the device."""
        await self._connection.stop()
