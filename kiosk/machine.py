"""One terminal put together: its files, key, journal, devices on the wire and county; the screen comes from outside."""

import asyncio
import fcntl
import json
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from contract.item import load_items
from drivers.certificate_printer import CertificatePrinter
from drivers.id_card_reader import IdCardReader
from drivers.rating_pad import RatingPad
from drivers.receipt_printer import ReceiptPrinter
from kiosk import words
from kiosk.county_client import CountyClient
from kiosk.county_errors import CountyError, Refused
from kiosk.durable_file import write_durably
from kiosk.journal import Journal, JournalBroken
from kiosk.journal_key import journal_key
from kiosk.model import Place
from kiosk.session import one_visit
from kiosk.settings import Machine, load_site
from kiosk.surroundings import Kiosk, where_of
from kiosk.ui import UI, CannotNow
from kiosk.wire import (
    Devices,
    Wire,
    WiredCertificatePrinter,
    WiredPad,
    WiredReader,
    WiredReceiptPrinter,
)

log = structlog.get_logger("machine")
ENROL_AGAIN_SECONDS = 5.0
AFTER_LOSS_SECONDS = 1.0
BROKEN = (JournalBroken, OSError, ValueError, Refused)
"""What a machine raises whose files are damaged, or whose enrolment code the county does not take."""


class Terminal:
    """A machine that runs: `kiosk` is what visits work with; start before, stop after."""

    def __init__(self, machine: Machine, ui: UI, *, journal: Journal | None = None) -> None:
        machine.state_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = alone(machine.state_folder)
        self._machine = machine
        self._wire = Wire()
        self._key_file = machine.state_folder / "terminal.pem"
        self._enrolled_file = machine.state_folder / "enrolled.json"
        self.kiosk = Kiosk(
            ui=ui,
            devices=_devices(machine, self._wire),
            county=CountyClient(machine.county_url, _terminal_key(self._key_file), self._key_id() or "none"),
            journal=journal or open_journal(machine),
            items=load_items(machine.items_folder),
            site=load_site(machine),
            new_id=lambda: secrets.token_hex(16),
            now=lambda: datetime.now(UTC),
            clock=time.monotonic,
        )

    async def start(self) -> None:
        """Start the devices; they become ready by themselves."""
        for device in self.kiosk.devices.all():
            await self._wire.call(device.start)

    async def enrol(self) -> None:
        """Bring the terminal's key to the county once, trying until it answers; raises Refused for a bad code."""
        while self._key_id() is None:
            try:
                enrolled = await self.kiosk.county.enrol(self._machine.terminal, self._machine.enrolment_code)
            except CountyError as error:
                if isinstance(error, Refused) and error.final:
                    raise
                log.warning("not_enrolled", why=type(error).__name__)
                await asyncio.sleep(ENROL_AGAIN_SECONDS)
                continue
            write_durably(self._enrolled_file, enrolled.model_dump_json().encode())

    async def serve(self) -> None:
        """Serve one visitor after another, for ever."""
        await self.enrol()
        while True:
            try:
                await one_visit(self.kiosk)
            except Exception as error:  # nothing may end the kiosk; what is open stays in the journal
                log.error("visit_lost", error=type(error).__name__, where=where_of(error))
                await asyncio.sleep(AFTER_LOSS_SECONDS)

    async def stop(self) -> None:
        """Let go of everything."""
        for device in self.kiosk.devices.all():
            await self._wire.call(device.stop)
        self._wire.stop()
        await self.kiosk.county.close()
        self.kiosk.journal.shut()
        self._lock.close()

    def _key_id(self) -> str | None:
        if not self._enrolled_file.exists():
            return None
        return str(json.loads(self._enrolled_file.read_text())["key_id"])


async def out_of_order(ui: UI, why: Exception) -> None:
    """Nothing is served without a whole journal, key and catalogue: say so until a technician has been here."""
    log.error("out_of_order", error=type(why).__name__, why=str(why))
    while True:
        await ui.ask(CannotNow(words.OUT_OF_ORDER), Place())


def alone(state_folder: Path) -> TextIO:
    """Hold the state folder for this process; raises BlockingIOError where another kiosk runs on it."""
    lock = (state_folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise
    return lock


def open_journal(machine: Machine) -> Journal:
    """Open the journal in the machine's state folder; raises JournalBroken."""
    return Journal(
        machine.state_folder / "journal.db",
        journal_key(machine.state_folder),
        now=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"),
        new_key=lambda: secrets.token_hex(16),
    )


def _devices(machine: Machine, wire: Wire) -> Devices:
    at = machine.devices
    return Devices(
        WiredReader(wire, IdCardReader(at.id_card_reader)),
        WiredReceiptPrinter(wire, ReceiptPrinter(at.receipt_printer, model=at.receipt_model)),
        WiredCertificatePrinter(wire, CertificatePrinter(at.certificate_printer)),
        WiredPad(wire, RatingPad(at.rating_pad)),
    )


def _terminal_key(path: Path) -> Ed25519PrivateKey:
    """Return the key this terminal signs with; made on the first start, mode 0600."""
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        write_durably(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("terminal.pem holds another kind of key")
    return key
