import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from wire_peers import TcpPeer, until

from drivers.certificate_printer import CertificatePrinter
from drivers.ipp_message import decode_answer
from drivers.ipp_printer import LONGEST_ANSWER_BYTES, Job
from drivers.ipp_printer import IppPrinter as Client
from drivers.ipp_reasons import MEANINGS, certificate_status, meaning
from drivers.job_fate import ABORTED, CANCELED, COMPLETED, PENDING, PROCESSING, STOPPED, fate
from drivers.status import Done, NotDone, Paper, State, Status, Unknown
from drivers.wire_error import BadAddress, Garbled
from hardware_mocks.ipp_printer import IppPrinter

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n%%EOF\n"
)
IDLE = certificate_status({"printer-state": (3,), "printer-state-reasons": ("none",)})


def attribute(tag: int, name: str, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name.encode() + len(value).to_bytes(2, "big") + value


def answer(*groups: bytes, status: int = 0) -> bytes:
    return b"\x02\x00" + status.to_bytes(2, "big") + b"\x00\x00\x00\x01" + b"".join(groups) + b"\x03"


def job(state: int, printed: int | None = None, *reasons: str) -> Job:
    return Job(1, "case-1", state, reasons, printed)


def told(*reasons: str, state: int = 3) -> Status:
    return certificate_status({"printer-state": (state,), "printer-state-reasons": reasons or ("none",)})


# bytes


def test_attributes_jobs_and_many_values():
    data = answer(
        b"\x01" + attribute(0x47, "attributes-charset", b"utf-8"),
        b"\x04" + attribute(0x23, "printer-state", b"\0\0\0\5")
        + attribute(0x44, "printer-state-reasons", b"media-jam-error") + attribute(0x44, "", b"cover-open"),
        b"\x02" + attribute(0x21, "job-id", b"\0\0\0\7") + attribute(0x42, "job-name", "青禾-7".encode()),
        b"\x02" + attribute(0x21, "job-id", b"\0\0\0\x08"),
    )  # fmt: skip
    decoded = decode_answer(data)
    assert decoded.printer == {"printer-state": (5,), "printer-state-reasons": ("media-jam-error", "cover-open")}
    assert decoded.jobs == [{"job-id": (7,), "job-name": ("青禾-7",)}, {"job-id": (8,)}]


def test_collections_are_skipped():
    inside = attribute(0x4A, "", b"x-dimension") + attribute(0x21, "", b"\0\0\0\1")
    data = answer(
        b"\x04" + attribute(0x34, "media-col", b"") + inside + attribute(0x34, "", b"") + attribute(0x37, "", b"")
        + attribute(0x37, "", b"") + attribute(0x23, "printer-state", b"\0\0\0\3")
    )  # fmt: skip
    assert decode_answer(data).printer == {"printer-state": (3,)}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "at least 9 bytes"),
        (b"\x02\0\0\0\0\0\0\1\x04", "no end"),
        (b"\x02\0\0\0\0\0\0\1\x04\x21\xff\xff", "ends inside"),
        (answer(b"\x04" + attribute(0x21, "n", b"\0")), "4 bytes"),
        (answer(b"\x04" + attribute(0x21, "", b"\0\0\0\0")), "without a name"),
        (answer(b"\x04" + attribute(0x37, "", b"")), "do not nest"),
        (answer(b"\x04" + attribute(0x34, "", b"") * 99), "do not nest"),
    ],
)
def test_broken_answers_are_garbled(data, sentence):
    with pytest.raises(Garbled, match=sentence):
        decode_answer(data)


# reasons


@pytest.mark.parametrize(
    ("reasons", "state", "paper", "codes"),
    [
        (["none"], State.online, Paper.full, []),
        (["media-empty-error", "media-needed"], State.offline, Paper.out, ["paper_out"]),
        (["input-tray-missing"], State.userError, Paper.unknown, ["tray_missing"]),
        (["media-low-report", "toner-low-warning"], State.online, Paper.low, ["paper_low", "toner_low"]),
        (["media-jam"], State.hardwareError, Paper.jammed, ["jam"]),
        (["toner-low", "door-open-error"], State.userError, Paper.unknown, ["cover_open", "toner_low"]),
        (["marker-supply-empty"], State.offline, Paper.full, ["toner_out"]),
        (["marker-waste-full"], State.offline, Paper.full, ["waste_full"]),
        (["output-area-full"], State.offline, Paper.full, ["output_full"]),
        (["output-area-almost-full", "marker-waste-almost-full"], State.online, Paper.full,
         ["output_almost_full", "waste_almost_full"]),
        (["paused"], State.offline, Paper.full, ["paused"]),
        (["offline-report"], State.offline, Paper.full, ["unreachable"]),
        (["com.vendor.thing-error"], State.hardwareError, Paper.full, ["printer_error"]),
        (["com.vendor.thing-warning", "cups-missing-filter-warning", "identify-printer-requested"], State.online,
         Paper.full, []),
    ],
)  # fmt: skip
def test_reasons_as_status(reasons, state, paper, codes):
    status = told(*reasons)
    assert (status.state, status.paper) == (state, paper)
    assert [trouble.code for trouble in status.troubles] == codes


