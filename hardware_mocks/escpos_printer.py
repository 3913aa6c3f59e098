"""A simulated thermal receipt printer: takes ESC/POS bytes, prints at a pace, and cuts slips one can look at."""

from collections import deque
from collections.abc import Callable
from typing import Literal, assert_never

from hardware_mocks import escpos_status
from hardware_mocks.clock import Clock, Timer
from hardware_mocks.escpos_commands import next_command
from hardware_mocks.escpos_interpreter import Cut, Effect, Interpreter, Request
from hardware_mocks.escpos_page import Page, Strip
from hardware_mocks.escpos_real_time import CLEAR_RESPONSE, RealTimeEar, Urgent
from hardware_mocks.escpos_status import Condition
from hardware_mocks.escpos_text import TextReader
from hardware_mocks.faults import Code, Faults, NotPossible
from hardware_mocks.paper import DOTS_PER_MM, Paper, Slip
from hardware_mocks.wire import Send, byte_seconds_at

BAND_DOTS = 24
CUT_SECONDS = 0.3
COOLING_SECONDS = 3.0
FAULTS = ("cutter", "head_hot", "unrecoverable", "paper_out", "no_echo")
Clears = Literal["dle_dc4_8", "dle_enq_2", "no"]


def _known(code: Code) -> None:
    if code not in FAULTS:
        raise NotPossible(f"{code!r} is no printer fault; known: {', '.join(FAULTS)}")


