"""The front panel's way into ippeveprinter: an empty job of its own carries a change of state into it.

ippeveprinter takes printer-state-reasons only from a running print command, so a cover that is opened
while nothing prints would stay unseen without this. It takes one job at a time, so a real job is never disturbed.
"""

import http.client
import time

PRINT_JOB, GET_JOB_ATTRIBUTES, GET_PRINTER_ATTRIBUTES = 0x0002, 0x0009, 0x000B
IDLE = 3
CANCELED = 7  # job-state from here on: canceled, aborted, completed
_OPERATION, _END = 0x01, 0x03
_CHARSET, _LANGUAGE, _URI, _NAME, _MIME, _KEYWORD = 0x47, 0x48, 0x45, 0x42, 0x49, 0x44
_INTEGER, _ENUM = 0x21, 0x23
WAIT_SECONDS = 2.0
FRONT_PANEL = "front-panel"
BUSY_SECONDS = 0.3
LOOK_SECONDS = 0.01
SETTLE_SECONDS = 0.03


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
    job_id = _number(_operate(port, PRINT_JOB, job, b"%PDF-1.4\n%%EOF\n"), _INTEGER, "job-id")
    end = time.monotonic() + WAIT_SECONDS
    while job_id and job_state(port, job_id) < CANCELED and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
    _wait_until_idle(port, WAIT_SECONDS)
    time.sleep(SETTLE_SECONDS)  # it says idle a moment before it takes the next job


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
    return _number(_operate(port, GET_PRINTER_ATTRIBUTES, asked), _ENUM, "printer-state")


def job_state(port: int, job_id: int) -> int:
    """job-state, RFC 8011 5.3.7; 0 when the printer does not know the job."""
    return _number(_job(port, job_id), _ENUM, "job-state")


def to_be_stopped(port: int, job_id: int) -> bool:
    """True when somebody cancelled the job: ippeveprinter notes it and leaves the rest to the print command."""
    return b"processing-to-stop-point" in _job(port, job_id)


def _job(port: int, job_id: int) -> bytes:
    number = bytes([_INTEGER]) + b"\x00\x06job-id\x00\x04" + job_id.to_bytes(4, "big")
    return _operate(port, GET_JOB_ATTRIBUTES, number)


def _number(answer: bytes, tag: int, name: str) -> int:
    """The value of an integer or enum attribute, 0 when it is not there."""
    head = bytes([tag]) + len(name).to_bytes(2, "big") + name.encode() + b"\x00\x04"
    _, _, rest = answer.partition(head)
    return int.from_bytes(rest[:4], "big")


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


def _ask(port: int, method: str, path: str, body: bytes | None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    try:
        connection.request(method, path, body, {"Content-Type": "application/ipp"} if body else {})
        return connection.getresponse().read()
    finally:
        connection.close()
