"""A host's end of a simulated line without any file or socket: for tests on virtual time."""

import asyncio

from hardware_mocks.wire import Device, Wire


class LineGone(Exception):
    """The device was unplugged."""


class MemoryLine:
    """Bytes to and from one simulator at its own pace; use it in the loop (or on the clock) the device has.

    `send` never blocks; `receive` answers the next bytes, at least one; both raise LineGone while unplugged.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self._wire = Wire(device)
        self._heard = bytearray()
        self._news = asyncio.Event()
        self._plugged = device.faults.plugged
        self._wire.connect(self._hear)
        device.faults.watchers.append(self._follow)

    def send(self, data: bytes) -> None:
        if not self._plugged:
            raise LineGone
        self._wire.from_host(data)

    def heard(self) -> bytes:
        """Everything that came since the last call."""
        taken = bytes(self._heard)
        self._heard.clear()
        self._news.clear()
        return taken

    async def receive(self) -> bytes:
        while True:
            if self._heard:
                return self.heard()
            if not self._plugged:
                raise LineGone
            self._news.clear()
            await self._news.wait()

    def close(self) -> None:
        self._device.faults.watchers.remove(self._follow)
        self._wire.disconnect()

    def _hear(self, data: bytes) -> None:
        self._heard += data
        self._news.set()

    def _follow(self) -> None:
        plugged = self._device.faults.plugged
        if plugged == self._plugged:
            return
        self._plugged = plugged
        if plugged:
            self._device.power_on()
            self._wire.connect(self._hear)
        else:
            self._wire.disconnect()
            self._device.power_off()
        self._news.set()
