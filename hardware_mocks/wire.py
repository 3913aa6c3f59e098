"""The line between a host and a simulated device: bytes take their time both ways, and faults bite here."""

from collections.abc import Callable
from typing import Protocol

from hardware_mocks.clock import Clock, Timer
from hardware_mocks.faults import Faults

BITS_PER_BYTE = 10  # 8N1: start, eight data, stop
CHUNK_SECONDS = 0.002

Send = Callable[[bytes], None]


def byte_seconds_at(baud: int) -> float:
    """Seconds one byte occupies an 8N1 line."""
    return BITS_PER_BYTE / baud


class Device(Protocol):
    """What every byte-speaking simulator offers; it owns no socket and no thread."""

    clock: Clock
    faults: Faults
    byte_seconds: float

    def attach(self, send: Send) -> None: ...

    def receive(self, data: bytes) -> None: ...

    def room(self) -> int: ...

    def power_off(self) -> None: ...

    def power_on(self) -> None: ...


class Wire:
    """Carries bytes between one host and one device at the device's pace.

    Deadlines are counted from the first byte of a burst, so lateness of single wake-ups does not add up.
    A server calls `connect(write)`, `from_host(data)` and `disconnect()`; the device sends through `to_host`.
    """

    def __init__(self, device: Device) -> None:
        self.device = device
        self._clock = device.clock
        self._write: Send | None = None
        self._heard_until = 0.0
        self._in_flight = 0
        self._out = bytearray()
        self._burst_began = 0.0
        self._burst_sent = 0
        self._pump: Timer | None = None
        device.attach(self.to_host)

    def connect(self, write: Send) -> None:
        self._write = write

    def disconnect(self) -> None:
        """The host is gone: what was on its way is lost."""
        self._write = None
        self._out.clear()
        if self._pump is not None:
            self._pump.cancel()
            self._pump = None

    def room(self) -> int:
        """Bytes the device would take now."""
        return max(0, self.device.room() - self._in_flight)

    def from_host(self, data: bytes) -> None:
        if self.device.faults.hanging or not self.device.faults.plugged:
            return
        if self._byte_seconds() == 0:
            self.device.receive(data)
            return
        self._heard_until = max(self._clock.time(), self._heard_until) + len(data) * self._byte_seconds()
        self._in_flight += len(data)
        self._clock.call_at(self._heard_until, lambda: self._deliver(data))

    def to_host(self, data: bytes) -> None:
        faults = self.device.faults
        if faults.hanging or self._write is None or not data:
            return
        if faults.garbled_answers > 0:
            faults.garbled_answers -= 1
            middle = len(data) // 2
            data = data[:middle] + bytes([data[middle] ^ 0x5A]) + data[middle + 1 :]
        self._out += data
        if self._pump is None:
            self._burst_began, self._burst_sent = self._clock.time(), 0
            self._schedule()

    def _byte_seconds(self) -> float:
        return self.device.byte_seconds * self.device.faults.factor

    def _deliver(self, data: bytes) -> None:
        self._in_flight -= len(data)
        if self.device.faults.plugged and not self.device.faults.hanging:
            self.device.receive(data)

    def _schedule(self) -> None:
        pace = self._byte_seconds()
        if pace == 0:
            self._emit(len(self._out))
            return
        step = min(len(self._out), max(1, round(CHUNK_SECONDS / pace)))
        due = self._burst_began + (self._burst_sent + step) * pace
        self._pump = self._clock.call_at(due, self._tick)

    def _tick(self) -> None:
        self._pump = None
        pace = self._byte_seconds()
        elapsed = self._clock.time() - self._burst_began + 1e-9
        due = len(self._out) if pace == 0 else int(elapsed / pace) - self._burst_sent
        self._emit(max(1, min(len(self._out), due)))
        if self._out:
            self._schedule()

    def _emit(self, count: int) -> None:
        chunk = bytes(self._out[:count])
        del self._out[:count]
        self._burst_sent += len(chunk)
        faults = self.device.faults
        if faults.bytes_left is not None:
            chunk = chunk[: faults.bytes_left]
            faults.bytes_left -= len(chunk)
        if chunk and self._write is not None and not faults.hanging:
            self._write(chunk)
