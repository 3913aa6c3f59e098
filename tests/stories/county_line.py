"""The network between a kiosk and its county, which can be cut at a chosen request or at its answer."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urlsplit

Lost = Literal["request", "answer"]
RECEIVE_BYTES = 65536


class CountyLine:
    """Carries bytes to the county at `url`; `cut_at` cuts it when a request with these bytes comes by.

    The request is lost on its way, or the county does it and the answer is lost. Cut, connections are refused.
    """

    def __init__(self, county_url: str) -> None:
        target = urlsplit(county_url)
        self._target = (target.hostname or "", target.port or 0)
        self._port, self._listener = 0, socket.socket()
        self._ends: set[socket.socket] = set()
        self._marker, self._lost = b"", ""
        self._awaited: socket.socket | None = None
        self.is_up = False
        self.mend()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()

    def cut_at(self, marker: bytes, lost: Lost) -> None:
        self._marker, self._lost = marker, lost

    def cut(self) -> None:
        """Down: what is on its way is lost."""
        self.is_up, self._marker, self._awaited = False, b"", None
        for end in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        """Up again on the same port, where it is down."""
        if self.is_up:
            return
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        self.is_up = True
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                kiosk, _ = listener.accept()
                county = socket.create_connection(self._target)
                self._ends |= {kiosk, county}
                for source, sink in ((kiosk, county), (county, kiosk)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(RECEIVE_BYTES):
                if self._awaited is source:
                    return self.cut()
                if self._marker and self._marker in data:
                    if self._lost == "request":
                        return self.cut()
                    self._awaited = sink
                sink.sendall(data)
            sink.shutdown(socket.SHUT_RDWR)
        return None
