"""Byte peers of the tests: a pty behind a symlink, or a TCP port, answered by a plain function."""

import asyncio
import os
import tty
from collections.abc import Callable
from pathlib import Path

Answer = Callable[[bytes], bytes]


class PtyPeer:
    """A serial device that can be pulled out and put back: the symlink then points to another pts."""

    def __init__(self, link: Path, answer: Answer) -> None:
        self.link = link
        self.answer = answer
        self.heard = bytearray()
        self._master: int | None = None

    @property
    def address(self) -> str:
        return f"pty:{self.link}"

    def plug(self) -> "PtyPeer":
        self._master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(self._master, False)
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(slave))
        # the slave stays open, or the master reads EIO until the driver comes
        self._slave = slave
        asyncio.get_running_loop().add_reader(self._master, self._hear)
        return self

    def unplug(self) -> None:
        if self._master is None:
            return
        asyncio.get_running_loop().remove_reader(self._master)
        os.close(self._slave)
        os.close(self._master)
        self._master = None
        self.link.unlink()

    def say(self, data: bytes) -> None:
        os.write(self._master, data)

    def _hear(self) -> None:
        data = os.read(self._master, 65536)
        self.heard += data
        answer = self.answer(data)
        if answer:
            self.say(answer)


class TcpPeer:
    """A device behind a serial server; `down` makes the port refuse."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.heard = bytearray()
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    async def up(self) -> "TcpPeer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def down(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while data := await reader.read(65536):
                self.heard += data
                writer.write(self.answer(data))
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            self._writers.discard(writer)
            writer.close()


async def until(condition: Callable[[], bool], *, within: float) -> float:
    """Seconds until `condition` held; fails the test when it does not within the limit."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not condition():
        assert loop.time() - began < within, "the condition did not come true in time"
        await asyncio.sleep(0.01)
    return loop.time() - began
