"""A simulated certificate printer: the real ippeveprinter with paper, toner, jams and a cover.

ippeveprinter wants a D-Bus system bus before it starts, even with DNS-SD switched off. Each printer has a
private dbus-daemon for that; no avahi runs, nothing is advertised, and several printers live side by side.
"""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware_mocks import ipp_panel
from hardware_mocks.faults import Code, Faults, NotPossible
from hardware_mocks.tray import changing, look

FAULTS = ("media-jam", "aborted")
SEARCH_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
LOOK_SECONDS = 0.02
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={path}</listen><auth>EXTERNAL</auth><policy context="default">
<allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy></busconfig>
"""


@dataclass(frozen=True)
class Certificate:
    """What lies in the output tray: complete is False for a job that jammed or was cut off."""

    number: int
    job_id: int
    job_name: str
    pages: int
    copies: int
    sheets_out: int
    complete: bool
    pdf: Path


class IppFaults(Faults):
    """The common vocabulary without the two faults of a byte line."""

    def __init__(self, tray_file: Path) -> None:
        super().__init__(_known)
        self._tray_file = tray_file  # the print command takes the codes from there, in a process of its own

    def fail_next(self, code: Code) -> None:
        self._check(code)
        with changing(self._tray_file) as tray:
            tray.fail_next.append(str(code))
        self._tell()

    def clear(self) -> None:
        with changing(self._tray_file) as tray:
            tray.fail_next.clear()
        super().clear()

    def cut_after(self, n: int) -> None:
        raise NotPossible("cut_after is a fault of byte lines; use unplug")

    def garble(self) -> None:
        raise NotPossible("garble is a fault of byte lines")


def _known(code: Code) -> None:
    if code not in FAULTS:
        raise NotPossible(f"{code!r} is no certificate printer fault; known: {', '.join(FAULTS)}")


class IppPrinter:
    """Runs between `start()` and `stop()` (or in a `with`); prints land in `certificates`.

    Methods block for up to two seconds at most; call them outside an event loop's own thread. All child
    processes end with this process, even when it is killed.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int = 0,
        name: str = "Lideng Certificates",
        page_seconds: float = 1.5,
        sheets: int = 250,
    ) -> None:
        self.port = port or _free_port()
        self._directory, self._name = directory, name
        self._shelf, self._tray_file = directory / "certificates", directory / "tray.json"
        self._bus_directory: Path | None = None
        self._bus: subprocess.Popen[bytes] | None = None
        self._printer: subprocess.Popen[bytes] | None = None
        for folder in (self._shelf, directory / "spool"):
            folder.mkdir(parents=True, exist_ok=True)
        with changing(self._tray_file) as tray:
            tray.page_seconds, tray.sheets = page_seconds, sheets
        self.faults = IppFaults(self._tray_file)
        self.faults.watchers.append(self._follow)

    @property
    def uri(self) -> str:
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    def start(self, within: float = 5.0) -> None:
        """Ready to take jobs when it returns; raises TimeoutError, or FileNotFoundError without cups-ipp-utils."""
        try:
            self._start(within)
        except BaseException:
            self.stop()
            raise

    def _start(self, within: float) -> None:
        self._bus_directory = Path(tempfile.mkdtemp(prefix="lideng-bus-"))
        address = self._bus_directory / "bus"
        (self._bus_directory / "bus.conf").write_text(_BUS.format(path=address), encoding="utf-8")
        self._bus = self._run(
            "dbus-daemon", f"--config-file={self._bus_directory / 'bus.conf'}", "--nofork", "--nopidfile"
        )
        _wait_for(address.exists, within, "the private D-Bus")
        self._switch_on(within)
        self._tell_printer()

    def stop(self) -> None:
        for process in (self._printer, self._bus):
            _end(process)
        self._printer = self._bus = None
        if self._bus_directory is not None:
            shutil.rmtree(self._bus_directory, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # -- what one does at the machine -----------------------------------------------------------------------

    def refill(self, sheets: int = 250) -> None:
        self._set(sheets=sheets)

    def empty(self) -> None:
        self._set(sheets=0)

    def run_low(self) -> None:
        self._set(sheets=5)

    def empty_after(self, sheets: int) -> None:
        self._set(sheets=sheets)

    def jam(self) -> None:
        """The next sheet jams half-way."""
        self.faults.fail_next("media-jam")

    def clear_jam(self) -> None:
        self._set(jammed=False)

    def toner_low(self) -> None:
        self._set(toner="low")

    def toner_empty(self) -> None:
        self._set(toner="empty")

    def new_toner(self) -> None:
        self._set(toner="ok")

    def open_cover(self) -> None:
        self._set(cover_open=True)

    def close_cover(self) -> None:
        self._set(cover_open=False)

    @property
    def certificates(self) -> list[Certificate]:
        every = [json.loads(about.read_text(encoding="utf-8")) for about in self._shelf.glob("*.json")]
        ordered = sorted(every, key=lambda about: int(about["number"]))
        return [Certificate(**about, pdf=self._shelf / f"{about['number']}.pdf") for about in ordered]

    def state(self) -> dict[str, object]:
        tray = look(self._tray_file)
        return {
            "uri": self.uri,
            "sheets": tray.sheets,
            "toner": tray.toner,
            "cover_open": tray.cover_open,
            "jammed": tray.jammed,
            "reasons": tray.reasons(),
            "certificates": [
                {name: value for name, value in certificate.__dict__.items() if name != "pdf"}
                for certificate in self.certificates
            ],
            "faults": self.faults.state() | {"fail_next": tray.fail_next},
        }

    # -- processes ------------------------------------------------------------------------------------------

    def _set(self, **values: object) -> None:
        with changing(self._tray_file) as tray:
            for name, value in values.items():
                setattr(tray, name, value)
        self._tell_printer()

    def _tell_printer(self) -> None:
        """A running job sees the tray itself; an idle printer has to be told."""
        if self._printer is not None and not self.faults.hanging:
            ipp_panel.tell_printer(self.port, has_paper=look(self._tray_file).sheets > 0)

    def _follow(self) -> None:
        faults = self.faults
        with changing(self._tray_file) as tray:
            tray.hanging, tray.factor = faults.hanging, faults.factor
        if self._printer is not None and not faults.plugged:
            _end(self._printer, signal.SIGKILL)
            self._printer = None
        elif self._printer is None and self._bus is not None and faults.plugged:
            self._switch_on(within=5.0)
            self._tell_printer()
        elif self._printer is not None:
            self._printer.send_signal(signal.SIGSTOP if faults.hanging else signal.SIGCONT)

    def _switch_on(self, within: float) -> None:
        spool = str(self._directory / "spool")
        command = ["-c", str(self._print_command()), "-d", spool, "-f", "application/pdf", "-k"]
        place = ["-r", "off", "-n", "localhost", "-p", str(self.port), "-s", "30,0"]
        model = ["-M", "Lideng", "-m", "Certificate Printer Mock"]
        self._printer = self._run("ippeveprinter", *place, *model, *command, self._name)
        _wait_for(lambda: _answers(self.port), within, "ippeveprinter")

    def _print_command(self) -> Path:
        """A command without arguments, as ippeveprinter wants it."""
        script = self._directory / "print-command"
        root = Path(__file__).resolve().parent.parent
        parts = [sys.executable, "-S", "-m", "hardware_mocks.paper_path", str(self._tray_file), str(self._shelf)]
        quoted = " ".join("'" + part.replace("'", "'\\''") + "'" for part in parts)
        script.write_text(f"#!/bin/sh\nPYTHONPATH='{root}' exec {quoted} \"$1\"\n", encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return script

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        where = shutil.which(program, path=SEARCH_PATH)
        if where is None:
            raise FileNotFoundError(f"{program} is missing: apt-get install cups-ipp-utils dbus")
        bus = f"unix:path={self._bus_directory}/bus"
        with (self._directory / f"{program}.log").open("ab") as log:
            return subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", where, *arguments],
                env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
    except OSError:
        return False
    return True


def _wait_for(holds: Callable[[], bool], within: float, what: str) -> None:
    end = time.monotonic() + within
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come up within {within} s")
        time.sleep(LOOK_SECONDS)


def _end(process: subprocess.Popen[bytes] | None, how: signal.Signals = signal.SIGTERM) -> None:
    if process is None:
        return
    process.send_signal(signal.SIGCONT)
    process.send_signal(how)
    try:
        process.wait(1.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(1.0)
