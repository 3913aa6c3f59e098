"""Full disks, journals nobody can read, cards of strangers: a plain sentence, and nothing lost."""

import asyncio
import json

import pytest

from kiosk.journal import Journal, NotWritten
from kiosk.machine import Terminal, open_journal
from kiosk.settings import load_machine
from kiosk.settle import FINISH, Hands, settle
from kiosk.ui import CannotNow, CardRefused, LayCard, TakeYourPaper
from tests.stories.scripted_ui import ScriptedUI
from tests.stories.visitors import HUANG, visitor

STRANGER = {
    "kind": "cn",
    "name": "测试甲",
    "sex": "男",
    "nation": "汉",
    "birth": "19800101",
    "address": "外省测试市测试路1号",
    "number": "43992119800101999X",
    "authority": "测试市公安局",
    "valid_from": "20200101",
    "valid_to": "20400101",
}


def settled(machine):
    async def boot():
        terminal = Terminal(machine, ScriptedUI({}))
        await terminal.start()
        kiosk = terminal.kiosk
        try:
            await asyncio.sleep(2)
            done = await settle(Hands(kiosk.journal, kiosk.county, kiosk.devices.certificate_printer))
            return done, kiosk.journal.visits()
        finally:
            await terminal.stop()

    return asyncio.run(boot())


def test_a_disk_that_fills_up_after_the_confirmation_does_not_undo_it(hall, live, place, people, monkeypatch):
    close, full = Journal.close, []

    def close_on_a_full_disk(self, visit, step, state, result):
        if step.startswith("confirm") and not full:
            full.append(step)
            raise NotWritten("database or disk is full")
        close(self, visit, step, state, result)

    monkeypatch.setattr(Journal, "close", close_on_a_full_disk)
    ui = live(visitor(hall, people.with_record("civil.dibao", status="在保"), "MZ01"))
    assert full
    assert ui.last(TakeYourPaper).outcome.outcome == "granted"
    done, left = settled(load_machine(place.machine_file))
    assert (done.waiting, left) == (0, [])


def test_a_row_nobody_can_read_waits_and_the_kiosk_serves_on(hall, live, place):
    machine = load_machine(place.machine_file)
    journal = open_journal(machine)
    journal._write_intent("old-visit", "dance 1", "key", {"of": "a version to come"})
    journal.shut()
    done, left = settled(machine)
    assert (done.waiting, done.why, left) == (1, frozenset({"KeyError"}), ["old-visit"])
    ui = live(visitor(hall, HUANG, "MZ01"))
    assert ui.names()[-1] == "rate"
    journal = open_journal(machine)
    journal.forget("old-visit")
    journal.shut()


def test_a_card_that_is_not_in_the_county_is_told_where_to_go(hall, live):
    ui = visitor(hall, STRANGER, "MZ01")
    live(ui)
    said = ui.last(CannotNow).say.zh
    assert "窗口" in said
    assert "再办一次" not in said


@pytest.mark.parametrize("wrong", [{"number": "12345"}, {"name": " "}])
def test_a_card_with_half_its_text_is_refused_kindly(hall, live, wrong):
    ui = visitor(hall, json.loads(json.dumps({**STRANGER, **wrong})), "MZ01")
    live(ui)
    assert "人工帮忙" in ui.last(CardRefused).say.zh


def test_every_kind_of_step_a_visit_begins_can_be_finished(hall, live, people, monkeypatch):
    begun, begin = set(), Journal._write_intent

    def noting(self, visit, step, key, intent):
        begun.add(step.split(" ", 1)[0])
        begin(self, visit, step, key, intent)

    monkeypatch.setattr(Journal, "_write_intent", noting)
    live(visitor(hall, people.with_record("civil.dibao", status="在保"), "MZ01"))
    assert begun == set(FINISH) - {"slip-again"}


def test_the_sentence_about_a_reader_goes_when_the_reader_is_back(hall, live):
    ui = visitor(hall, HUANG, "MZ01")

    def on_lay_card():
        told = [screen.trouble is not None for screen in ui.shown if isinstance(screen, LayCard)]
        if told == [False]:
            hall.unplug("id_card_reader")
        elif told[-1]:
            hall.replug("id_card_reader")
        else:
            ui.controls.leave()

    ui.on_screen["lay_card"] = on_lay_card
    live(ui)
    told = [screen.trouble is not None for screen in ui.shown if isinstance(screen, LayCard)]
    assert (told[0], any(told), told[-1]) == (False, True, False)
