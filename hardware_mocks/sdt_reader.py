"""A simulated SDT (SAM_V) ID-card reader on a serial line.

It keeps the order find → select → read, shows a card only once until it is lifted, and answers every
mistake of the host with the status the manuals give it.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from hardware_mocks import sdt_fails
from hardware_mocks.cards import Card, address_on, fingerprint_on, photo_on, text_on
from hardware_mocks.clock import Clock, Timer
from hardware_mocks.faults import Code, Faults, NotPossible
from hardware_mocks.sdt_fails import Act
from hardware_mocks.sdt_frames import RequestScanner, WrongLength, answer_frame, checksum_holds
from hardware_mocks.wire import Send, byte_seconds_at

BAUDS = (115200, 57600, 38400, 19200, 9600)
SAM_ID = bytes.fromhex("05000300A53A340187D61200B1CB7400")
HALF_FRAME_SECONDS = 0.3
MAXIMUM_RF_BYTES = 0x50
COMMANDS_KEPT = 10_000

OK, FOUND, WRONG_CHECKSUM, WRONG_LENGTH, WRONG_COMMAND = 0x90, 0x9F, 0x10, 0x11, 0x21
READ_FAILED, NOT_FOUND, NOT_SELECTED, NO_CONTENT = 0x41, 0x80, 0x81, 0x91


@dataclass(frozen=True)
class ReaderSeconds:
    """How long the reader thinks before it answers; the bytes' own time comes on top."""

    find: float = 0.03
    select: float = 0.03
    read: float = 0.6
    fingerprint: float = 0.9
    address: float = 0.1
    other: float = 0.005


class Stage(Enum):
    IDLE = auto()
    FOUND = auto()
    SELECTED = auto()
    READ = auto()


Answer = tuple[int, bytes]


class SdtReader:
    """`lay` and `lift` cards; everything else happens on the wire. `commands` lists (second, CMD PARA)."""

    def __init__(self, clock: Clock, *, baud: int = 115200, seconds: ReaderSeconds | None = None) -> None:
        self.clock = clock
        self.faults = Faults(sdt_fails.sw3_of)
        self.byte_seconds = byte_seconds_at(baud)
        self.card: Card | None = None
        self.trouble: str | None = None
        self.commands: deque[tuple[float, bytes]] = deque(maxlen=COMMANDS_KEPT)
        self.rf_bytes = MAXIMUM_RF_BYTES
        self._power_on_baud = baud
        self._seconds = seconds or ReaderSeconds()
        self._send: Send = _nowhere
        self._waiting: deque[bytes | WrongLength] = deque()
        self._working: Timer | None = None
        self._half_frame: Timer | None = None
        self._scanner = RequestScanner()
        self._stage = Stage.IDLE
        self._spent = False

    # -- what a person does -------------------------------------------------------------------------------

    def lay(self, card: Card, *, trouble: str | None = None) -> None:
        """Lay a card; trouble "two_cards" or "sleeve" lasts until it is lifted."""
        if trouble not in (None, "two_cards", "sleeve"):
            raise NotPossible(f"trouble {trouble!r} is neither two_cards nor sleeve")
        self.card, self.trouble = card, trouble
        self._stage, self._spent = Stage.IDLE, False

    def lift(self) -> None:
        self.card, self.trouble, self._spent = None, None, False

    def state(self) -> dict[str, object]:
        return {
            "card": None if self.card is None else {"name": self.card.name, "number": self.card.number},
            "trouble": self.trouble,
            "already_read": self._spent,
            "stage": self._stage.name.lower(),
            "faults": self.faults.state(),
        }

    # -- the wire -----------------------------------------------------------------------------------------

    def attach(self, send: Send) -> None:
        self._send = send

    def room(self) -> int:
        return 4096

    def power_off(self) -> None:
        self._scanner.drop()
        self._waiting.clear()
        for timer in (self._working, self._half_frame):
            if timer is not None:
                timer.cancel()
        self._working = self._half_frame = None
        self._stage = Stage.IDLE
        self._spent = False

    def power_on(self) -> None:
        self.byte_seconds = byte_seconds_at(self._power_on_baud)

    def receive(self, data: bytes) -> None:
        self._waiting.extend(self._scanner.feed(data))
        self._watch_half_frame()
        self._work()

    def _watch_half_frame(self) -> None:
        if self._half_frame is not None:
            self._half_frame.cancel()
            self._half_frame = None
        if self._scanner.halfway:
            due = self.clock.time() + HALF_FRAME_SECONDS
            self._half_frame = self.clock.call_at(due, self._give_up_half_frame)

    def _give_up_half_frame(self) -> None:
        self._half_frame = None
        self._scanner.drop()
        self._waiting.append(WrongLength())
        self._work()

    def _work(self) -> None:
        if self._working is not None or not self._waiting:
            return
        request = self._waiting.popleft()
        refusal = _refusal(request)
        if refusal is not None or isinstance(request, WrongLength):
            think, finish = self._seconds.other, self._answerer(refusal or WRONG_LENGTH)
        else:
            command, data = request[2:4], request[4:-1]
            self.commands.append((self.clock.time(), command))
            think, finish = self._thinking(command), lambda: self._finish(command, data)
        self._working = self.clock.call_at(self.clock.time() + think * self.faults.factor, finish)

    def _answerer(self, sw3: int) -> Callable[[], None]:
        return lambda: self._reply((sw3, b""))

    def _finish(self, command: bytes, data: bytes) -> None:
        act = _ACTS[command]
        wrong = self.faults.take(lambda code: sdt_fails.fits(code, act.kind))
        self._reply(act.perform(self, data) if wrong is None else self._failing(act.kind, wrong))

    def _reply(self, answer: Answer) -> None:
        self._working = None
        sw3, data = answer
        self._send(answer_frame(sw3, data, sdt_fails.card_status(sw3)))
        self._work()

    def _thinking(self, command: bytes) -> float:
        return float(getattr(self._seconds, _ACTS[command].seconds))

    def _failing(self, kind: Act, code: Code) -> Answer:
        if kind is Act.READ:
            self._spent, self._stage = True, Stage.IDLE
        return sdt_fails.sw3_of(code), b""

    # -- commands -----------------------------------------------------------------------------------------

    def _reset(self, _: bytes) -> Answer:
        self._stage = Stage.IDLE
        return OK, b""

    def _status(self, _: bytes) -> Answer:
        return OK, b""

    def _sam_id(self, _: bytes) -> Answer:
        return OK, SAM_ID

    def _find(self, _: bytes) -> Answer:
        self._stage = Stage.IDLE
        if self.card is None or self._spent:
            return NOT_FOUND, b""
        self._stage = Stage.FOUND
        return FOUND, bytes(4)

    def _select(self, _: bytes) -> Answer:
        if self._stage is not Stage.FOUND:
            return WRONG_COMMAND, b""
        if self.card is None or self.trouble == "two_cards":
            self._stage = Stage.IDLE
            return NOT_SELECTED, b""
        self._stage = Stage.SELECTED
        return OK, bytes(8)

    def _readable_card(self) -> Card | None:
        """The selected card; a card that fails here must be lifted before it is found again."""
        if self._stage is not Stage.SELECTED or self.card is None:
            return None
        self._spent = True
        self._stage = Stage.IDLE if self.trouble == "sleeve" else Stage.READ
        return None if self.trouble == "sleeve" else self.card

    def _base(self, _: bytes) -> Answer:
        card = self._readable_card()
        if card is None:
            return READ_FAILED, b""
        text, photo = text_on(card), photo_on(card)
        return OK, _two(text) + _two(photo) + text + photo

    def _base_and_fingerprint(self, _: bytes) -> Answer:
        card = self._readable_card()
        if card is None:
            return READ_FAILED, b""
        text, photo, prints = text_on(card), photo_on(card), fingerprint_on(card)
        return OK, _two(text) + _two(photo) + _two(prints) + text + photo + prints

    def _newest_address(self, _: bytes) -> Answer:
        if self.card is None or self._stage not in (Stage.SELECTED, Stage.READ):
            return READ_FAILED, b""
        address = address_on(self.card)
        return (NO_CONTENT, b"") if address is None else (OK, address)

    def _numbers(self, _: bytes) -> Answer:
        if self.card is None or self._stage not in (Stage.SELECTED, Stage.READ):
            return READ_FAILED, b""
        return OK, bytes(28)

    def _max_rf_bytes(self, data: bytes) -> Answer:
        self.rf_bytes = data[0]
        return OK, b""

    def _set_baud(self, baud: int) -> Answer:
        # The answer still goes out at the old rate; the rate of this byte-less pause is the new one's.
        changed = byte_seconds_at(baud)
        due = self.clock.time() + 10 * self.byte_seconds * self.faults.factor + 0.002
        self.clock.call_at(due, lambda: setattr(self, "byte_seconds", changed))
        return OK, b""


