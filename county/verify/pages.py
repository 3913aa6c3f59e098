"""The public pages: /v asks for the short code or the file, /v/{code} answers, masked, in Chinese and English."""

import base64
import hashlib
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from county.documents.examination import Finding, examine
from county.documents.register import by_code, by_digest
from county.documents.short_code import read_code
from county.this_county import HOTLINE, NAME
from county.verify import answers
from county.verify.answers import Answer
from county.verify.token_buckets import TokenBuckets
from county.verify.upload import BadFormError, TooLargeError, field

_HERE = Path(__file__).parent
_LOOK = (_HERE / "look.html").read_text(encoding="utf-8").strip()
_LOOK_HASH = base64.b64encode(hashlib.sha256(_LOOK.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_LOOK_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
_LOOK_COST = 1.0
_MISS_COST = 5.0
_EXAMINE_WITHIN_SECONDS = 8.0


class VerifyPages:
    """Answers the public: reads the register, compares files, slows guesses down.

    today: the county's civil date; authority: the county's root certificate (PEM); monotonic: seconds.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        today: Callable[[], date],
        authority: Path,
        county_name: str = NAME,
        hotline: str = HOTLINE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._today = today
        self._authority = authority
        self._buckets = TokenBuckets(capacity=40, per_second=0.5, monotonic=monotonic)
        self._examinations = BoundedSemaphore(2)
        loader = FileSystemLoader(_HERE)
        environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        environment.globals.update(look=Markup(_LOOK), county=county_name, hotline=hotline)
        self._template = environment.get_template("page.html")

    def router(self) -> APIRouter:
        """Return the routes, to be hung at the root of the county."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/v", self._ask, methods=["GET"])
        router.add_api_route("/v", self._typed, methods=["POST"])
        router.add_api_route("/v/file", self._file, methods=["POST"])
        router.add_api_route("/v/{code:path}", self._code, methods=["GET"])
        return router

    async def _ask(self) -> Response:
        return self._page(answers.ASK)

    async def _typed(self, request: Request) -> Response:
        try:
            typed = await field(request, "code")
        except (BadFormError, TooLargeError):
            typed = None
        code = read_code(typed) if isinstance(typed, str) else None
        if code is None:
            return self._page(answers.MISTYPED)
        return RedirectResponse(f"/v/{code}", status_code=303, headers=_HEADERS)

    async def _code(self, request: Request, code: str) -> Response:
        return await self._unless_too_fast(request, lambda: self._look_up(code))

    async def _file(self, request: Request) -> Response:
        try:
            pdf = await field(request, "file")
        except TooLargeError:
            return self._page(answers.TOO_LARGE)
        except BadFormError:
            pdf = None
        if not isinstance(pdf, bytes):
            return self._page(answers.NO_FILE)
        return await self._unless_too_fast(request, lambda: self._compare(pdf))

    async def _unless_too_fast(self, request: Request, work: Callable[[], Answer]) -> Response:
        address = request.client.host if request.client else ""
        if (seconds := self._buckets.wait_seconds(address)) > 0:
            return self._page(answers.slow_down(seconds), {"Retry-After": str(max(1, round(seconds)))})
        self._buckets.take(address, _LOOK_COST)
        answer = await run_in_threadpool(work)
        if not answer.rows:
            self._buckets.take(address, _MISS_COST - _LOOK_COST)
        return self._page(answer)

    def _look_up(self, typed: str) -> Answer:
        code = read_code(typed)
        if code is None:
            return answers.UNKNOWN
        with self._engine.connect() as connection:
            record = by_code(connection, code)
        return answers.of_record(record, self._today()) if record else answers.UNKNOWN

    def _compare(self, pdf: bytes) -> Answer:
        with self._engine.connect() as connection:
            record = by_digest(connection, hashlib.sha256(pdf).hexdigest())
        if record is not None:
            return answers.of_record(record, self._today(), file=True)
        if not pdf.startswith(b"%PDF-"):
            return answers.of_finding(Finding.UNREADABLE)
        if not self._examinations.acquire(timeout=_EXAMINE_WITHIN_SECONDS):
            return answers.slow_down(_EXAMINE_WITHIN_SECONDS)
        try:
            return answers.of_finding(examine(pdf, self._authority, within=_EXAMINE_WITHIN_SECONDS))
        finally:
            self._examinations.release()

    def _page(self, answer: Answer, headers: dict[str, str] | None = None) -> Response:
        html = self._template.render(vars(answer))
        return HTMLResponse(html, status_code=answer.status, headers={**_HEADERS, **(headers or {})})
