"""What each ESC/POS command does: it changes the style, or makes strips, cuts and requests for the printer."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from hardware_mocks.escpos_commands import Command
from hardware_mocks.escpos_page import DEFAULT_SPACING_DOTS, Page, Strip, column_image, raster
from hardware_mocks.escpos_text import TextReader


@dataclass(frozen=True)
class Cut:
    full: bool


@dataclass(frozen=True)
class Request:
    """A command only the printer itself can answer: GS a, GS r or GS I with its n."""

    letter: str
    n: int


Effect = Strip | Cut | Request


class Interpreter:
    """Executes one command at a time; `unknown` keeps the names of commands this printer does not have."""

    def __init__(self, page: Page, text: TextReader, head_to_cutter_dots: int) -> None:
        self.page, self.text = page, text
        self.unknown: list[str] = []
        self._head_to_cutter_dots = head_to_cutter_dots

    def reset(self) -> None:
        self.page.reset()
        self.text.reset()

    def forget_line(self) -> None:
        """Drop what waits for its line feed; the style stays."""
        self.page.forget_line()
        self.text.switch(self.text.chinese)

    def execute(self, command: Command) -> list[Effect]:
        act = _ACTS.get(command.name)
        if act is None:
            if not command.known:
                self.unknown.append(command.name)
            return []
        return act(self, command.args)

    # -- lines ---------------------------------------------------------------------------------------------

    def write(self, args: bytes) -> list[Effect]:
        full: list[Effect] = []
        for character, wide in self.text.read(args):
            full += self.page.put(character, wide=wide)
        return full

    def line_feed(self, _: bytes = b"") -> list[Effect]:
        return [self.page.end_line()]

    def feed(self, dots: int) -> list[Effect]:
        return [self.page.end_line(dots)]

    def feed_lines(self, args: bytes) -> list[Effect]:
        return self.feed(args[0] * self.page.style.spacing_dots)

    def pending_line(self) -> list[Effect]:
        return [] if self.page.at_line_start else self.line_feed()

    # -- style ---------------------------------------------------------------------------------------------

    def initialise(self, _: bytes) -> list[Effect]:
        self.reset()
        return []

    def print_mode(self, args: bytes) -> list[Effect]:
        style, bits = self.page.style, args[0]
        style.bold, style.underline = bool(bits & 8), bool(bits & 128)
        style.down, style.across = 1 + (bits >> 4 & 1), 1 + (bits >> 5 & 1)
        return []

    def size(self, args: bytes) -> list[Effect]:
        style = self.page.style
        style.across = style.chinese_across = 1 + (args[0] >> 4 & 7)
        style.down = style.chinese_down = 1 + (args[0] & 7)
        return []

    def chinese_mode_size(self, args: bytes) -> list[Effect]:
        style, bits = self.page.style, args[0]
        style.chinese_across, style.chinese_down = 1 + (bits >> 2 & 1), 1 + (bits >> 3 & 1)
        style.underline = bool(bits & 128)
        return []

    def chinese_quad(self, args: bytes) -> list[Effect]:
        style = self.page.style
        style.chinese_across = style.chinese_down = 2 if args[0] & 1 else 1
        return []

    def skip(self, args: bytes) -> list[Effect]:
        self.page.skip(_word(args))
        return []

    def skip_to(self, args: bytes) -> list[Effect]:
        self.page.skip_to(_word(args))
        return []

    def tab(self, _: bytes) -> list[Effect]:
        self.page.tab()
        return []

    # -- pictures, codes, cuts -----------------------------------------------------------------------------

    def raster(self, args: bytes) -> list[Effect]:
        width, height = _word(args[2:4]), _word(args[4:6])
        if width == 0 or height == 0:
            return []
        return self._picture(raster(args[1], width, height, args[6:]))

    def columns(self, args: bytes) -> list[Effect]:
        if len(args) == 3:
            return []
        picture = column_image(args[0], args[3:])
        return [*self.pending_line(), self.page.image(picture, f"[image {picture.width}x{picture.height}]")]

    def _picture(self, picture: Image.Image) -> list[Effect]:
        said = f"[image {picture.width}x{picture.height}]"
        return [*self.pending_line(), self.page.image(picture, said)]

    def block(self, args: bytes) -> list[Effect]:
        if args[:1] != b"k" or args[3:4] != b"1":
            self.unknown.append(f"GS ( {chr(args[0])}")
            return []
        function, rest, code = args[4], args[5:], self.page.code
        if function == 67:
            code.module_dots = max(1, rest[0])
        elif function == 69:
            code.level = "LMQH"[rest[0] - 48] if 48 <= rest[0] <= 51 else code.level
        elif function == 80:
            code.data = rest[1:]
        elif function == 81:
            strip = self.page.qr()
            return [] if strip is None else [*self.pending_line(), strip]
        return []

    def cut(self, args: bytes) -> list[Effect]:
        mode = args[0]
        feeding = mode not in (0, 1, 48, 49)
        feed = self.feed(self._head_to_cutter_dots + args[1]) if feeding else self.pending_line()
        return [*feed, Cut(full=mode in (0, 48, 65, 97, 103))]

    def partial_cut(self, _: bytes) -> list[Effect]:
        return [*self.pending_line(), Cut(full=False)]


def _word(args: bytes) -> int:
    return int.from_bytes(args[:2], "little")


Act = Callable[[Interpreter, bytes], list[Effect]]


def _style(name: str, value: Callable[[bytes], object]) -> Act:
    def change(interpreter: Interpreter, args: bytes) -> list[Effect]:
        setattr(interpreter.page.style, name, value(args))
        return []

    return change


def _chinese(on: bool) -> Act:
    def change(interpreter: Interpreter, _: bytes) -> list[Effect]:
        interpreter.text.switch(on)
        return []

    return change


def _request(letter: str) -> Act:
    return lambda _, args: [Request(letter, args[0])]


_ACTS: dict[str, Act] = {
    "TEXT": Interpreter.write,
    "LF": Interpreter.line_feed,
    "HT": Interpreter.tab,
    "ESC @": Interpreter.initialise,
    "ESC a": _style("align", lambda args: args[0] % 48),
    "ESC E": _style("bold", lambda args: bool(args[0] & 1)),
    "ESC G": _style("bold", lambda args: bool(args[0] & 1)),
    "ESC -": _style("underline", lambda args: args[0] % 48 > 0),
    "FS -": _style("underline", lambda args: args[0] % 48 > 0),
    "ESC 2": _style("spacing_dots", lambda _: DEFAULT_SPACING_DOTS),
    "ESC 3": _style("spacing_dots", lambda args: args[0]),
    "ESC !": Interpreter.print_mode,
    "ESC d": Interpreter.feed_lines,
    "ESC J": lambda interpreter, args: interpreter.feed(args[0]),
    "ESC $": Interpreter.skip_to,
    "ESC \\": Interpreter.skip,
    "ESC *": Interpreter.columns,
    "ESC i": Interpreter.partial_cut,
    "ESC m": Interpreter.partial_cut,
    "FS &": _chinese(True),
    "FS .": _chinese(False),
    "FS !": Interpreter.chinese_mode_size,
    "FS W": Interpreter.chinese_quad,
    "GS !": Interpreter.size,
    "GS B": _style("reverse", lambda args: bool(args[0] & 1)),
    "GS L": _style("left_margin_dots", _word),
    "GS W": _style("area_dots", _word),
    "GS v": Interpreter.raster,
    "GS (": Interpreter.block,
    "GS V": Interpreter.cut,
    "GS a": _request("a"),
    "GS r": _request("r"),
    "GS I": _request("I"),
}
