"""The host's end of a simulated line, written with nothing but the operating system."""

import asyncio
import os
import socket
import time
import tty
from pathlib import Path


class Host:
    """Reads and writes raw bytes on a pty or a connected socket inside the running loop."""

    def __init__(self, fd: int, owner: socket.socket | None = None) -> None:
        self.fd = fd
        self._gone = asyncio.Event()
        self._owner = owner
        self._loop = asyncio.get_running_loop()
        self._bytes = bytearray()
        self._news = asyncio.Event()
        os.set_blocking(fd, False)
        self._loop.add_reader(fd, self._readable)

    def _readable(self) -> None:
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._gone.set()
            self._loop.remove_reader(self.fd)
        self._bytes += data
        self._news.set()

    def send(self, data: bytes) -> None:
        assert os.write(self.fd, data) == len(data)

    async def send_all(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self.fd, data) :]
            except BlockingIOError:
                await asyncio.sleep(0.005)

    async def take(self, count: int, within: float = 3.0) -> bytes:
        """Exactly `count` bytes, or an AssertionError that shows what came instead."""
        end = time.monotonic() + within
        while len(self._bytes) < count:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), end - time.monotonic())
            except TimeoutError:
                raise AssertionError(f"only {len(self._bytes)} of {count}: {self._bytes.hex(' ')}") from None
        taken = bytes(self._bytes[:count])
        del self._bytes[:count]
        return taken

    async def silence(self, seconds: float) -> bytes:
        """What came within `seconds`; empty when the device kept silent."""
        await asyncio.sleep(seconds)
        taken = bytes(self._bytes)
        self._bytes.clear()
        return taken

    async def end(self, within: float = 2.0) -> bool:
        try:
            async with asyncio.timeout(within):
                await self._gone.wait()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        if not self._gone.is_set():
            self._loop.remove_reader(self.fd)
        if self._owner is not None:
            self._owner.close()
        else:
            os.close(self.fd)


def open_pty(link: Path) -> Host:
    fd = os.open(link, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(fd)
    return Host(fd)


async def open_tcp(port: int) -> Host:
    connection = socket.socket()
    connection.setblocking(False)
    await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", port))
    return Host(connection.fileno(), connection)


def linked(link: Path) -> bool:
    return link.is_symlink() and link.exists()
