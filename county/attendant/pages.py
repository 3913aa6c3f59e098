"""The attendant's pages: /attendant (calls), /attendant/login, and the steps as plain form posts."""

import hmac
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy import Row
from starlette.responses import HTMLResponse, RedirectResponse

from county import calls
from county.api.exchange import county_of
from county.attendant import sessions
from county.attendant.board import board, headline
from county.clock import BEIJING
from county.problems import ProblemRaised, not_found
from county.this_county import NAME
from county.verify.token_buckets import TokenBuckets

router = APIRouter(include_in_schema=False)

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(default=True)
)
_pages.globals["county"] = NAME
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STEPS: tuple[calls.Step, ...] = ("seen", "coming", "closed")


@router.get("/attendant")
async def show_calls(request: Request) -> Response:
    """The board; a browser that is not logged in is sent to the login."""
    county, session = county_of(request), await _session(request)
    if session is None:
        return _to("/attendant/login")
    lines = board(await county.store.read(calls.open_calls), county.clock.now())
    updated = county.clock.now().astimezone(BEIJING).strftime("%H:%M:%S")
    return _page("calls.html", lines=lines, headline=headline(lines), session=session, updated=updated)


@router.get("/attendant/login")
async def show_login() -> Response:
    """The form for name and code."""
    return _page("login.html", trouble="")


@router.post("/attendant/login")
async def login(request: Request) -> Response:
    """Begin a session with the county's code; the name is what visitors and colleagues see."""
    county, form = county_of(request), await _form(request)
    name = form.get("name", "").strip()[:40]
    guesses: TokenBuckets = request.app.state.attendant_guesses
    address = request.client.host if request.client else ""
    if guesses.wait_seconds(address) > 0:
        return _page("login.html", 429, trouble="口令错了好几次，请过一分钟再试。")
    if not sessions.right_code(form.get("code", ""), county.attendant_code):
        guesses.take(address, 1.0)
        return _page("login.html", 403, trouble="口令不对，请再看一眼。")
    if not name or not name.isprintable():
        return _page("login.html", 422, trouble="请写您的名字，群众会看到谁来。")
    token = await county.store.write(lambda c: sessions.begin(c, name, county.clock))
    answer = _to("/attendant")
    secure = request.url.scheme == "https"
    answer.set_cookie(
        sessions.COOKIE,
        token,
        max_age=sessions.GOOD_FOR_SECONDS,
        path="/attendant",
        httponly=True,
        samesite="strict",
        secure=secure,
    )
    return answer


@router.post("/attendant/logout")
async def logout(request: Request) -> Response:
    """End the session."""
    county = county_of(request)
    await _checked(request)
    token = request.cookies.get(sessions.COOKIE, "")
    await county.store.write(lambda c: sessions.end(c, token))
    return _to("/attendant/login")


@router.post("/attendant/calls/{call_no}")
async def take_step(call_no: str, request: Request) -> Response:
    """看到了, 我过去 or 处理完了, then back to the board; a step somebody was quicker with changes nothing."""
    county = county_of(request)
    session, form = await _checked(request)
    step = next((known for known in _STEPS if known == form.get("step")), None)
    if step is None or not (call_no.isascii() and call_no.isdigit() and len(call_no) <= 15):
        raise not_found()
    try:
        await county.store.write(lambda c: calls.step(c, int(call_no), step, session.name, county.clock))
    except ProblemRaised as raised:
        if raised.problem.status != 409:
            raise
    return _to("/attendant")


@router.get("/attendant/look.css")
async def look() -> Response:
    """The style sheet."""
    css = (Path(__file__).parent / "templates" / "look.css").read_text(encoding="utf-8")
    return Response(css, media_type="text/css", headers={"Cache-Control": "max-age=60"})


async def _session(request: Request) -> Row[Any] | None:
    county, token = county_of(request), request.cookies.get(sessions.COOKIE)
    return await county.store.read(lambda c: sessions.find(c, token, county.clock))


async def _checked(request: Request) -> tuple[Row[Any], dict[str, str]]:
    """Return session and form of a post; raises ProblemRaised 404 without a session or its form token (CSRF)."""
    session, form = await _session(request), await _form(request)
    if session is None or not hmac.compare_digest(form.get("form_token", "").encode(), session.form_token.encode()):
        raise not_found()
    return session, form


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return {name: values[0] for name, values in parse_qs(body, max_num_fields=10).items()}
    except ValueError:
        return {}


def _page(template: str, status: int = 200, **values: object) -> Response:
    return HTMLResponse(_pages.get_template(template).render(values), status, _HEADERS)


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, _HEADERS)