def test_a_stopped_printer_without_a_reason_is_not_ready():
    assert told(state=5).troubles[0].code == "printer_error"
    assert not certificate_status({}).ready


def test_every_severity_of_every_reason_has_a_meaning():
    for keyword, expected in MEANINGS.items():
        assert [meaning(keyword + ending) for ending in ("", "-report", "-warning", "-error")] == [expected] * 4


# ends


@pytest.mark.parametrize(
    ("one", "status", "touched", "end"),
    [
        (job(PENDING), IDLE, False, None),
        (job(PROCESSING), IDLE, True, None),
        (job(STOPPED), told("media-empty"), True, None),
        (job(COMPLETED), IDLE, True, Done),
        (job(COMPLETED, 1), told("media-empty"), True, Done),
        (job(COMPLETED), told("media-empty"), True, "paper_out"),
        (job(COMPLETED, 1), told("media-jam"), True, "jam"),
        (job(COMPLETED, 1, "job-completed-with-errors"), IDLE, True, "completed_with_errors"),
        (job(ABORTED), told("media-jam-error"), True, "jam"),
        (job(ABORTED, 0), told("media-jam-error"), True, "jam"),
        (job(ABORTED), IDLE, True, "aborted"),
        (job(ABORTED, 1), IDLE, True, "aborted"),
        (job(ABORTED, 0), IDLE, True, NotDone),
        (job(CANCELED), IDLE, False, NotDone),
        (job(CANCELED), IDLE, True, "canceled"),
    ],
)
def test_how_a_job_ended(one, status, touched, end):
    act = fate(one, status, touched=touched)
    if isinstance(end, str):
        assert isinstance(act, Unknown)
        assert act.trouble.code == end
    else:
        assert act is end is None or isinstance(act, end)


# the device, on a real ippeveprinter


def with_printer(tmp_path: Path, story, **options) -> None:
    async def run():
        machine = await asyncio.to_thread(lambda: IppPrinter(tmp_path, page_seconds=0.3, **options).__enter__())
        driver = CertificatePrinter(machine.uri)
        await driver.start()
        try:
            await until(lambda: driver.status.ready, within=5)
            await asyncio.wait_for(story(driver, machine), 40)
        finally:
            await driver.stop()
            await asyncio.to_thread(machine.stop)

    asyncio.run(run())


def test_printed_known_and_found_out(tmp_path):
    async def story(driver, machine):
        seen = []
        assert await driver.print_pdf(PDF, job_name="case-1", within=15, on_progress=seen.append) == Done()
        assert [certificate.job_name for certificate in machine.certificates] == ["case-1"]
        assert all(progress.trouble is None for progress in seen)
        assert await driver.job_known("case-1") == Done()
        assert await driver.job_known("case-2") is None

    with_printer(tmp_path, story)


def test_paper_runs_out_and_the_job_waits_for_the_refill(tmp_path):
    async def story(driver, machine):
        seen = []
        await asyncio.to_thread(machine.empty_after, 1)
        waiting = asyncio.create_task(
            driver.print_pdf(PDF, job_name="case-1", copies=2, within=30, on_progress=seen.append)
        )
        await until(lambda: any(progress.trouble for progress in seen), within=10)
        assert seen[-1].state == "held"
        assert seen[-1].trouble.code == "paper_out"
        await asyncio.to_thread(machine.refill)
        assert await waiting == Done()
        assert machine.certificates[0].sheets_out == 2

    with_printer(tmp_path, story)


def test_no_paper_before_is_not_done(tmp_path):
    async def story(driver, machine):
        await asyncio.to_thread(machine.empty)
        act = await driver.print_pdf(PDF, job_name="case-1", within=10)
        assert isinstance(act, NotDone)
        assert act.trouble.code == "paper_out"
        assert await driver.job_known("case-1") is None

    with_printer(tmp_path, story)


def test_a_jam_is_unknown(tmp_path):
    async def story(driver, machine):
        await asyncio.to_thread(machine.jam)
        act = await driver.print_pdf(PDF, job_name="case-1", within=15)
        assert isinstance(act, Unknown)
        assert act.trouble.code == "jam"

    with_printer(tmp_path, story)


