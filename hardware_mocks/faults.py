"""One vocabulary of faults for every simulated device."""

from collections.abc import Callable

Code = str | int


class NotPossible(Exception):
    """This device cannot have this fault, or the verb makes no sense now."""


class Faults:
    """What is wrong with one device at the moment; the wire and the device look here before they act.

    fail_next(code)  the next matching act fails with the device's own code (SW3, "cutter", "media-jam" …)
    hang()           nothing is heard and nothing is answered until clear()
    cut_after(n)     n more bytes reach the host, then none until clear() or replug()
    garble()         one byte in the middle of the next answer is wrong
    slow(factor)     bytes and acts take `factor` times as long
    unplug()/replug() the cable (and with it the power) goes and comes back; replug() ends a hang and a cut
    """

    def __init__(self, check: Callable[[Code], object] = str) -> None:
        self._check = check  # raises NotPossible for a code the device does not know
        self.codes: list[Code] = []
        self.hanging = False
        self.bytes_left: int | None = None
        self.garbled_answers = 0
        self.factor = 1.0
        self.plugged = True
        self.watchers: list[Callable[[], None]] = []

    def fail_next(self, code: Code) -> None:
        self._check(code)
        self.codes.append(code)
        self._tell()

    def hang(self) -> None:
        self.hanging = True
        self._tell()

    def cut_after(self, n: int) -> None:
        self.bytes_left = n
        self._tell()

    def garble(self) -> None:
        self.garbled_answers += 1
        self._tell()

    def slow(self, factor: float) -> None:
        if factor <= 0:
            raise NotPossible(f"slow({factor}): the factor must be > 0")
        self.factor = factor
        self._tell()

    def unplug(self) -> None:
        self.plugged = False
        self._tell()

    def replug(self) -> None:
        self.plugged = True
        self.hanging = False
        self.bytes_left = None
        self._tell()

    def clear(self) -> None:
        """Everything is well again, except that an unplugged cable stays unplugged."""
        self.codes.clear()
        self.hanging = False
        self.bytes_left = None
        self.garbled_answers = 0
        self.factor = 1.0
        self._tell()

    def take(self, fits: Callable[[Code], bool]) -> Code | None:
        """The first waiting code that fits this act, used up by asking."""
        for place, code in enumerate(self.codes):
            if fits(code):
                return self.codes.pop(place)
        return None

    def state(self) -> dict[str, object]:
        return {
            "plugged": self.plugged,
            "hanging": self.hanging,
            "fail_next": list(self.codes),
            "bytes_left": self.bytes_left,
            "garbled_answers": self.garbled_answers,
            "factor": self.factor,
        }

    def _tell(self) -> None:
        for watcher in list(self.watchers):
            watcher()
