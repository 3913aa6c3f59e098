"""`./do bench id-read`: from a card found to its holder in the visit, against the time its bytes need at 115200 baud.

Begins when the last byte of the reader's 9F answer is on the line, ends when the IdCard is returned to the visit's
coroutine on the main thread through kiosk/wire.py. In between: select, read 30 01, newest address 30 03, parsed and
decoded. The yardstick is the same bytes, both directions, 10 bits each, without any pause between them. The simulated
reader thinks for 0 s and lets every byte take its time; its own lateness, the pty and three turnarounds are counted
against the kiosk. A real module thinks too (about 0.6 s a read); left out, for it would make the ratio look better.
Meanwhile the kiosk's real window paints a part anew 60 times a second, as often as a display shows it; Xvfb waits for
no display: without this bound hundreds of frames would be drawn that nobody could see. The rate reached is printed.
"""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from lideng.bench.verdict import Verdict, p95
from lideng.display import virtual_display
from lideng.processes import announced, running

READS, WARM_UP = 33, 3
BAUD, BITS_PER_BYTE = 115_200, 10
LIMITS = {"id_read": 1.10}


def measure() -> Verdict:
    """Read cards, print what was seen; the verdict is the median of measured ÷ wire time."""
    with tempfile.TemporaryDirectory(prefix="lideng-bench-") as name:
        reads, told = _read(Path(name))
    ratios = [
        (holder - read["found"]) / wire_seconds(read["bytes"])
        for read, holder in list(zip(reads, told["holders"], strict=True))[WARM_UP:]
    ]
    wire_ms = wire_seconds(reads[-1]["bytes"]) * 1000
    print(
        f"{len(ratios)} reads of {reads[-1]['bytes']} bytes = {wire_ms:.1f} ms on the line; "
        f"median {median(ratios) * wire_ms:.1f} ms, p95 {p95(ratios) * wire_ms:.1f} ms; "
        f"{told['frames'] / told['seconds']:.0f} frames a second",
        flush=True,
    )
    return Verdict("id-read", {"id_read": median(ratios), "id_read_p95": p95(ratios)}, LIMITS)


def wire_seconds(count: int) -> float:
    """Seconds that many bytes occupy the line (8N1)."""
    return count * BITS_PER_BYTE / BAUD


def _read(folder: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What the reader's side says of each read, and what the kiosk's side says in the end."""
    reader_log, host_log = folder / "reader.log", folder / "host.log"
    with (
        virtual_display(folder / "xvfb.log") as display,
        running(("lideng.bench.reader_side", str(folder / "reader")), reader_log) as reader,
    ):
        words = ("lideng.bench.host_side", announced(reader, reader_log)["address"], str(READS + 1))
        with running(words, host_log, environment={"DISPLAY": display}) as host:
            told = announced(host, host_log)
        reads = [announced(reader, reader_log) for _ in range(READS)]
    return reads, {**told, "holders": told["holders"][:READS]}
