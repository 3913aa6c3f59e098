"""All four simulated devices of one kiosk together, and the verbs a person or a test can use on them."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hardware_mocks.cards import Card, card_from
from hardware_mocks.clock import Clock
from hardware_mocks.escpos_printer import EscPosPrinter
from hardware_mocks.faults import Faults, NotPossible
from hardware_mocks.ipp_printer import IppPrinter
from hardware_mocks.known_cards import DEFAULT_CARDS
from hardware_mocks.rating_pad import RatingPadSim
from hardware_mocks.sdt_reader import SdtReader
from hardware_mocks.serving import Server, serve_pty
from hardware_mocks.wire import Device

Verb = Callable[..., object]


class Hall:
    """Starts with `open()` inside a running loop; `act` does one verb, `state` says everything.

    Links id_card_reader, receipt_printer and rating_pad appear in `directory`.
    """

    def __init__(
        self,
        directory: Path,
        clock: Clock,
        *,
        cards: Sequence[Card] = DEFAULT_CARDS,
        ipp_port: int = 0,
        page_seconds: float = 1.5,
    ) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.cards = list(cards)
        self.reader = SdtReader(clock)
        self.receipts = EscPosPrinter(clock)
        self.pad = RatingPadSim(clock)
        self.certificates = IppPrinter(directory / "certificate_printer", port=ipp_port, page_seconds=page_seconds)
        self._servers: dict[str, Server] = {}
        self.verbs: dict[str, dict[str, Verb]] = {
            "id_card_reader": {"lay_card": self.lay_card, "lift_card": self.reader.lift},
            "receipt_printer": _verbs(
                self.receipts, "refill run_low run_out out_after open_cover close_cover clear_jam"
            ),
            "rating_pad": _verbs(self.pad, "press break_keys mend_keys"),
            "certificate_printer": _verbs(
                self.certificates,
                "refill empty run_low empty_after jam clear_jam toner_low toner_empty new_toner open_cover close_cover",
            ),
        }
        for device, faults in self._faults().items():
            self.verbs[device] |= _verbs(faults, "fail_next hang cut_after garble slow unplug replug clear")

    def open(self) -> dict[str, str]:
        """Start everything; the devices' addresses by name."""
        self.certificates.start()
        lines: dict[str, Device] = {
            "id_card_reader": self.reader,
            "receipt_printer": self.receipts,
            "rating_pad": self.pad,
        }
        for name, device in lines.items():
            self._servers[name] = serve_pty(device, self.directory / name)
        return self.addresses()

    def addresses(self) -> dict[str, str]:
        return {name: server.address for name, server in self._servers.items()} | {
            "certificate_printer": self.certificates.uri
        }

    def close(self) -> None:
        for server in self._servers.values():
            server.close()
        self.certificates.stop()

    def lay_card(
        self, number: str | None = None, card: Mapping[str, object] | None = None, trouble: str | None = None
    ) -> str:
        """Lay the known card of this number, or the given one; answers the name on it."""
        if card is not None:
            try:
                laid = card_from(card)
            except ValueError as error:
                raise NotPossible(str(error)) from error
        else:
            known = {entry.number: entry for entry in self.cards}
            if number not in known:
                raise NotPossible(f"no known card has the number {number}")
            laid = known[number]
        self.reader.lay(laid, trouble=trouble)
        return laid.name

    def act(self, device: str, verb: str, args: Mapping[str, object]) -> object:
        """Do one verb; raises NotPossible when the device, the verb or its arguments are not known."""
        if device not in self.verbs:
            raise NotPossible(f"no device {device!r}; there are {', '.join(self.verbs)}")
        act = self.verbs[device].get(verb)
        if act is None:
            raise NotPossible(f"{device} cannot {verb!r}; it can {', '.join(self.verbs[device])}")
        try:
            inspect.signature(act).bind(**args)
        except TypeError as error:
            raise NotPossible(f"{verb}: {error}") from error
        return act(**args)

    def state(self) -> dict[str, object]:
        return {
            "id_card_reader": self.reader.state(),
            "receipt_printer": self.receipts.state(),
            "rating_pad": self.pad.state(),
            "certificate_printer": self.certificates.state(),
            "addresses": self.addresses(),
        }

    def slip_png(self, number: int) -> bytes | None:
        """The picture of slip `number`; 0 is the paper that hangs out uncut."""
        if number == 0:
            return self.receipts.paper.png()
        return next((slip.png for slip in self.receipts.slips if slip.number == number), None)

    def certificate_pdf(self, number: int) -> Path | None:
        return next((c.pdf for c in self.certificates.certificates if c.number == number), None)

    def _faults(self) -> dict[str, Faults]:
        return {
            "id_card_reader": self.reader.faults,
            "receipt_printer": self.receipts.faults,
            "rating_pad": self.pad.faults,
            "certificate_printer": self.certificates.faults,
        }


def _verbs(owner: object, names: str) -> dict[str, Verb]:
    return {name: getattr(owner, name) for name in names.split()}
