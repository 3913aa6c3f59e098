"""The drivers against the simulators: two independent readings of the same manuals."""

import asyncio
import time
from dataclasses import replace

import pytest
from wire_peers import until

from drivers.card_trouble import CardTrouble
from drivers.id_card import IdCard
from drivers.id_card_reader import IdCardReader
from drivers.printer_model import MODELS
from drivers.rating_pad import RatingPad
from drivers.receipt_printer import ReceiptPrinter
from drivers.slip import Bar, Feed, Pair, Qr, Rule, Slip, Text
from drivers.status import Done, NotDone, Paper, State, Unknown
from hardware_mocks.escpos_printer import EscPosPrinter
from hardware_mocks.known_cards import DEFAULT_CARDS
from hardware_mocks.rating_pad import RatingPadSim
from hardware_mocks.sdt_reader import ReaderSeconds, SdtReader
from hardware_mocks.serving import serve_pty, serve_tcp

SLIP = Slip(
    (
        Text("青禾县政务服务回执", align="center"),
        Rule(),
        Text("已办结", "t", bold=True),
        Text("我要领高龄津贴", "b", bold=True),
        Pair("姓名", "欧阳㛃"),
        Pair("办的时间", "2026-06-01 10:24"),
        Text("张𠮷 䶮 〇 ¥100", bold=True),
        Qr("https://qinghe.example/c/QH-20260601-0317-0042-K", 4, ("扫码看办件、补打",)),
        Qr("https://qinghe.example/c/1", 6),
        Bar("QH-20260601-0317-0042-K"),
        Feed(3),
    )
)


async def plugged(link, make_sim, make_driver, story):
    sim = make_sim(asyncio.get_running_loop())
    with serve_pty(sim, link) as server:
        driver = make_driver(server.address)
        await driver.start()
        try:
            async with asyncio.timeout(40):
                await story(driver, sim)
        finally:
            await driver.stop()


def on_pty(tmp_path, make_sim, make_driver, *stories):
    """Each story on a machine of its own, side by side: they mostly wait."""

    async def run():
        machines = (plugged(tmp_path / f"device{n}", make_sim, make_driver, story) for n, story in enumerate(stories))
        await asyncio.gather(*machines)

    asyncio.run(run())


def test_every_known_card(tmp_path):
    async def story(reader, sim):
        for laid in DEFAULT_CARDS:
            sim.lay(laid)
            card = await reader.next_card(within=5)
            assert isinstance(card, IdCard)
            assert (card.kind, card.name, card.number) == (laid.kind, laid.name, laid.number)
            assert card.english_name == laid.english_name
            assert (card.nationality, card.permit_no) == (laid.nationality, laid.permit_no)
            assert card.birth.replace("-", "") == laid.birth.replace("-", "")
            assert card.long_term == (laid.valid_to == "长期")
            sim.lift()

    quick = ReaderSeconds(find=0.01, select=0.01, read=0.05, address=0.01)
    on_pty(tmp_path, lambda loop: SdtReader(loop, seconds=quick), IdCardReader, story)


@pytest.mark.parametrize("command", [b"\x20\x02", b"\x30\x01", b"\x30\x03"], ids=["select", "read", "address"])
def test_a_card_laid_over_another_one_is_never_mixed_with_it(tmp_path, command):
    first = replace(DEFAULT_CARDS[0], new_address="青禾县旧街1号")
    second = replace(DEFAULT_CARDS[1], new_address="青禾县新街2号")

    async def story(reader, sim):
        hear = sim.receive

        def receive(data):
            if data[7:9] == command and sim.card is first:
                sim.lay(second)
            hear(data)

        sim.receive = receive
        sim.lay(first)
        card = await reader.next_card(within=5)
        assert isinstance(card, CardTrouble), "the first one was gone before it was read to its end"
        while not isinstance(card, IdCard):
            card = await reader.next_card(within=5)
            assert card is not None
        assert (card.number, card.new_address) == (second.number, second.new_address)

    on_pty(tmp_path, SdtReader, IdCardReader, story)


