"""The front panel's way into ippeveprinter: an empty job of its own carries a change of state into it.

ippeveprinter takes printer-state-reasons only from a running print command, so a cover that is opened
while nothing prints would stay unseen without this. It takes one job at a time, so a real job is never disturbed.
"""

import http.client
import time

from hardware_mocks.paper_path import FRONT_PANEL

PRINT_JOB, GET_PRINTER_ATTRIBUTES = 0x0002, 0x000B
BUSY = 0x0507  # server-error-busy, RFC 8011 appendix B
IDLE = 3
_OPERATION, _END = 0x01, 0x03
_CHARSET, _LANGUAGE, _URI, _NAME, _MIME, _KEYWORD = 0x47, 0x48, 0x45, 0x42, 0x49, 0x44
_STATE = b"\x23" + len("printer-state").to_bytes(2, "big") + b"printer-state" + b"\x00\x04"
WAIT_SECONDS = 2.0
BUSY_SECONDS = 0.3
LOOK_SECONDS = 0.01


def tell_printer(port: int, *, has_paper: bool) -> None:
    """Make an idle printer look at its tray, and return when it has; a printing one looks by itself.

    An idle printer that says media-empty holds every job before its print command runs, so paper is announced
    by the web form first. Raises OSError when nobody answers within WAIT_SECONDS.
    """
    if not _wait_until_idle(port, BUSY_SECONDS):
        if has_paper:
            load_a4(port)
        return
    load_a4(port)
    panel = _attribute(_NAME, "requesting-user-name", FRONT_PANEL) + _attribute(_NAME, "job-name", FRONT_PANEL)
    job = panel + _attribute(_MIME, "document-format", "application/pdf")
    if _status(_operate(port, PRINT_JOB, job, b"%PDF-1.4\n%%EOF\n")) != BUSY:
        _wait_until_idle(port, WAIT_SECONDS)


def _wait_until_idle(port: int, within: float) -> bool:
    end = time.monotonic() + within
    while printer_state(port) != IDLE:
        if time.monotonic() > end:
            return False
        time.sleep(LOOK_SECONDS)
    return True


def printer_state(port: int) -> int:
    """printer-state: 3 idle, 4 processing, 5 stopped; 0 when the answer has none."""
    asked = _attribute(_KEYWORD, "requested-attributes", "printer-state")
    answer = _operate(port, GET_PRINTER_ATTRIBUTES, asked)
    _, found, rest = answer.partition(_STATE)
    return int.from_bytes(rest[:4], "big") if found else 0


def load_a4(port: int) -> None:
    """Put A4 into the main tray by the printer's own web form (it comes with US letter)."""
    main = "size1=iso_a4_210x297mm&type1=stationery&level1=250"
    by_pass = "size3=iso_dl_110x220mm&type3=envelope&level3=-2"  # a tray left out would count as empty
    _ask(port, "GET", f"/media?{main}&{by_pass}", None)


def _attribute(tag: int, name: str, value: str) -> bytes:
    raw_name, raw = name.encode(), value.encode()
    return bytes([tag]) + len(raw_name).to_bytes(2, "big") + raw_name + len(raw).to_bytes(2, "big") + raw


def _operate(port: int, operation: int, attributes: bytes, document: bytes = b"") -> bytes:
    head = b"\x02\x00" + operation.to_bytes(2, "big") + (1).to_bytes(4, "big") + bytes([_OPERATION])
    common = (
        _attribute(_CHARSET, "attributes-charset", "utf-8")
        + _attribute(_LANGUAGE, "attributes-natural-language", "en")
        + _attribute(_URI, "printer-uri", f"ipp://127.0.0.1:{port}/ipp/print")
    )
    return _ask(port, "POST", "/ipp/print", head + common + attributes + bytes([_END]) + document)


def _status(answer: bytes) -> int:
    return int.from_bytes(answer[2:4], "big")


def _ask(port: int, method: str, path: str, body: bytes | None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    try:
        connection.request(method, path, body, {"Content-Type": "application/ipp"} if body else {})
        return connection.getresponse().read()
    finally:
        connection.close()