class EscPosPrinter:
    """Prints 576 or 384 dots wide at 8 dots/mm; `slips` holds what was cut.

    Status requests in real time (DLE EOT) are answered at once, whatever the printer does; GS r only when
    everything before it is printed, and not at all while the printer is offline. fail_next knows FAULTS:
    "no_echo" swallows the next GS r, the others strike the next line or cut. `clears` is how a host can empty its
    buffers at any time: DLE DC4 8 (Epson, Citizen; answered), DLE ENQ 2 (Custom; silent), or not at all.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        width_dots: int = 576,
        mm_per_second: float = 150.0,
        buffer_bytes: int = 65536,
        baud: int | None = None,
        chinese_at_start: bool = False,
        repertoire: str = "gbk",
        clears: Clears = "dle_dc4_8",
    ) -> None:
        self.clock = clock
        self.faults = Faults(_known)
        self.byte_seconds = byte_seconds_at(baud) if baud else 0.0
        self.paper = Paper(width_dots)
        self._text = TextReader(chinese_at_start=chinese_at_start, repertoire=repertoire)
        dots = round(self.paper.head_to_cutter_mm * DOTS_PER_MM)
        self._interpreter = Interpreter(Page(width_dots), self._text, dots)
        self._dots_per_second = mm_per_second * DOTS_PER_MM
        self._buffer_bytes = buffer_bytes
        self._buffer = bytearray()
        self._ear, self._clears = RealTimeEar(), clears
        self._effects: deque[Effect] = deque()
        self._moving: Timer | None = None
        self._cooling: Timer | None = None
        self._cover_open = self._blade_blocked = self._cutter_error = self._broken = False
        self._automatic = 0
        self._told = self.condition
        self._send: Send = lambda _: None

    # -- what one sees and does at the machine --------------------------------------------------------------

    @property
    def slips(self) -> list[Slip]:
        return self.paper.slips

    @property
    def unprintable(self) -> list[str]:
        """Characters that came out as something else."""
        return self._text.unprintable

    @property
    def unknown_commands(self) -> list[str]:
        return self._interpreter.unknown

    @property
    def condition(self) -> Condition:
        return Condition(
            cover_open=self._cover_open,
            paper_out=self.paper.out,
            near_end=self.paper.near_end,
            cutter_error=self._cutter_error,
            unrecoverable=self._broken,
            head_hot=self._cooling is not None,
        )

    @property
    def idle(self) -> bool:
        """Nothing is being printed and nothing waits."""
        return self._moving is None and not self._effects and not self._buffer

    def refill(self) -> None:
        self.paper.refill()
        self._changed()

    def run_low(self) -> None:
        self.paper.left_mm = min(self.paper.left_mm, self.paper.near_end_mm)
        self._changed()

    def run_out(self) -> None:
        self.out_after(0)

    def out_after(self, mm: float) -> None:
        """The roll ends after `mm` more, be it in the middle of a line."""
        self.paper.left_mm = mm
        self._changed()

    def open_cover(self) -> None:
        self._cover_open = True
        self._changed()

    def close_cover(self) -> None:
        self._cover_open = False
        self._changed()

    def clear_jam(self) -> None:
        """Free the blade; the error itself ends with DLE ENQ or by switching off and on."""
        self._blade_blocked = False

    def state(self) -> dict[str, object]:
        now = self.condition
        return {
            **now.__dict__,
            "online": now.online,
            "paper_left_mm": round(self.paper.left_mm, 1),
            "uncut_mm": round(self.paper.uncut_mm, 1),
            "buffered_bytes": len(self._buffer),
            "slips": [
                {"number": s.number, "lines": list(s.lines), "codes": list(s.codes), "height_mm": s.height_mm}
                for s in self.slips
            ],
            "unprintable": list(self.unprintable),
            "unknown_commands": list(self.unknown_commands),
            "faults": self.faults.state(),
        }

    # -- the line -------------------------------------------------------------------------------------------

    def attach(self, send: Send) -> None:
        self._send = send

    def room(self) -> int:
        return max(0, self._buffer_bytes - len(self._buffer))

    def power_off(self) -> None:
        self._forget()
        self._ear.forget()
        for timer in (self._moving, self._cooling):
            if timer is not None:
                timer.cancel()
        self._moving = self._cooling = None
        self._automatic = 0
        self._interpreter.reset()

    def power_on(self) -> None:
        self._broken = False
        self._cutter_error = self._blade_blocked
        self._told = self.condition

    def receive(self, data: bytes) -> None:
        done = 0
        for urgent in self._ear.hear(data):
            self._buffer += data[done : urgent.end]
            done = max(done, urgent.end)
            self._obey(urgent)
        self._buffer += data[done:]
        self._go()

    def _forget(self) -> None:
        """Empty the receive and the print buffer; settings stay, and what moves comes to its end."""
        self._buffer.clear()
        self._effects.clear()
        self._interpreter.forget_line()

    def _obey(self, urgent: Urgent) -> None:
        if urgent.what == "status":
            self._send(escpos_status.real_time(urgent.n, self.condition))
        elif urgent.what == "recover" and urgent.n in (1, 2):
            self._recover(clear=urgent.n == 2)
        elif urgent.what == "clear" and self._clears == "dle_dc4_8":
            self._forget()
            self._recover(clear=False)
            self._send(CLEAR_RESPONSE)

    def _recover(self, *, clear: bool) -> None:
        """DLE ENQ: most printers obey it after a cutter error only, whatever else is wrong."""
        mended = self._cutter_error and not self._blade_blocked
        if clear and (mended or self._clears == "dle_enq_2"):
            self._forget()
        if mended:
            self._cutter_error = False
            self._changed()

    def _changed(self) -> None:
        now = self.condition
        if self._told != now:
            self._told = now
            if self._automatic:
                self._send(escpos_status.automatic(now))
        self._go()

    # -- printing -------------------------------------------------------------------------------------------

    def _go(self) -> None:
        """Work until the paper moves, the printer is offline or nothing is left."""
        while self._moving is None and self.condition.online:
            if self._effects:
                self._do(self._effects.popleft())
                continue
            parsed = next_command(bytes(self._buffer))
            if parsed is None:
                return
            command, length = parsed
            del self._buffer[:length]
            self._effects.extend(self._interpreter.execute(command))

    def _do(self, effect: Effect) -> None:
        match effect:
            case Strip():
                self._print(effect)
            case Cut():
                self._cut(effect)
            case Request():
                self._answer(effect)
            case _:
                assert_never(effect)

    def _print(self, strip: Strip) -> None:
        wrong = self.faults.take(lambda code: code in ("head_hot", "unrecoverable", "paper_out"))
        if wrong is not None:
            self._effects.appendleft(strip)
            self._break(wrong)
            return
        dots = min(BAND_DOTS, strip.rows.height, int(self.paper.left_mm * DOTS_PER_MM))
        band, rest = _split(strip, dots)
        if rest is not None:
            self._effects.appendleft(rest)
        self._move(dots / self._dots_per_second, lambda: self.paper.print(band))

    def _cut(self, cut: Cut) -> None:
        if self.faults.take(lambda code: code == "cutter") is not None:
            self._blade_blocked = True
        if self._blade_blocked:
            self._effects.appendleft(cut)
            self._cutter_error = True
            self._changed()
            return
        self._move(CUT_SECONDS, lambda: self.paper.cut(full=cut.full))

    def _move(self, seconds: float, done: Callable[[], object]) -> None:
        def finish() -> None:
            self._moving = None
            done()
            self._changed()

        self._moving = self.clock.call_at(self.clock.time() + seconds * self.faults.factor, finish)

    def _break(self, wrong: Code) -> None:
        if wrong == "paper_out":
            self.paper.left_mm = 0
        elif wrong == "unrecoverable":
            self._broken = True
        else:
            self._cooling = self.clock.call_at(self.clock.time() + COOLING_SECONDS, self._cool)
        self._changed()

    def _cool(self) -> None:
        self._cooling = None
        self._changed()

    def _answer(self, request: Request) -> None:
        if request.letter == "a":
            self._automatic = request.n
            if request.n:
                self._send(escpos_status.automatic(self.condition))
        elif request.letter == "I":
            self._send(escpos_status.identity(request.n))
        elif self.faults.take(lambda code: code == "no_echo") is None:
            self._send(escpos_status.buffered(request.n, self.condition))


def _split(strip: Strip, dots: int) -> tuple[Strip, Strip | None]:
    """The upper `dots` rows without their text, and the rest; the text belongs to the last row printed."""
    width, height = strip.rows.size
    if dots >= height:
        return strip, None
    upper = Strip(strip.rows.crop((0, 0, width, dots)))
    return upper, Strip(strip.rows.crop((0, dots, width, height)), strip.text, strip.code)
