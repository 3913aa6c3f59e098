"""Every device with every fault at the moment that matters: told in plain words, ended honestly, nothing twice."""

import asyncio
from itertools import groupby

import pytest

from kiosk.ui import LayCard, PaperTrouble, Rate, Refused, SlipCameOut, TakeYourPaper
from tests.stories.test_county_away import sheets_out
from tests.stories.visitors import CHEN, first_choice, slip_text, visitor

READER, RECEIPTS, CERTIFICATES, PAD = "id_card_reader", "receipt_printer", "certificate_printer", "rating_pad"
WAIT_SECONDS = 8.0

AWAY = "读卡器没有接通。请稍等，或按“人工帮忙”。"
AGAIN = "没读到。请拿起来，再平放一次。"
STAFF = "这张卡读不出来。请按“人工帮忙”。"
REPAIR = "读卡器要修一下。请按“人工帮忙”。"
CODES = {
    "sleeve": "没读到。把卡套取下来，再放一次。",
    "two_cards": "可能放了两张卡。请只放一张身份证，再放一次。",
    "wrong_card": "这张不是身份证。请放身份证。",
    "random_number": AGAIN,
    "card_refused_reader": STAFF,
    "reader_refused_card": STAFF,
    "verification": STAFF,
}


def in_turn(*acts):
    """Something else each time a screen comes up; nothing after the last."""
    waiting = list(acts)
    return lambda: waiting.pop(0)() if waiting else None


def troubles(ui):
    return [screen.trouble.zh for screen in ui.shown if isinstance(screen, LayCard) and screen.trouble]


# -- the reader --------------------------------------------------------------------------------------------------------


def lay_again(hall):
    hall.lift_card()
    hall.lay_card(CHEN)


def test_every_code_of_the_reader_has_its_sentence_and_the_card_is_read_at_last(hall, live):
    def failing(code):
        def lay():
            hall.fail_next(READER, code)
            lay_again(hall)

        return lay

    ui = visitor(hall, CHEN, "MZ01")
    ui.on_screen["lay_card"] = in_turn(*map(failing, CODES), lambda: lay_again(hall))
    live(ui)
    assert [says for says, _ in groupby(troubles(ui))] == [says for says, _ in groupby(CODES.values())]
    assert ui.names()[-1] == "rate"


@pytest.mark.parametrize("code", ["not_authorised", "self_test"])
def test_a_reader_that_needs_repair_says_so_at_any_command(hall, live, code):
    ui = visitor(hall, CHEN, "MZ01")
    ui.on_screen["lay_card"] = in_turn(lambda: hall.fail_next(READER, code), lambda: hall.lay_card(CHEN))
    live(ui)
    assert troubles(ui) == [REPAIR]
    assert ui.names()[-1] == "rate"


@pytest.mark.parametrize(
    ("fault", "args", "says"),
    [
        pytest.param("hang", {}, AWAY, marks=pytest.mark.long),
        pytest.param("cut_after", {"n": 20}, AWAY, marks=pytest.mark.long),
        ("garble", {}, AGAIN),
        pytest.param("slow", {"factor": 4.0}, None, marks=pytest.mark.long),
    ],
)
def test_the_reader_fails_in_the_middle_of_reading(hall, live, fault, args, says):
    def while_it_reads():
        hall.act(READER, "slow", factor=1.0)
        hall.lay_card(CHEN)
        hall.wait_until(lambda now: now[READER]["stage"] == "selected", within=WAIT_SECONDS)
        hall.act(READER, fault, **args)

    def mended():
        hall.clear(READER)
        lay_again(hall)

    ui = visitor(hall, CHEN, "MZ01")
    ui.on_screen["lay_card"] = in_turn(while_it_reads, mended)
    live(ui)
    assert troubles(ui) == ([says] if says else [])
    assert ui.names()[-1] == "rate"


