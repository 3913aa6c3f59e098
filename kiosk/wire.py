"""The wire: one thread with a loop of its own for all devices, so that a drawn frame never delays a byte.

The visit awaits the devices through the wrappers below; they only carry a call over and its result back.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from drivers.card_trouble import CardTrouble
from drivers.certificate_printer import CertificatePrinter, PrintProgress
from drivers.id_card import IdCard
from drivers.id_card_reader import IdCardReader
from drivers.rating_pad import RatingPad
from drivers.receipt_printer import ReceiptPrinter
from drivers.slip import Slip
from drivers.status import Act, Status

T = TypeVar("T")
CALL_LIMIT_SECONDS = 30.0


class Device(Protocol):
    """What all devices have in common."""

    @property
    def status(self) -> Status: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Wire:
    """The thread; `call` runs a coroutine on it from any other loop."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._thread.start()

    async def call(self, make: Callable[[], Awaitable[T]]) -> T:
        """Run on the wire what `make` makes there; cancelling the caller cancels it."""

        async def made() -> T:
            return await make()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(made(), self._loop))

    def stop(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=CALL_LIMIT_SECONDS)


@dataclass(frozen=True)
class WiredReader:
    """The identity-card reader, seen from the visit."""

    wire: Wire
    device: IdCardReader

    @property
    def status(self) -> Status:
        return self.device.status

    async def next_card(self, *, within: float) -> IdCard | CardTrouble | None:
        return await self.wire.call(lambda: self.device.next_card(within=within))


@dataclass(frozen=True)
class WiredReceiptPrinter:
    """The receipt printer, seen from the visit."""

    wire: Wire
    device: ReceiptPrinter

    @property
    def status(self) -> Status:
        return self.device.status

    async def print_slip(self, slip: Slip, *, within: float) -> Act:
        return await self.wire.call(lambda: self.device.print_slip(slip, within=within))


@dataclass(frozen=True)
class WiredCertificatePrinter:
    """The certificate printer, seen from the visit; progress arrives on the visit's loop."""

    wire: Wire
    device: CertificatePrinter

    @property
    def status(self) -> Status:
        return self.device.status

    async def print_pdf(
        self, pdf: bytes, *, job_name: str, within: float, on_progress: Callable[[PrintProgress], None]
    ) -> Act:
        here = asyncio.get_running_loop()

        def progressed(progress: PrintProgress) -> None:
            here.call_soon_threadsafe(on_progress, progress)

        return await self.wire.call(
            lambda: self.device.print_pdf(pdf, job_name=job_name, within=within, on_progress=progressed)
        )

    async def cancel_job(self, job_name: str) -> None:
        """Take a job back whose visitor does not wait any longer: no paper for nobody."""
        await self.wire.call(lambda: self.device.cancel_job(job_name))

    async def job_known(self, job_name: str) -> Act | None:
        return await self.wire.call(lambda: self.device.job_known(job_name))


@dataclass(frozen=True)
class WiredPad:
    """The rating pad, seen from the visit."""

    wire: Wire
    device: RatingPad

    @property
    def status(self) -> Status:
        return self.device.status

    async def rate(self, txn: int, *, seconds: int, levels: int, within: float) -> int | None:
        return await self.wire.call(lambda: self.device.rate(txn, seconds=seconds, levels=levels, within=within))

    async def voice(self, phrase: int) -> None:
        await self.wire.call(lambda: self.device.voice(phrase))

    async def cancel(self, txn: int) -> None:
        await self.wire.call(lambda: self.device.cancel(txn))


@dataclass(frozen=True)
class Devices:
    """The devices of this machine, running on the wire."""

    reader: WiredReader
    receipt_printer: WiredReceiptPrinter
    certificate_printer: WiredCertificatePrinter
    pad: WiredPad

    def all(self) -> tuple[Device, ...]:
        """Return the drivers themselves."""
        return (self.reader.device, self.receipt_printer.device, self.certificate_printer.device, self.pad.device)
