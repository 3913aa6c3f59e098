"""Calls for a person: the kiosk's side, and the attendant's page as a browser without JavaScript uses it."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest

from contract.wire import CallState, PlaceCall
from kiosk.county_errors import NotThere
from tests.county.county_under_test import URL, Desk, county_at

HELP = PlaceCall(reason="help", screen="choose", case_no="QH-20260601-0317-0001-X")


@asynccontextmanager
async def browser(desk: Desk, name: str | None = "王芳") -> AsyncIterator[httpx.AsyncClient]:
    """A browser; logged in under that name, or not."""
    async with httpx.AsyncClient(base_url=URL, transport=desk.transport(), follow_redirects=True) as http:
        if name:
            form = {"name": name, "code": desk.county.attendant_code}
            page = await http.post("/attendant/login", data=form)
            assert name in page.text
        yield http


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert found is not None
    return unescape(found[1])


async def press(http: httpx.AsyncClient, call: CallState, step: str) -> httpx.Response:
    token = form_token(await http.get("/attendant"))
    return await http.post(f"/attendant/calls/{call.call_no}", data={"form_token": token, "step": step})


def at_the_desk(folder: Path, body: Callable[[Desk], Awaitable[None]]) -> None:
    async def run() -> None:
        with county_at(folder) as desk:
            await body(desk)

    asyncio.run(run())


def test_a_call_is_seen_answered_and_closed_by_an_attendant(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk() as kiosk, browser(desk) as http:
            call = await kiosk.place_call(HELP, key="c-1")
            assert (call.state, call.attendant) == ("placed", None)
            assert await kiosk.place_call(HELP, key="c-1") == call
            page = await http.get("/attendant")
            for word in (
                "0317",
                "柳溪镇便民服务中心",
                "有人要帮忙",
                "填写",
                HELP.case_no,
                "看到了",
                "我过去",
                "处理完了",
            ):
                assert word in page.text
            for step, state in (("seen", "seen"), ("coming", "coming"), ("closed", "closed")):
                await press(http, call, step)
                told = await kiosk.call_state(call.call_no)
                assert (told.state, told.attendant) == (state, "王芳")
            assert "现在没有人叫" in (await http.get("/attendant")).text

    at_the_desk(tmp_path, body)


def test_a_kiosk_takes_its_own_call_back_and_touches_no_other(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk("0317") as mine, desk.kiosk("0322") as other:
            call = await mine.place_call(HELP, key="c-1")
            for attempt in (other.call_state, other.close_call):
                with pytest.raises(NotThere):
                    await attempt(call.call_no)
            assert (await mine.close_call(call.call_no)).state == "closed"
            assert (await mine.close_call(call.call_no)).state == "closed"

    at_the_desk(tmp_path, body)


def test_a_closed_call_is_not_opened_again_by_a_late_press(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk() as kiosk, browser(desk) as http:
            call = await kiosk.place_call(HELP, key="c-1")
            await press(http, call, "coming")
            await press(http, call, "seen")
            assert (await kiosk.call_state(call.call_no)).state == "coming"
            await kiosk.close_call(call.call_no)
            other = await kiosk.place_call(HELP, key="c-2")
            await press(http, call, "coming")
            assert (await kiosk.call_state(call.call_no)).state == "closed"
            assert (await kiosk.call_state(other.call_no)).state == "placed"

    at_the_desk(tmp_path, body)


def test_calls_unanswered_for_a_minute_are_on_top_and_say_so(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk("0317") as one, desk.kiosk("0322") as two, browser(desk) as http:
            answered = await one.place_call(PlaceCall(reason="paper_out", screen="printing"), key="c-1")
            await press(http, answered, "coming")
            await two.place_call(HELP, key="c-1")
            early = (await http.get("/attendant")).text
            assert early.index("没纸了") < early.index("有人要帮忙")
            assert "没人应" not in early
            desk.time.ahead = timedelta(seconds=61)
            late = (await http.get("/attendant")).text
            assert late.index("有人要帮忙") < late.index("没纸了")
            assert late.count("没人应") == 1
            assert "1 处等了一分钟以上" in late

    at_the_desk(tmp_path, body)


def test_the_board_is_for_those_who_know_the_code(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk() as kiosk, browser(desk, None) as http:
            await kiosk.place_call(HELP, key="c-1")
            assert "0317" not in (await http.get("/attendant")).text
            wrong = await http.post("/attendant/login", data={"name": "王芳", "code": "00000000x"})
            assert (wrong.status_code, "口令不对" in wrong.text) == (403, True)
            nameless = await http.post("/attendant/login", data={"name": " ", "code": desk.county.attendant_code})
            assert nameless.status_code == 422
            assert not http.cookies

    at_the_desk(tmp_path, body)


def test_guessing_the_code_is_stopped(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with browser(desk, None) as http:
            tries = [await http.post("/attendant/login", data={"name": "x", "code": str(n)}) for n in range(6)]
            assert [one.status_code for one in tries] == [403] * 5 + [429]
            right = await http.post("/attendant/login", data={"name": "x", "code": desk.county.attendant_code})
            assert right.status_code == 429

    at_the_desk(tmp_path, body)


def test_the_cookie_is_for_this_site_only_and_out_of_reach_of_scripts(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with httpx.AsyncClient(base_url=URL, transport=desk.transport()) as http:
            form = {"name": "王芳", "code": desk.county.attendant_code}
            cookie = (await http.post("/attendant/login", data=form)).headers["set-cookie"].lower()
            assert "httponly" in cookie
            assert "samesite=strict" in cookie
            assert "path=/attendant" in cookie

    at_the_desk(tmp_path, body)


@pytest.mark.parametrize("token", [None, "", "wrong", "é"])
def test_a_form_without_the_sessions_token_changes_nothing(tmp_path: Path, token: str | None) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk() as kiosk, browser(desk) as http:
            call = await kiosk.place_call(HELP, key="c-1")
            form = {"step": "closed"} | ({} if token is None else {"form_token": token})
            assert (await http.post(f"/attendant/calls/{call.call_no}", data=form)).status_code == 404
            assert (await kiosk.call_state(call.call_no)).state == "placed"

    at_the_desk(tmp_path, body)


def test_another_sessions_token_is_no_good_and_logging_out_ends_a_session(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk() as kiosk, browser(desk, "王芳") as one, browser(desk, "李明") as two:
            call = await kiosk.place_call(HELP, key="c-1")
            token = form_token(await one.get("/attendant"))
            form = {"form_token": token, "step": "closed"}
            assert (await two.post(f"/attendant/calls/{call.call_no}", data=form)).status_code == 404
            cookies = dict(one.cookies)
            await one.post("/attendant/logout", data={"form_token": token})
            one.cookies.update(cookies)
            assert "登录" in (await one.get("/attendant")).text

    at_the_desk(tmp_path, body)


def test_names_are_text_and_never_markup(tmp_path: Path) -> None:
    async def body(desk: Desk) -> None:
        async with desk.kiosk() as kiosk, browser(desk, None) as http:
            form = {"name": "<script>alert(1)</script>", "code": desk.county.attendant_code}
            await http.post("/attendant/login", data=form)
            call = await kiosk.place_call(HELP, key="c-1")
            page = await press(http, call, "seen")
            assert "<script" not in page.text
            assert "&lt;script&gt;" in page.text
            assert "default-src 'none'" in page.headers["content-security-policy"]

    at_the_desk(tmp_path, body)