# -- the receipt printer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "args"),
    [("run_out", {}), ("open_cover", {}), pytest.param("hang", {}, marks=pytest.mark.long)],
)
def test_a_slip_that_cannot_begin_goes_another_way(hall, live, county_rows, verb, args):
    slips = len(hall.slips())
    ui = visitor(hall, CHEN, "MZ01")
    ui.on_screen["refused"] = in_turn(lambda: hall.act(RECEIPTS, verb, **args))
    live(ui)
    told = [screen for screen in ui.shown if isinstance(screen, Refused)]
    assert [screen.can_print for screen in told] == [True, False]
    assert len(hall.slips()) == slips
    assert [row["result"] for row in county_rows("receipts", case_no=told[0].outcome.case_no)] == ["not_done"]


def test_a_granted_matter_without_its_slip_names_the_telephone_it_goes_to(hall, live, people):
    slips = len(hall.slips())
    ui = visitor(hall, people.joining_the_pension(), "SB01")
    ui.script["choose"] = lambda asked: "13900004821" if asked.question.ask == "phone" else first_choice(asked)
    ui.on_screen["sign_summary"] = lambda: hall.act(RECEIPTS, "run_out")
    live(ui)
    taken = ui.last(TakeYourPaper)
    assert taken.slip_by_sms == "139****4821"
    assert [sheet.state for sheet in taken.sheets] == ["out", "held"]
    assert len(hall.slips()) == slips


def test_paper_near_its_end_is_nothing_a_visitor_hears_of(hall, live):
    slips = len(hall.slips())
    hall.act(RECEIPTS, "run_low")
    ui = live(visitor(hall, CHEN, "MZ01"))
    assert sum(isinstance(screen, Refused) for screen in ui.shown) == 1
    assert len(hall.slips()) == slips + 1


BROKEN_OFF = {
    "out in the middle": ("out_after", {"mm": 40.0}, ("refill",)),
    "cutter": ("fail_next", {"code": "cutter"}, ("clear_jam", "unplug", "replug")),
    "no echo": ("fail_next", {"code": "no_echo"}, ()),
}


