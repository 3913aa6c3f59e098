"""What is around every visit: leaving, the idle question, the call for a person, the rating."""

import asyncio

from kiosk.ui import Refused
from tests.stories.visitors import CHEN, HUANG, press_when_asked, visitor


def case_of(ui):
    return next(place.case_no for place in reversed(ui.places) if place.case_no)


def slowly(answer, seconds):
    async def later(question):
        await asyncio.sleep(seconds)
        return answer

    return later


def test_leaving_in_the_middle_wipes_and_abandons(hall, live, county_rows):
    ui = visitor(hall, HUANG, "YB02")
    ui.script["choose"] = lambda question: ui.controls.leave()
    live(ui)
    assert ui.names()[-1] == "choose"
    assert ui.wiped == 1
    assert county_rows("cases", case_no=case_of(ui))[0]["state"] == "abandoned"


def test_nobody_there_any_more_ends_the_visit(hall, live):
    ui = visitor(hall, HUANG, "YB02")
    ui.stays = False
    del ui.script["choose"]
    live(ui, idle_seconds=1, still_here_seconds=1)
    assert ui.names()[-2:] == ["choose", "still_here"]
    assert ui.wiped == 1


def test_a_slow_visitor_is_given_more_time(hall, live):
    ui = visitor(hall, CHEN, "MZ01", choose_item=slowly("MZ01", 2.5))
    live(ui, idle_seconds=1, still_here_seconds=1)
    assert "still_here" in ui.names()
    assert ui.names()[-1] == "rate"


def test_a_call_for_a_person_reaches_the_county_and_ends_with_the_visit(hall, live, county_rows):
    ui = visitor(hall, CHEN, "MZ01")

    def help_me(question):
        ui.controls.help()
        return "MZ01"

    ui.script["choose_item"] = help_me
    ui.script["refused"] = slowly(ui.script["refused"], 1.0)
    live(ui)
    called = [call for call in ui.calls if call is not None]
    assert called[0].state == "placed"
    row = county_rows("calls", call_no=called[0].call_no)[0]
    assert (row["terminal"], row["reason"], row["state"]) == ("0317", "help", "closed")


def test_a_rating_on_the_screen_binds_one_case_and_none_is_no_rating(hall, live, county_rows):
    rated, silent = visitor(hall, CHEN, "MZ01", rate=2), visitor(hall, CHEN, "MZ01", rate=None)
    live(rated)
    live(silent)
    row = county_rows("ratings", case_no=rated.last(Refused).outcome.case_no)[0]
    assert (row["stars"], row["via"]) == (2, "screen")
    assert county_rows("ratings", case_no=silent.last(Refused).outcome.case_no) == []


def test_a_rating_on_the_pad_ends_the_visit_as_well(hall, live, county_rows):
    ui = visitor(hall, CHEN, "MZ01", rate=slowly(None, 15))
    ui.on_screen["rate"] = lambda: press_when_asked(hall, 4)
    live(ui)
    row = county_rows("ratings", case_no=ui.last(Refused).outcome.case_no)[0]
    assert (row["stars"], row["via"]) == (4, "pad")
