import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from hardware_mocks.faults import NotPossible
from hardware_mocks.ipp_printer import IppPrinter

ASK = """{ OPERATION Get-Printer-Attributes
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri $uri
STATUS successful-ok
}
{ OPERATION Get-Jobs
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri $uri
ATTR keyword which-jobs all
ATTR keyword requested-attributes all
STATUS successful-ok
}
"""
CANCEL = """{ OPERATION Cancel-Job
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri $uri
ATTR integer job-id $job
ATTR name requesting-user-name root
STATUS successful-ok
}
"""


def pdf_of(pages: int) -> bytes:
    kids = " ".join(f"{n + 3} 0 R" for n in range(pages))
    sheets = "".join(f"{n + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n" for n in range(pages))
    text = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages}>>endobj\n{sheets}trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    return text.encode()


class Office:
    """One printer and the stock IPP client."""

    def __init__(self, printer: IppPrinter, directory: Path) -> None:
        self.printer, self.directory = printer, directory
        (directory / "ask.test").write_text(ASK)

    def ipptool(self, test: str, *options: str) -> str:
        command = ["ipptool", "-tv", "-T", "3", *options, self.printer.uri, test]
        return subprocess.run(command, capture_output=True, text=True, timeout=10, check=False).stdout

    def send(self, pages: int = 1) -> None:
        document = self.directory / "document.pdf"
        document.write_bytes(pdf_of(pages))
        assert "[PASS]" in self.ipptool("print-job.test", "-f", str(document))

    def reasons(self) -> set[str]:
        said = self.ipptool(str(self.directory / "ask.test"))
        found = re.search(r"printer-state-reasons \([^)]*\) (?:= )?(\S+)", said)
        return set(found[1].split(",")) - {"none"} if found else set()

    def job_state(self) -> str:
        """The state of the newest job that is not the front panel's."""
        said = self.ipptool(str(self.directory / "ask.test")).partition("Get-Jobs")[2]
        names = re.findall(r"job-name \([^)]*\) (?:= )?(\S+)", said)
        states = re.findall(r"job-state \(enum\) (?:= )?(\S+)", said)
        own = [state for name, state in zip(names, states, strict=True) if name != "front-panel"]
        return own[0]

    def until(self, holds: Callable[[], bool], within: float = 4.0) -> None:
        end = time.monotonic() + within
        while not holds():
            assert time.monotonic() < end, f"{self.reasons()} {self.printer.state()}"
            time.sleep(0.05)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with IppPrinter(tmp_path, page_seconds=0.1) as printer:
        yield Office(printer, tmp_path)


def has(office: Office, reason: str) -> bool:
    """ippeveprinter itself decides whether a reason is a report, a warning or an error."""
    return any(said.startswith(reason) for said in office.reasons())


def test_a_job_is_printed_and_kept(office: Office) -> None:
    office.send(pages=2)
    office.until(lambda: office.job_state() == "completed")
    (certificate,) = office.printer.certificates
    assert (certificate.pages, certificate.sheets_out, certificate.complete) == (2, 2, True)
    assert certificate.pdf.read_bytes() == pdf_of(2)
    assert office.printer.state()["sheets"] == 248


def test_an_empty_tray_holds_the_job_until_it_is_refilled(office: Office) -> None:
    office.printer.empty_after(1)
    office.send(pages=2)
    office.until(lambda: has(office, "media-empty"))
    assert office.job_state() == "processing"
    time.sleep(0.3)
    assert not office.printer.certificates
    office.printer.refill()
    office.until(lambda: office.job_state() == "completed")
    assert not has(office, "media-empty")
    assert office.printer.certificates[0].sheets_out == 2


def test_an_idle_printer_shows_its_troubles(office: Office) -> None:
    assert office.reasons() == set()
    office.printer.open_cover()
    office.until(lambda: has(office, "cover-open"))
    office.printer.close_cover()
    office.printer.toner_low()
    office.until(lambda: has(office, "toner-low") and not has(office, "cover-open"))
    office.printer.new_toner()
    office.printer.empty()
    office.until(lambda: has(office, "media-empty"))
    office.printer.toner_low()
    office.until(lambda: has(office, "media-empty") and has(office, "toner-low"))


