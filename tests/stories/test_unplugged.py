"""A cable comes out in the middle of a visit and goes back in: a plain sentence, the visit goes on, nothing twice.

Each device is READY again within 3 s of its cable, without a restart of the terminal.
"""

import asyncio
import time

import pytest

from hardware_mocks.ipp_panel import printer_state
from kiosk.ui import CannotNow, LayCard, PaperTrouble, Rate, Refused, SlipCameOut, TakeYourPaper
from tests.stories.visitors import CHEN, press_when_asked, slip_text, visitor

READY_AGAIN_SECONDS = 3.0
LOOK_SECONDS = 0.02
NOTICED_SECONDS = 8.0
PRINTING = 4


def wait_for(holds, within=NOTICED_SECONDS):
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it never came to this"
        time.sleep(LOOK_SECONDS)


class Cable:
    """The cable of one device; `back_seconds` is how long the device took from the plug to READY."""

    def __init__(self, hall, ui, device):
        self._hall, self._ui, self._device = hall, ui, device
        self.back_seconds = None

    def pull(self):
        """Out, and the terminal has noticed."""
        self._hall.unplug(self._device)
        wait_for(lambda: not self._ready())

    def put_back(self):
        self._hall.replug(self._device)
        plugged_at = time.monotonic()
        wait_for(self._ready)
        self.back_seconds = time.monotonic() - plugged_at

    def _ready(self):
        devices = self._ui.kiosk.devices
        wired = {
            "id_card_reader": devices.reader,
            "receipt_printer": devices.receipt_printer,
            "certificate_printer": devices.certificate_printer,
            "rating_pad": devices.pad,
        }
        return wired[self._device].status.ready


def in_turn(*acts):
    """Something else each time a screen comes up; nothing after the last."""
    waiting = list(acts)
    return lambda: waiting.pop(0)() if waiting else None


class Story:
    """One visit in which one cable comes out; `check` looks at what the visitor saw and what lies in the trays."""

    device = ""

    def __init__(self, hall, people, rows):
        self.hall, self.rows = hall, rows
        self.papers, self.slips = sheets_out(hall), len(hall.slips())
        self.ui = self.visitor(people)
        self.cable = Cable(hall, self.ui, self.device)
        self.arrange()

    def visitor(self, people):
        return visitor(self.hall, CHEN, "MZ01")

    def arrange(self):
        raise NotImplementedError

    def check(self):
        raise NotImplementedError


def sheets_out(hall):
    return sum(one["sheets_out"] for one in hall.certificates())


class ReaderWhileTheCardIsLookedFor(Story):
    device = "id_card_reader"

    def arrange(self):
        def back():
            self.cable.put_back()
            self.hall.lay_card(CHEN)

        self.ui.on_screen["lay_card"] = in_turn(self.cable.pull, back)

    def check(self):
        assert [said(screen.trouble) for screen in self.ui.shown if isinstance(screen, LayCard)] == [
            None,
            "读卡器没有接通。请稍等，或按“人工帮忙”。",
        ]
        assert self.ui.names()[-1] == "rate"
        assert len(self.hall.slips()) == self.slips + 1


class ReaderWhileItReads(Story):
    device = "id_card_reader"

    def arrange(self):
        def lay_and_pull():
            self.hall.act(self.device, "slow", factor=1.0)
            self.hall.lay_card(CHEN)
            self.hall.wait_until(lambda now: now[self.device]["stage"] == "selected", within=NOTICED_SECONDS)
            self.cable.pull()

        self.ui.on_screen["lay_card"] = in_turn(lay_and_pull, self.cable.put_back)

    def check(self):
        assert said(self.ui.last(LayCard).trouble) == "读卡器没有接通。请稍等，或按“人工帮忙”。"
        assert self.ui.names()[-1] == "rate", "the card still lies there and is read"
        assert len(self.hall.slips()) == self.slips + 1


class CertificatePrinterBeforeTheJob(Story):
    device = "certificate_printer"

    def visitor(self, people):
        return visitor(self.hall, people.with_record("civil.dibao", status="在保"), "MZ01", paper_trouble="wait")

    def arrange(self):
        self.ui.on_screen["sign_summary"] = self.cable.pull
        self.ui.on_screen["paper_trouble"] = self.cable.put_back

    def check(self):
        told = self.ui.last(PaperTrouble)
        assert (told.who, told.in_doubt) == ("technician", False)
        assert told.say.zh == "打印机停了。您的事已经办成，不用重办。"
        assert [sheet.state for sheet in self.ui.last(TakeYourPaper).sheets] == ["out", "out"]
        assert sheets_out(self.hall) == self.papers + 1