def test_at_the_limit_the_job_is_taken_back(tmp_path):
    async def story(driver, machine):
        await asyncio.to_thread(machine.empty_after, 1)
        act = await driver.print_pdf(PDF, job_name="case-1", copies=2, within=2)
        assert isinstance(act, Unknown)
        assert act.trouble.code == "paper_out"
        await asyncio.to_thread(machine.refill)
        await asyncio.sleep(0.5)
        assert machine.certificates[0].sheets_out == 1

    with_printer(tmp_path, story)


def test_a_job_nobody_waits_for_is_taken_back(tmp_path):
    async def story(driver, machine):
        seen = []
        await asyncio.to_thread(machine.empty_after, 1)
        waiting = asyncio.create_task(
            driver.print_pdf(PDF, job_name="case-1", copies=2, within=30, on_progress=seen.append)
        )
        await until(lambda: any(progress.trouble for progress in seen), within=10)
        await driver.cancel_job("case-1")
        act = await waiting
        assert isinstance(act, Unknown)
        assert act.trouble.code == "paper_out"
        assert await driver.job_known("case-1") == act
        await driver.cancel_job("case-1")
        await driver.cancel_job("never printed")

    with_printer(tmp_path, story)


def test_unplugged_in_the_job_and_never_printed_again(tmp_path):
    async def story(driver, machine):
        waiting = asyncio.create_task(driver.print_pdf(PDF, job_name="case-1", copies=9, within=12))
        await asyncio.sleep(1.0)
        await asyncio.to_thread(machine.faults.unplug)
        await until(lambda: not driver.status.ready, within=5)
        await asyncio.to_thread(machine.faults.replug)
        await until(lambda: driver.status.ready, within=4)
        assert isinstance(await waiting, Unknown)

    with_printer(tmp_path, story)


def test_a_refused_port_is_not_done():
    async def run():
        driver = CertificatePrinter("ipp://127.0.0.1:1/ipp/print")
        await driver.start()
        act = await driver.print_pdf(PDF, job_name="case-1", within=1)
        assert isinstance(act, NotDone)
        assert driver.status.state is State.noDevice
        await driver.stop()

    asyncio.run(run())


def http(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize("coding", ["", "Content-Encoding: gzip\r\n"])
def test_an_answer_without_end_is_let_go_of(coding):
    sent = 0

    async def pour(reader, writer):
        nonlocal sent
        await reader.read(65536)
        writer.write(f"HTTP/1.1 200 OK\r\n{coding}Content-Length: 9999999999\r\n\r\n".encode())
        with suppress(ConnectionError):
            while True:
                writer.write(bytes(65536))
                sent += 65536
                await writer.drain()

    async def run():
        server = await asyncio.start_server(pour, "127.0.0.1", 0)
        printer = Client(f"ipp://127.0.0.1:{server.sockets[0].getsockname()[1]}/ipp/print", within=5)
        with pytest.raises(Garbled, match="longer than"):
            await printer.attributes()
        assert sent < 64 * LONGEST_ANSWER_BYTES
        await printer.close()
        server.close()

    asyncio.run(run())


def test_a_submit_without_an_answer_is_unknown():
    """The printer takes the whole job and then says nothing, and knows no job afterwards."""

    def talk(data: bytes) -> bytes:
        if b"printer-state" in data:
            reasons = attribute(0x44, "printer-state-reasons", b"none")
            return http(answer(b"\x04" + attribute(0x23, "printer-state", b"\0\0\0\3") + reasons))
        if b"which-jobs" in data:
            return http(answer(b"\x01" + attribute(0x47, "attributes-charset", b"utf-8")))
        return b""

    async def run():
        peer = await TcpPeer(talk).up()
        driver = CertificatePrinter(f"ipp://127.0.0.1:{peer.port}/ipp/print")
        await driver.start()
        act = await driver.print_pdf(PDF, job_name="case-1", within=1.5)
        assert isinstance(act, Unknown)
        await driver.stop()
        await peer.down()

    asyncio.run(run())


def test_a_printer_that_refuses_is_not_done():
    def talk(data: bytes) -> bytes:
        if b"printer-state" in data:
            return http(answer(b"\x04" + attribute(0x23, "printer-state", b"\0\0\0\3")))
        return http(answer(status=0x0507)) if b"application/pdf" in data else b""

    async def run():
        peer = await TcpPeer(talk).up()
        driver = CertificatePrinter(f"ipp://127.0.0.1:{peer.port}/ipp/print")
        await driver.start()
        act = await driver.print_pdf(PDF, job_name="case-1", within=3)
        assert isinstance(act, NotDone)
        assert act.trouble.code == "busy"
        await driver.stop()
        await peer.down()

    asyncio.run(run())


def test_only_ipp_addresses():
    with pytest.raises(BadAddress, match="ipp://"):
        CertificatePrinter("tcp://127.0.0.1:9100")
