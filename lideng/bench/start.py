"""`./do bench start`: from the start of the process to the first touch that is answered, and memory.

The whole real kiosk (`python -m kiosk`, journal, wire, simulated devices and county of a small town, because a home
page whose items work needs them) against Debian's Chromium `--kiosk` with the same pages as static HTML: no script but
the press, nothing fetched. In turn on one Xvfb of 1080 × 1920, medians of ROUNDS; one round before warms both. What is
measured for both alike:

- start: a real finger (XTest) taps 点这里，开始办 every 30 ms from the start of the process on, until the picture
  answers: the button changes, or the page behind it comes. A painted picture that does not answer counts for nothing.
- home: until that touch has brought the home page (told: the kiosk asks its county, Chromium shows what it has).
- pss: proportional set size of the process and all its descendants SETTLE_SECONDS after the home page is on.
- touch, touch_p95: from a press on a tile of the home page to the changed pixel (told, no limit).
"""

import contextlib
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from lideng.bench.contestants import ChromiumProcess, Contestant, KioskProcess
from lideng.bench.finger import Finger, Point, finger_on
from lideng.bench.memory import tree_pss_kib
from lideng.bench.page import LOOK, home_page
from lideng.bench.verdict import Verdict, p95
from lideng.display import virtual_display
from lideng.town import SITE, town

ROUNDS, PEOPLE = 6, 200
LIMITS = {"start": 0.8, "pss": 0.5}
BUTTON: Point = (374, 1400)  # pine of 点这里，开始办 above its words; on the home page bare paper between two sheets
BESIDE: Point = (540, 1180)  # bare paper of both pages, where a finger is let go without a touch
TILE: Point = (700, 712)  # the upper edge of the first tile, on its sheet
TAP_SECONDS, HOLD_SECONDS, LOOK_SECONDS = 0.03, 0.02, 0.001
START_LIMIT_SECONDS, PRESS_LIMIT_SECONDS, SETTLE_SECONDS = 20.0, 2.0, 3.0
PRESSES, BETWEEN_SECONDS = 6, 0.25


@dataclass(frozen=True)
class Colours:
    """What the eye waits for, as 0xRRGGBB."""

    paper: int
    pine: int
    press: int
    sheet: int


@dataclass(frozen=True)
class Round:
    """One start of one contestant."""

    start_seconds: float
    home_seconds: float
    pss_kib: int
    touch_seconds: tuple[float, ...]


def measure() -> Verdict:
    """Run all rounds and print them; the verdict compares medians, kiosk ÷ Chromium."""
    rounds: dict[str, list[Round]] = {"kiosk": [], "chromium": []}
    tokens = json.loads((LOOK / "tokens.json").read_text(encoding="utf-8"))
    colours = _colours(tokens["color"]["normal"])
    with tempfile.TemporaryDirectory(prefix="lideng-bench-") as folder, _stage(Path(folder), tokens) as stage:
        display, finger, contestants = stage
        for number in range(ROUNDS + 1):
            for contestant in contestants:
                result = _round(contestant, display, finger, colours)
                _tell(contestant.name, number, result)
                if number:
                    rounds[contestant.name].append(result)
    return Verdict("start", _ratios(rounds["kiosk"], rounds["chromium"]), LIMITS)


@contextlib.contextmanager
def _stage(
    folder: Path, tokens: dict[str, dict[str, dict[str, object]]]
) -> Iterator[tuple[str, Finger, list[Contestant]]]:
    page = folder / "page.html"
    page.write_text(home_page(tokens, SITE), encoding="utf-8")
    with (
        town(folder / "town", people=PEOPLE) as place,
        virtual_display(folder / "xvfb.log") as display,
        finger_on(display) as finger,
    ):
        kiosk = KioskProcess(place.machine_file, folder / "kiosk.log")
        yield display, finger, [kiosk, ChromiumProcess(page, folder / "profile", folder / "chromium.log")]


def _round(contestant: Contestant, display: str, finger: Finger, colours: Colours) -> Round:
    finger.move(BESIDE)
    began = time.monotonic()
    with contestant.running(display) as process:
        _tap_until_answered(finger, colours, began)
        started = time.monotonic() - began
        finger.up()
        if not finger.sees(TILE, colours.sheet, within=START_LIMIT_SECONDS):
            raise RuntimeError(f"{contestant.name} did not come to the home page")
        at_home = time.monotonic() - began
        time.sleep(SETTLE_SECONDS)
        pss_kib = tree_pss_kib(process.pid)
        return Round(started, at_home, pss_kib, tuple(_press(finger, colours) for _ in range(PRESSES)))


def _tap_until_answered(finger: Finger, colours: Colours, began: float) -> None:
    """Tap from before the first paint until the picture answers; the finger is left down or up as it was then."""
    seen_resting, tapped, is_down = False, 0.0, False
    while (now := time.monotonic()) - began < START_LIMIT_SECONDS:
        colour = finger.pixel(BUTTON)
        seen_resting = seen_resting or colour == colours.pine
        at_home = colour == colours.paper and finger.pixel(TILE) == colours.sheet
        if colour == colours.press or at_home or (seen_resting and colour != colours.pine):
            return
        if is_down and now - tapped >= HOLD_SECONDS:
            finger.up()
            is_down = False
        elif not is_down and now - tapped >= TAP_SECONDS:
            finger.down(BUTTON)
            tapped, is_down = now, True
        time.sleep(LOOK_SECONDS)
    raise RuntimeError("no touch was answered")


def _press(finger: Finger, colours: Colours) -> float:
    """Seconds from a press on a tile to its changed pixel; the finger leaves before it lets go: nothing is chosen."""
    time.sleep(BETWEEN_SECONDS)
    finger.move(TILE)
    time.sleep(BETWEEN_SECONDS)
    began = time.monotonic()
    finger.down(TILE)
    if not finger.sees_other(TILE, colours.sheet, within=PRESS_LIMIT_SECONDS):
        raise RuntimeError("a press was not answered")
    took = time.monotonic() - began
    finger.move(BESIDE)
    finger.up()
    if not finger.sees(TILE, colours.sheet, within=PRESS_LIMIT_SECONDS):
        raise RuntimeError("a released tile stayed pressed")
    return took


def _ratios(kiosk: list[Round], chromium: list[Round]) -> dict[str, float]:
    touches = [[seconds for each in rounds for seconds in each.touch_seconds] for rounds in (kiosk, chromium)]
    return {
        "start": median(r.start_seconds for r in kiosk) / median(r.start_seconds for r in chromium),
        "pss": median(r.pss_kib for r in kiosk) / median(r.pss_kib for r in chromium),
        "home": median(r.home_seconds for r in kiosk) / median(r.home_seconds for r in chromium),
        "touch": median(touches[0]) / median(touches[1]),
        "touch_p95": p95(touches[0]) / p95(touches[1]),
    }


def _tell(name: str, number: int, result: Round) -> None:
    what = f"round {number}" if number else "warm-up"
    print(
        f"{what:<8} {name:<9} start {result.start_seconds:6.3f} s  home {result.home_seconds:6.3f} s  "
        f"pss {result.pss_kib / 1024:6.1f} MiB  touch {median(result.touch_seconds) * 1000:5.1f} ms",
        flush=True,
    )


def _colours(palette: dict[str, str]) -> Colours:
    return Colours(*(int(palette[name][1:], 16) for name in ("paper", "pine", "press", "sheet")))
