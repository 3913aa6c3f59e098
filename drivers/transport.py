"""Byte lines with a limit on every wait: serial and TCP."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeVar, cast

import serial

from drivers.address import IppAddress, SerialAddress, TcpAddress, parse_address
from drivers.limits import checked_limit
from drivers.serial_port import open_serial
from drivers.wire_error import BadAddress, LineLost, NoAnswer

T = TypeVar("T")

Parse = Callable[[bytes], tuple[T, int] | None]
"""(value, bytes consumed) from the front of a buffer, or None for "need more"; raises WireError; total."""

BUFFER_BYTES = 8192
CLOSE_SECONDS = 0.2


class Line(Protocol):
    """One open byte line; every method raises WireError and nothing else."""

    async def exchange(self, request: bytes, parse: Parse[T], *, within: float) -> T:
        """The answer to `request`; what lay in the line before is dropped."""
        ...

    async def send(self, data: bytes, *, within: float) -> None:
        """Hand all of `data` to the operating system."""
        ...

    async def receive(self, parse: Parse[T], *, within: float) -> T:
        """The next value in the line."""
        ...

    async def close(self) -> None:
        """Let go of the line at once; bytes under way are dropped."""
        ...


async def open_line(address: str, *, within: float) -> Line:
    """An open line to `address`; raises LineLost, NoAnswer, or BadAddress."""
    checked_limit(within)
    target = parse_address(address)
    inbox = _Inbox()
    try:
        async with asyncio.timeout(within):
            await _connect(target, inbox)
    except TimeoutError as error:
        raise NoAnswer(f"{address} did not open within {within} s") from error
    except (OSError, serial.SerialException) as error:
        raise LineLost(f"{address} cannot be opened") from error
    return _StreamLine(inbox)


async def _connect(target: SerialAddress | TcpAddress | IppAddress, inbox: "_Inbox") -> None:
    match target:
        case SerialAddress(path, baud):
            inbox.pipe = await open_serial(path, baud, inbox)
        case TcpAddress(host, port):
            await asyncio.get_running_loop().create_connection(lambda: inbox, host, port)
        case IppAddress(uri):
            raise BadAddress(f"{uri} is a printer, not a byte line")


class _Pipe(Protocol):
    def write(self, data: bytes) -> None: ...
    def is_closing(self) -> bool: ...
    def abort(self) -> None: ...


class _Inbox(asyncio.Protocol):
    """Collects what arrives, bounded; wakes the one who waits."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.lost = False
        self.changed = asyncio.Event()
        self.closed = asyncio.Event()
        self.writable = asyncio.Event()
        self.writable.set()
        self.pipe: _Pipe | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        stream = cast(asyncio.Transport, transport)
        # "written" must mean: the operating system has it, not our buffer
        stream.set_write_buffer_limits(high=0)
        self.pipe = stream

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        del self.buffer[:-BUFFER_BYTES]
        self.changed.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        self.closed.set()
        self.changed.set()
        self.writable.set()

    def pause_writing(self) -> None:
        self.writable.clear()

    def resume_writing(self) -> None:
        self.writable.set()


class _StreamLine:
    def __init__(self, inbox: _Inbox) -> None:
        self._inbox = inbox

    async def exchange(self, request: bytes, parse: Parse[T], *, within: float) -> T:
        self._inbox.buffer.clear()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + checked_limit(within)
        await self.send(request, within=within)
        return await self.receive(parse, within=max(deadline - loop.time(), 0.001))

    async def send(self, data: bytes, *, within: float) -> None:
        checked_limit(within)
        self._open_pipe().write(data)
        try:
            async with asyncio.timeout(within):
                await self._inbox.writable.wait()
        except TimeoutError as error:
            raise NoAnswer(f"the line took no bytes within {within} s") from error
        self._open_pipe()

    async def receive(self, parse: Parse[T], *, within: float) -> T:
        checked_limit(within)
        try:
            async with asyncio.timeout(within):
                return await self._next(parse)
        except TimeoutError as error:
            raise NoAnswer(f"no whole answer within {within:.3g} s") from error

    async def _next(self, parse: Parse[T]) -> T:
        while True:
            self._inbox.changed.clear()
            found = parse(bytes(self._inbox.buffer))
            if found is not None:
                value, consumed = found
                del self._inbox.buffer[:consumed]
                return value
            self._open_pipe()
            await self._inbox.changed.wait()

    async def close(self) -> None:
        pipe = self._inbox.pipe
        # a graceful close would wait for a peer that takes no bytes
        if pipe is not None and not self._inbox.lost and not pipe.is_closing():
            pipe.abort()
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._inbox.closed.wait()

    def _open_pipe(self) -> _Pipe:
        pipe = self._inbox.pipe
        if pipe is None or self._inbox.lost or pipe.is_closing():
            raise LineLost("the line is closed")
        return pipe
