"""Puts a simulator on a pseudo-terminal or a TCP port of this machine, inside a running asyncio loop."""

import asyncio
import contextlib
import os
import socket
import tty
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware_mocks.wire import Device, Wire

READ_BYTES = 4096
RETRY_SECONDS = 0.01


class Server:
    """One device on one address; follows the device's unplug and replug until `close()`."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.wire = Wire(device)
        self._loop = asyncio.get_running_loop()
        self._up = False
        self._paused: dict[int, asyncio.TimerHandle] = {}
        device.faults.watchers.append(self._follow)

    @property
    def address(self) -> str:
        raise NotImplementedError

    def close(self) -> None:
        self.device.faults.watchers.remove(self._follow)
        self._go_down()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        raise NotImplementedError

    def _shut(self) -> None:
        raise NotImplementedError

    def _lost(self, fd: int) -> None:
        """The host's side of `fd` ended."""

    def _follow(self) -> None:
        if self.device.faults.plugged and not self._up:
            self.device.power_on()
            self._go_up()
        elif not self.device.faults.plugged and self._up:
            self._go_down()
            self.device.power_off()

    def _go_up(self) -> None:
        self._open()
        self._up = True

    def _go_down(self) -> None:
        if self._up:
            self._up = False
            for timer in self._paused.values():
                timer.cancel()
            self._paused.clear()
            self.wire.disconnect()
            self._shut()

    def _listen_to(self, fd: int) -> None:
        self._paused.pop(fd, None)
        self._loop.add_reader(fd, self._readable, fd)

    def _readable(self, fd: int) -> None:
        room = min(READ_BYTES, self.wire.room())
        if room <= 0:  # the device's buffer is full: leave the bytes with the kernel, the host will block
            self._loop.remove_reader(fd)
            self._paused[fd] = self._loop.call_later(RETRY_SECONDS, self._listen_to, fd)
            return
        try:
            data = os.read(fd, room)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.wire.from_host(data)
        else:
            self._lost(fd)

    def _write(self, fd: int, data: bytes) -> None:
        """What the host does not take is lost, as on a real line without flow control."""
        with contextlib.suppress(OSError):
            os.write(fd, data)


class PtyServer(Server):
    """A raw pseudo-terminal behind a symbolic link that survives unplugging."""

    def __init__(self, device: Device, link: Path) -> None:
        super().__init__(device)
        self.link = link
        self._fds: tuple[int, int] = (-1, -1)
        self._go_up()

    @property
    def address(self) -> str:
        return f"pty:{self.link}"

    def _open(self) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._fds = (master, slave)  # our own slave end keeps the line up while no host has it open
        fresh = self.link.with_name(self.link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self.link)
        self.wire.connect(lambda data: self._write(master, data))
        self._listen_to(master)

    def _shut(self) -> None:
        master, slave = self._fds
        self._loop.remove_reader(master)
        self.link.unlink(missing_ok=True)
        os.close(slave)
        os.close(master)


class TcpServer(Server):
    """A listening port on 127.0.0.1; the newest connection has the device, as with serial servers."""

    def __init__(self, device: Device, port: int) -> None:
        super().__init__(device)
        self.port = port
        self._listener: socket.socket | None = None
        self._host: socket.socket | None = None
        self._go_up()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def _open(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        listener.setblocking(False)
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._loop.add_reader(listener.fileno(), self._accept)

    def _shut(self) -> None:
        self._hang_up()
        if self._listener is not None:
            self._loop.remove_reader(self._listener.fileno())
            self._listener.close()
            self._listener = None

    def _accept(self) -> None:
        if self._listener is None:
            return
        with contextlib.suppress(OSError):
            host, _ = self._listener.accept()
            self._hang_up()
            host.setblocking(False)
            host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._host = host
            fd = host.fileno()
            self.wire.connect(lambda data: self._write(fd, data))
            self._listen_to(fd)

    def _lost(self, fd: int) -> None:
        if self._host is not None and self._host.fileno() == fd:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._host is None:
            return
        fd = self._host.fileno()
        timer = self._paused.pop(fd, None)
        if timer is not None:
            timer.cancel()
        self._loop.remove_reader(fd)
        self.wire.disconnect()
        self._host.close()
        self._host = None


def serve_pty(device: Device, link: Path | str) -> PtyServer:
    """Serve `device` on a pseudo-terminal linked at `link`; unplug removes the link, replug makes it anew."""
    return PtyServer(device, Path(link))


def serve_tcp(device: Device, port: int = 0) -> TcpServer:
    """Serve `device` on 127.0.0.1:`port` (0 picks one); unplug closes and refuses, replug listens again."""
    return TcpServer(device, port)