@dataclass(frozen=True)
class _Act:
    perform: Callable[[SdtReader, bytes], Answer]
    kind: Act = Act.OTHER
    seconds: str = "other"
    length: int = 3


def _baud_act(baud: int) -> _Act:
    return _Act(lambda reader, _: reader._set_baud(baud))


_ACTS: dict[bytes, _Act] = {
    b"\x10\xff": _Act(SdtReader._reset),
    b"\x11\xff": _Act(SdtReader._status, Act.STATUS),
    b"\x12\xff": _Act(SdtReader._sam_id),
    b"\x20\x01": _Act(SdtReader._find, Act.FIND, "find"),
    b"\x20\x02": _Act(SdtReader._select, Act.SELECT, "select"),
    b"\x30\x01": _Act(SdtReader._base, Act.READ, "read"),
    b"\x30\x10": _Act(SdtReader._base_and_fingerprint, Act.READ, "fingerprint"),
    b"\x30\x03": _Act(SdtReader._newest_address, Act.ADDRESS, "address"),
    b"\x30\x05": _Act(SdtReader._numbers),
    b"\x61\xff": _Act(SdtReader._max_rf_bytes, length=4),
    **{bytes([0x60, place]): _baud_act(baud) for place, baud in enumerate(BAUDS)},
}


def _refusal(request: bytes | WrongLength) -> int | None:
    if isinstance(request, WrongLength):
        return WRONG_LENGTH
    if not checksum_holds(request):
        return WRONG_CHECKSUM
    act = _ACTS.get(request[2:4])
    if act is None:
        return WRONG_COMMAND
    return None if len(request) - 2 == act.length else WRONG_LENGTH


def _two(block: bytes) -> bytes:
    return len(block).to_bytes(2, "big")


def _nowhere(data: bytes) -> None:
    """Answers go nowhere while no line is attached."""