def test_reading_time_against_the_bytes_time(tmp_path):
    """What the driver adds to the reader's own time and 115200 baud: at most a tenth of the bytes' time."""
    times = []

    async def story(reader, sim):
        wire = (15 + 10 + 20 + 10 + 1295 + 10 + 11) * 10 / 115200
        for _ in range(5):
            sim.lay(DEFAULT_CARDS[0])
            assert isinstance(await reader.next_card(within=5), IdCard)
            now = asyncio.get_running_loop().time()
            found_at = next(at for at, command in reversed(sim.commands) if command == b"\x20\x01")
            times.append(now - found_at - 4 * 0.02 - wire)
            sim.lift()
        assert sorted(times)[2] < 0.1 * wire, times

    quick = ReaderSeconds(find=0.02, select=0.02, read=0.02, address=0.02)
    on_pty(tmp_path, lambda loop: SdtReader(loop, seconds=quick), IdCardReader, story)


def test_reader_faults_end_in_a_trouble_or_a_card(tmp_path):
    def failing(start_fault):
        async def story(reader, sim):
            sim.lay(DEFAULT_CARDS[0])
            start_fault(sim.faults)
            began = time.monotonic()
            first = await reader.next_card(within=12)
            assert first is not None
            assert time.monotonic() - began < 13
            sim.faults.clear()
            sim.lift()
            await asyncio.sleep(0.4)
            sim.lay(DEFAULT_CARDS[1])
            while not isinstance(first, IdCard) or first.number != DEFAULT_CARDS[1].number:
                first = await reader.next_card(within=8)
                assert first is not None

        return story

    starts = (lambda faults: faults.garble(), lambda faults: faults.hang(), lambda faults: faults.cut_after(40))
    on_pty(tmp_path, SdtReader, IdCardReader, *map(failing, starts))


def test_a_slip_comes_out_whole(tmp_path):
    async def story(printer, sim):
        assert await printer.print_slip(SLIP, within=15) == Done()
        assert len(sim.slips) == 1
        assert set(sim.slips[0].codes) >= {"https://qinghe.example/c/1"}
        assert sim.unprintable == []
        assert sim.unknown_commands == []

    def machine(model, repertoire):
        return plugged(
            tmp_path / model,
            lambda loop: EscPosPrinter(loop, repertoire=repertoire),
            lambda address: ReceiptPrinter(address, model=model),
            story,
        )

    async def run():
        await asyncio.gather(machine("generic-80", "gb2312"), machine("gbk-80", "gbk"))

    asyncio.run(run())


def test_printer_troubles(tmp_path):
    async def story(printer, sim):
        await until(lambda: printer.status.ready, within=3)
        sim.open_cover()
        assert (await printer.print_slip(SLIP, within=10)).trouble.code == "cover_open"
        sim.close_cover()
        sim.run_low()
        assert await printer.print_slip(SLIP, within=15) == Done()
        assert printer.status.paper is Paper.low
        sim.out_after(20)
        act = await printer.print_slip(SLIP, within=15)
        assert isinstance(act, Unknown)
        assert act.trouble.code == "paper_out"
        assert isinstance(await printer.print_slip(SLIP, within=5), NotDone)
        sim.refill()
        slips = len(sim.slips)
        assert await printer.print_slip(SLIP, within=15) == Done()
        assert len(sim.slips) == slips + 2

    on_pty(tmp_path, EscPosPrinter, ReceiptPrinter, story)


NAMED = Slip((Text("青禾县政务服务回执"), *[Text(f"{n} 欧阳梅 439921********0042") for n in range(40)], Text("末行")))


def rest_of(sim):
    """What came out after the paper that was torn off with the old roll, or of a slip on the same roll."""
    return [line for slip in sim.slips[1:] for line in slip.lines]


