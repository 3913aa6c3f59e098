"""The print command of ippeveprinter: moves one sheet after the other out of the tray, and keeps the document.

Run as `python -m hardware_mocks.paper_path TRAY_FILE SHELF DOCUMENT`. It says STATE and ATTR lines on
stderr (ippeveprinter(1)); exit 1 makes the job aborted.
"""

import contextlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from hardware_mocks.ipp_panel import FRONT_PANEL, to_be_stopped
from hardware_mocks.tray import changing, look

LOOK_SECONDS = 0.03
CANCEL_LOOK_SECONDS = 0.25


class PrinterGone(Exception):
    """ippeveprinter was switched off while a sheet was on its way."""


class Failed(Exception):
    """The job ends as aborted."""


def pages_in(pdf: bytes) -> int:
    """Pages of a PDF, from the largest /Count of its page trees; 1 when it hides them."""
    return max((int(count) for count in re.findall(rb"/Count (\d+)", pdf)), default=1)


class PaperPath:
    """One job on its way through the printer."""

    def __init__(self, tray_file: Path, shelf: Path, document: Path) -> None:
        self._tray_file, self._shelf, self._document = tray_file, shelf, document
        self._printer = os.getppid()
        self._told: list[str] | None = None
        self._cancel_looked = 0.0
        self._moved = False

    def run(self) -> None:
        """Print every copy of every page; raises Failed, and keeps what came out in either case."""
        pages, copies = pages_in(self._document.read_bytes()), int(os.environ.get("IPP_COPIES", "1"))
        sheets_out = 0
        try:
            for _ in range(pages * copies):
                self._sheet()
                sheets_out += 1
                _say(f"ATTR: job-impressions-completed={sheets_out} job-media-sheets-completed={sheets_out}")
        finally:
            if self._moved:
                self._keep(pages, copies, sheets_out)
        self._tell()

    def front_panel(self) -> None:
        self._tell()

    def _sheet(self) -> None:
        self._wait_until_ready()
        self._stop_if_cancelled()
        wrong = self._take_fault()
        if wrong == "aborted":
            raise Failed
        tray = look(self._tray_file)
        self._moved = True
        self._pass(tray.page_seconds * tray.factor * (0.5 if wrong else 1.0))
        with changing(self._tray_file) as tray:
            tray.sheets = max(0, tray.sheets - 1)
            tray.jammed = tray.jammed or wrong == "media-jam"
        self._tell()
        if wrong:
            raise Failed

    def _wait_until_ready(self) -> None:
        while not self._tell():
            self._pass(LOOK_SECONDS)
            self._stop_if_cancelled()

    def _stop_if_cancelled(self) -> None:
        if time.monotonic() < self._cancel_looked + CANCEL_LOOK_SECONDS:
            return
        self._cancel_looked = time.monotonic()
        port = urlsplit(os.environ["IPP_JOB_PRINTER_URI"]).port or 631
        with contextlib.suppress(OSError):
            if to_be_stopped(port, int(os.environ["IPP_JOB_ID"])):
                raise Failed

    def _tell(self) -> bool:
        """Say the reasons when they changed; true when a sheet may start."""
        tray = look(self._tray_file)
        if tray.reasons() != self._told:
            self._told = tray.reasons()
            _say("STATE: " + (",".join(self._told) or "none"))
        return tray.can_print

    def _take_fault(self) -> str | None:
        with changing(self._tray_file) as tray:
            return tray.fail_next.pop(0) if tray.fail_next else None

    def _pass(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            if os.getppid() != self._printer:
                raise PrinterGone
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(LOOK_SECONDS, left))

    def _keep(self, pages: int, copies: int, sheets_out: int) -> None:
        number = len(list(self._shelf.glob("*.json"))) + 1
        about = {
            "number": number,
            "job_id": int(os.environ.get("IPP_JOB_ID", "0")),
            "job_name": os.environ.get("IPP_JOB_NAME", ""),
            "pages": pages,
            "copies": copies,
            "sheets_out": sheets_out,
            "complete": sheets_out == pages * copies,
        }
        shutil.copyfile(self._document, self._shelf / f"{number}.pdf")
        fresh = self._shelf / f"{number}.new"
        fresh.write_text(json.dumps(about), encoding="utf-8")
        fresh.replace(self._shelf / f"{number}.json")


def _say(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(line, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    path = PaperPath(*map(Path, arguments))
    try:
        if os.environ.get("IPP_JOB_ORIGINATING_USER_NAME") == FRONT_PANEL:
            path.front_panel()
        else:
            path.run()
    except (Failed, PrinterGone):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
