"""A serial port (or pty) that the event loop itself reads and writes.

pyserial opens and sets up the line. Its write, and pyserial-asyncio's on top of it, spins inside the event loop
while the line takes nothing, so the bytes are moved here (docs/adr/004-transport-seam.md).
"""

import asyncio
import os
import termios
from contextlib import suppress
from typing import Protocol

import serial

READ_BYTES = 4096


class Inbox(Protocol):
    """Who is told what happens on the line."""

    def data_received(self, data: bytes) -> None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


async def open_serial(path: str, baud: int, inbox: Inbox) -> "SerialPort":
    """The open port, 8N1, alone; raises OSError or serial.SerialException."""
    try:
        port = await asyncio.to_thread(serial.Serial, path, baud, timeout=0, exclusive=True)
    except termios.error as error:
        raise OSError(f"{path} is no serial line") from error
    return SerialPort(port, inbox)


class SerialPort:
    """An open port; the part of asyncio.Transport that a line needs."""

    def __init__(self, port: serial.Serial, inbox: Inbox) -> None:
        self._port = port
        self._fd: int = port.fileno()
        self._inbox = inbox
        self._unsent = bytearray()
        self._closing = False
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._fd, self._readable)

    def write(self, data: bytes) -> None:
        """Send `data` as the line takes it; `pause_writing` tells that it does not at once."""
        if self._closing:
            return
        waiting = bool(self._unsent)
        self._unsent += data
        if not waiting:
            self._writable()

    def is_closing(self) -> bool:
        """Whether the port is closed."""
        return self._closing

    def abort(self) -> None:
        """Close at once; bytes not yet sent are dropped."""
        if self._closing:
            return
        self._closing = True
        self._loop.remove_reader(self._fd)
        self._loop.remove_writer(self._fd)
        with suppress(OSError, termios.error):
            # else the kernel's close waits half a minute for a line that takes nothing
            self._port.reset_output_buffer()
        with suppress(OSError, termios.error):
            self._port.close()
        self._inbox.connection_lost(None)

    def _readable(self) -> None:
        try:
            data = os.read(self._fd, READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self._inbox.data_received(data)
        else:
            self.abort()

    def _writable(self) -> None:
        try:
            taken = os.write(self._fd, self._unsent)
        except (BlockingIOError, InterruptedError):
            taken = 0
        except OSError:
            self.abort()
            return
        del self._unsent[:taken]
        if self._unsent:
            self._inbox.pause_writing()
            self._loop.add_writer(self._fd, self._writable)
        else:
            self._loop.remove_writer(self._fd)
            self._inbox.resume_writing()