def test_a_job_sent_to_an_empty_printer_waits_for_the_refill(office: Office) -> None:
    office.printer.empty()
    office.send()
    office.until(lambda: has(office, "media-needed"))
    assert office.job_state() == "processing"
    office.printer.refill()
    office.until(lambda: office.job_state() == "completed")
    assert office.reasons() == set()
    assert office.printer.certificates[0].complete


def test_a_jam_aborts_the_job_and_holds_the_next_until_cleared(office: Office) -> None:
    office.printer.jam()
    office.send()
    office.until(lambda: office.job_state() == "aborted")
    assert has(office, "media-jam")
    assert not office.printer.certificates[0].complete
    office.send()
    time.sleep(0.3)
    assert office.job_state() == "processing"
    office.printer.clear_jam()
    office.until(lambda: office.job_state() == "completed")
    assert [c.complete for c in office.printer.certificates] == [False, True]


def test_a_jam_does_not_come_again_with_the_cable(office: Office) -> None:
    office.printer.jam()
    office.send()
    office.until(lambda: office.job_state() == "aborted")
    office.printer.clear_jam()
    office.printer.faults.unplug()
    office.printer.faults.replug()
    office.send()
    office.until(lambda: office.job_state() == "completed")
    assert [c.complete for c in office.printer.certificates] == [False, True]


def test_a_cancelled_job_prints_no_more(office: Office) -> None:
    (office.directory / "cancel.test").write_text(CANCEL)
    office.printer.empty_after(1)
    office.send(pages=2)
    office.until(lambda: has(office, "media-empty"))
    job_id = re.findall(r"job-id \(integer\) (?:= )?(\d+)", office.ipptool(str(office.directory / "ask.test")))[0]
    assert "[PASS]" in office.ipptool(str(office.directory / "cancel.test"), "-d", f"job={job_id}")
    office.until(lambda: office.job_state() == "canceled")
    office.printer.refill()
    assert [(c.sheets_out, c.complete) for c in office.printer.certificates] == [(1, False)]


def test_unplugging_refuses_and_replugging_serves_the_same_address(office: Office) -> None:
    uri = office.printer.uri
    office.printer.faults.unplug()
    assert "successful-ok" not in office.ipptool(str(office.directory / "ask.test"))
    office.printer.faults.replug()
    assert office.printer.uri == uri
    office.send()
    office.until(lambda: len(office.printer.certificates) == 1)


def test_a_hanging_printer_takes_connections_and_says_nothing(office: Office) -> None:
    office.printer.faults.hang()
    command = ["ipptool", "-tv", "-T", "1", office.printer.uri, str(office.directory / "ask.test")]
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=0.7, check=False)
    office.printer.faults.clear()
    office.until(lambda: office.reasons() == set())


def test_faults_of_byte_lines_are_refused(office: Office) -> None:
    for impossible in (lambda: office.printer.faults.cut_after(3), office.printer.faults.garble):
        with pytest.raises(NotPossible):
            impossible()
    with pytest.raises(NotPossible):
        office.printer.faults.fail_next("paper_aeroplane")


def test_two_printers_live_side_by_side_and_leave_no_process(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with (
        IppPrinter(tmp_path / "a", page_seconds=0.05) as first,
        IppPrinter(tmp_path / "b", page_seconds=0.05) as second,
    ):
        assert first.port != second.port
        Office(second, tmp_path).send()
        Office(second, tmp_path).until(lambda: len(second.certificates) == 1)
        assert not first.certificates
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


def test_children_die_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from hardware_mocks.ipp_printer import IppPrinter\n"
        f"p = IppPrinter(Path({str(tmp_path)!r})); p.start(); print('up', flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"up\n"
    children = psutil.Process(parent.pid).children(recursive=True)
    assert len(children) >= 2
    parent.kill()
    parent.wait()
    gone, alive = psutil.wait_procs(children, timeout=3)
    assert not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE], gone