@pytest.mark.parametrize(
    "came_out", [pytest.param(True, marks=pytest.mark.long), False], ids=["it is out", "it is not"]
)
@pytest.mark.parametrize(("verb", "args", "mend"), BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_slip_in_doubt_is_asked_about_and_a_second_one_says_so(hall, live, verb, args, mend, came_out):
    second = []

    def mended():
        second.append(len(hall.slips()))
        for act in mend:
            hall.act(RECEIPTS, act)

    ui = visitor(hall, CHEN, "MZ01", slip_came_out=came_out)
    ui.on_screen["refused"] = in_turn(lambda: hall.act(RECEIPTS, verb, **args))
    ui.on_screen["slip_came_out"] = mended
    live(ui, slip_seconds=2)
    assert sum(isinstance(screen, SlipCameOut) for screen in ui.shown) == 1
    if came_out:
        assert "补打" not in slip_text(hall)
    else:
        hall.wait_until(lambda now: len(now[RECEIPTS]["slips"]) > second[0], within=WAIT_SECONDS)
        assert "补打" in slip_text(hall)
    assert ui.names()[-1] == "rate"


# -- the certificate printer -------------------------------------------------------------------------------------------


CLOSED = {
    "cover": ("open_cover", ("close_cover",), "打印机的盖子开着。您的事已经办成。"),
    "toner": ("toner_empty", ("new_toner",), "打印机停了。您的事已经办成，不用重办。"),
    "paper": ("empty", ("refill",), "打印机没有纸了。您的事已经办成，不用重办。"),
}


@pytest.mark.parametrize(
    ("verb", "mend", "says"),
    [pytest.param(*how, id=name, marks=pytest.mark.long) for name, how in CLOSED.items()],
)
def test_a_stopped_certificate_printer_is_mended_and_goes_on(hall, live, people, verb, mend, says):
    papers = sheets_out(hall)
    ui = visitor(hall, people.with_record("civil.dibao", status="在保"), "MZ01", paper_trouble="wait")
    ui.on_screen["sign_summary"] = lambda: hall.act(CERTIFICATES, verb)
    ui.on_screen["paper_trouble"] = in_turn(lambda: [hall.act(CERTIFICATES, act) for act in mend])
    live(ui)
    told = ui.last(PaperTrouble)
    assert (told.who, told.in_doubt, told.say.zh) == ("attendant", False, says)
    assert [sheet.state for sheet in ui.last(TakeYourPaper).sheets] == ["out", "out"]
    assert sheets_out(hall) == papers + 1


def test_a_jam_is_a_doubt_that_no_software_ends(hall, live, people, county_rows):
    papers = len(hall.certificates())
    card = people.with_record("civil.dibao", status="在保")
    ui = visitor(hall, card, "MZ01")
    ui.on_screen["sign_summary"] = lambda: hall.fail_next(CERTIFICATES, "media-jam")
    ui.on_screen["take_paper"] = lambda: [hall.act(CERTIFICATES, "clear_jam")]
    live(ui)
    (told,) = (screen for screen in ui.shown if isinstance(screen, PaperTrouble))
    assert told.in_doubt
    assert told.say.zh.startswith("不知道纸出来没有")
    assert [sheet.state for sheet in ui.last(TakeYourPaper).sheets] == ["unknown", "out"]
    assert len(hall.certificates()) == papers + 1, "the jammed job and no other"
    case_no = ui.last(TakeYourPaper).outcome.case_no
    assert [row["state"] for row in county_rows("papers", case_no=case_no)] == ["in_doubt"]


@pytest.mark.long
def test_a_printer_that_stops_answering_is_for_the_technician(hall, live, people):
    papers = sheets_out(hall)
    ui = visitor(hall, people.with_record("civil.dibao", status="在保"), "MZ01", paper_trouble="wait")
    ui.on_screen["sign_summary"] = lambda: hall.act(CERTIFICATES, "hang")
    ui.on_screen["paper_trouble"] = in_turn(lambda: hall.clear(CERTIFICATES))
    live(ui)
    told = next(screen for screen in ui.shown if isinstance(screen, PaperTrouble))
    assert (told.who, told.in_doubt) == ("technician", False)
    assert [sheet.state for sheet in ui.last(TakeYourPaper).sheets] == ["out", "out"]
    assert sheets_out(hall) == papers + 1


# -- the pad -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("fail_next", {"code": "busy"}),
        pytest.param("fail_next", {"code": "key_fault"}, marks=pytest.mark.long),
        ("garble", {}),
        ("hang", {}),
        pytest.param("cut_after", {"n": 3}, marks=pytest.mark.long),
        ("break_keys", {}),
    ],
)
def test_a_pad_in_trouble_leaves_the_rating_to_the_screen_and_serves_the_next(hall, live, county_rows, verb, args):
    ui = visitor(hall, CHEN, "MZ01", rate=3)
    ui.on_screen["refused"] = in_turn(lambda: hall.act(PAD, verb, **args))
    live(ui)
    assert isinstance(ui.shown[-1], Rate)
    hall.act(PAD, "mend_keys")
    hall.clear(PAD)
    assert hall.state()[PAD]["rating"] is None, "it does not go on asking the next visitor"
    assert via_of(county_rows, ui) == [(3, "screen")]
    assert via_of(county_rows, rated_on_the_pad(hall, live)) == [(4, "pad")]


def test_a_pad_that_hangs_while_it_asks_is_called_off_and_serves_the_next(hall, live, county_rows):
    async def seen_asking(question):
        await asyncio.to_thread(hall.wait_until, lambda now: now[PAD]["rating"] is not None, within=WAIT_SECONDS)
        await asyncio.to_thread(hall.act, PAD, "hang")
        return 3

    ui = live(visitor(hall, CHEN, "MZ01", rate=seen_asking))
    hall.clear(PAD)
    stale = hall.state()[PAD]["rating"]
    assert stale is not None
    assert via_of(county_rows, ui) == [(3, "screen")]
    assert via_of(county_rows, rated_on_the_pad(hall, live, not_asking=stale)) == [(4, "pad")]


def rated_on_the_pad(hall, live, not_asking=None):
    """A visitor who presses the key once the pad asks them."""

    def press():
        hall.wait_until(lambda now: now[PAD]["rating"] not in (None, not_asking), within=WAIT_SECONDS)
        hall.press(4)

    ui = visitor(hall, CHEN, "MZ01")
    del ui.script["rate"]
    ui.on_screen["rate"] = press
    return live(ui)


def via_of(county_rows, ui):
    rows = county_rows("ratings", case_no=ui.last(Refused).outcome.case_no)
    return [(row["stars"], row["via"]) for row in rows]