class CertificatePrinterDuringTheJob(CertificatePrinterBeforeTheJob):
    """Whether the sheet comes out nobody can know: an attendant looks, software prints no second one."""

    def arrange(self):
        self.hall.act(self.device, "slow", factor=8.0)
        port = int(self.hall.state()["addresses"][self.device].split(":")[2].split("/")[0])

        def pull_in_the_middle():
            wait_for(lambda: printer_state(port) == PRINTING)
            self.hall.unplug(self.device)

        self.ui.on_screen["printing"] = pull_in_the_middle
        self.ui.on_screen["paper_trouble"] = in_turn(self.cable.put_back)
        self.ui.script["paper_trouble"] = waits_until_in_doubt

    def check(self):
        told = [screen for screen in self.ui.shown if isinstance(screen, PaperTrouble) and not screen.waiting]
        assert [(one.who, one.in_doubt) for one in told] == [("technician", False), ("attendant", True)]
        assert told[1].say.zh == "不知道纸出来没有。您的事已经办成，请工作人员看一下。"
        assert [sheet.state for sheet in self.ui.last(TakeYourPaper).sheets] == ["unknown", "out"]
        assert sheets_out(self.hall) <= self.papers + 1


async def waits_until_in_doubt(question):
    """Says 我等着, waits, and leaves when nobody can tell whether the sheet came out."""
    if question.waiting:
        await asyncio.Event().wait()
    return "leave" if question.in_doubt else "wait"


class ReceiptPrinterBeforeTheSlip(Story):
    """A refusal without its paper: the screen says so, with the number to note or the telephone it goes to."""

    device = "receipt_printer"

    def arrange(self):
        self.ui.on_screen["refused"] = in_turn(self.cable.pull, self.cable.put_back)

    def check(self):
        refused = [screen for screen in self.ui.shown if isinstance(screen, Refused)]
        assert [screen.can_print for screen in refused] == [True, False]
        assert self.ui.names()[-1] == "rate"
        assert len(self.hall.slips()) == self.slips, "no slip after the visitor was told there is none"


class ReceiptPrinterDuringTheSlip(Story):
    device = "receipt_printer"

    def visitor(self, people):
        return visitor(self.hall, people.with_record("insurance.enrol", year=2026), "YB02", slip_came_out=False)

    def arrange(self):
        self.hall.act(self.device, "slow", factor=8.0)

        def pull_in_the_middle():
            self.hall.wait_until(lambda now: now[self.device]["uncut_mm"] > 20, within=NOTICED_SECONDS)
            self.hall.unplug(self.device)

        def back():
            self.hall.act(self.device, "slow", factor=0.2)
            self.cable.put_back()

        self.ui.on_screen["printing"] = pull_in_the_middle
        self.ui.on_screen["slip_came_out"] = back

    def check(self):
        assert sum(isinstance(screen, SlipCameOut) for screen in self.ui.shown) == 1
        assert "补打" in slip_text(self.hall)
        assert len(self.hall.slips()) == self.slips + 2, "the torn half is cut off as a strip of its own"
        assert [sheet.state for sheet in self.ui.last(TakeYourPaper).sheets] == ["out"]


class PadBeforeTheRating(Story):
    """No pad: the question stands on the screen, and the pad stays silent when it is back."""

    device = "rating_pad"

    def arrange(self):
        self.ui.on_screen["refused"] = self.cable.pull
        self.ui.on_screen["rate"] = self.cable.put_back

    def check(self):
        assert self.ui.last(Rate).on_pad is False
        assert self.hall.state()[self.device]["rating"] is None


class PadDuringTheRating(Story):
    """The pad asks again under the same number when it is back, and the key that is pressed then counts."""

    device = "rating_pad"

    def arrange(self):
        del self.ui.script["rate"]

        def out_and_in():
            self.hall.wait_until(lambda now: now[self.device]["rating"] is not None, within=NOTICED_SECONDS)
            self.cable.pull()
            self.cable.put_back()
            press_when_asked(self.hall, 4)

        self.ui.on_screen["rate"] = out_and_in

    def check(self):
        (rating,) = self.rows("ratings", case_no=self.ui.last(Refused).outcome.case_no)
        assert (rating["stars"], rating["via"]) == (4, "pad")


def said(text):
    return None if text is None else text.zh


STORIES = [
    ReaderWhileTheCardIsLookedFor,
    ReaderWhileItReads,
    CertificatePrinterBeforeTheJob,
    CertificatePrinterDuringTheJob,
    ReceiptPrinterBeforeTheSlip,
    ReceiptPrinterDuringTheSlip,
    PadBeforeTheRating,
    PadDuringTheRating,
]


@pytest.mark.parametrize("story", STORIES)
def test_a_cable_comes_out_and_goes_back_in(hall, live, people, county_rows, story):
    told = story(hall, people, county_rows)
    live(told.ui)
    told.check()
    assert told.cable.back_seconds is not None, "the cable is back"
    assert told.cable.back_seconds < READY_AGAIN_SECONDS
    assert not any(isinstance(screen, CannotNow) for screen in told.ui.shown)
    assert told.ui.wiped == 1