@pytest.mark.parametrize("clears", ["dle_dc4_8", "dle_enq_2"])
@pytest.mark.parametrize("trouble", ["paper_out", "cover_open"])
def test_the_rest_of_a_slip_never_comes_out_for_the_next_visitor(tmp_path, monkeypatch, clears, trouble):
    text = (MODELS / "generic-80.toml").read_text(encoding="utf-8")
    (tmp_path / "this.toml").write_text(text.replace("dle_dc4_8", clears), encoding="utf-8")
    monkeypatch.setattr("drivers.printer_model.MODELS", tmp_path)

    async def story(printer, sim):
        await until(lambda: printer.status.ready, within=3)
        if trouble == "paper_out":
            sim.out_after(40)
        else:
            asyncio.get_running_loop().call_later(0.5, sim.open_cover)
        act = await printer.print_slip(NAMED, within=15)
        assert isinstance(act, Unknown)
        assert act.trouble.code == trouble
        assert sim.idle, "nothing waits in the printer any more"
        assert [trouble.code for trouble in printer.status.troubles] == [trouble]
        sim.refill() if trouble == "paper_out" else sim.close_cover()
        await until(lambda: printer.status.ready, within=4)
        assert sim.paper.uncut_mm <= sim.paper.head_to_cutter_mm, "what was printed is off the roll before READY"
        assert len(sim.slips[0].lines) > 3
        assert rest_of(sim) == []
        assert await printer.print_slip(Slip((Text("another visitor"),)), within=5) == Done()
        assert rest_of(sim) == ["another visitor"]

    on_pty(
        tmp_path,
        lambda loop: EscPosPrinter(loop, clears=clears),
        lambda address: ReceiptPrinter(address, model="this"),
        story,
    )


def test_a_printer_that_cannot_clear_is_not_ready_before_the_rest_is_out(tmp_path):
    async def story(printer, sim):
        await until(lambda: printer.status.ready, within=3)
        sim.out_after(40)
        assert isinstance(await printer.print_slip(NAMED, within=15), Unknown)
        seen = []
        printer.on_status.append(lambda status: seen.append((status.ready, sim.idle)))
        assert "rest_in_printer" in [trouble.code for trouble in printer.status.troubles]
        sim.refill()
        await until(lambda: printer.status.ready, within=6)
        assert all(idle for ready, idle in seen if ready)
        assert sim.slips[-1].lines[-1] == "末行"
        assert await printer.print_slip(Slip((Text("another visitor"),)), within=5) == Done()
        assert sim.slips[-1].lines == ("another visitor",)

    on_pty(tmp_path, lambda loop: EscPosPrinter(loop, clears="no"), ReceiptPrinter, story)


def test_printer_failing_in_the_job(tmp_path):
    def failing(code):
        async def story(printer, sim):
            sim.faults.fail_next(code)
            act = await printer.print_slip(SLIP, within=3)
            assert isinstance(act, Unknown)
            assert act.trouble.code == code

        return story

    on_pty(tmp_path, EscPosPrinter, ReceiptPrinter, *map(failing, ("cutter", "unrecoverable", "no_echo")))


def test_printer_with_a_small_buffer_and_over_tcp():
    async def run():
        sim = EscPosPrinter(asyncio.get_running_loop(), buffer_bytes=4096)
        with serve_tcp(sim) as server:
            printer = ReceiptPrinter(server.address, model="raster-80")
            await printer.start()
            assert await printer.print_slip(SLIP, within=20) == Done()
            sim.faults.unplug()
            await until(lambda: printer.status.state is State.noDevice, within=4)
            sim.faults.replug()
            await until(lambda: printer.status.ready, within=3)
            await printer.stop()

    asyncio.run(run())


def test_rating_on_the_pad(tmp_path):
    async def story(pad, sim):
        assert await pad.voice(3)
        assert sim.voices == [3]
        for txn, stars in ((1, 5), (2, 1)):
            waiting = asyncio.create_task(pad.rate(txn, seconds=8, levels=5, within=9))
            await until(lambda txn=txn: sim.rating == txn, within=2)
            assert sim.press(stars)
            assert await waiting == stars
        waiting = asyncio.create_task(pad.rate(3, seconds=8, levels=4, within=9))
        await until(lambda: sim.rating == 3, within=2)
        await pad.cancel(3)
        assert await waiting is None
        assert await pad.rate(4, seconds=1, levels=5, within=5) is None

    on_pty(tmp_path, RatingPadSim, RatingPad, story)
