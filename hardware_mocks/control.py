"""The hall's control over HTTP on 127.0.0.1: verbs in, state and paper out, and a page for a person.

POST /verbs {"device", "verb", "args"} · GET /state · GET /cards · GET /verbs · GET /slips/N.png (0 = uncut)
· GET /certificates/N.pdf · GET / . What is not possible is answered 400 as RFC 9457 problem details.
"""

import asyncio
import inspect
import json
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from hardware_mocks.faults import NotPossible
from hardware_mocks.hall import Hall

PAGE = Path(__file__).with_name("control_page.html")


def control_of(hall: Hall) -> Starlette:
    """The ASGI application for one hall; it must run in the loop the hall was opened in."""
    control = Control(hall)
    return Starlette(
        routes=[
            Route("/", control.page),
            Route("/state", control.state),
            Route("/cards", control.cards),
            Route("/verbs", control.verbs, methods=["GET"]),
            Route("/verbs", control.act, methods=["POST"]),
            Route("/slips/{number:int}.png", control.slip),
            Route("/certificates/{number:int}.pdf", control.certificate),
        ]
    )


class Control:
    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    async def page(self, _: Request) -> Response:
        return HTMLResponse(await asyncio.to_thread(PAGE.read_text, encoding="utf-8"))

    async def state(self, _: Request) -> Response:
        return JSONResponse(self._hall.state())

    async def cards(self, _: Request) -> Response:
        said = [{"number": c.number, "name": c.name, "kind": c.kind} for c in self._hall.cards]
        return JSONResponse(said)

    async def verbs(self, _: Request) -> Response:
        every = {
            device: {verb: list(inspect.signature(act).parameters) for verb, act in verbs.items()}
            for device, verbs in self._hall.verbs.items()
        }
        return JSONResponse(every)

    async def act(self, request: Request) -> Response:
        try:
            device, verb, args = _asked(await request.body())
            if device == "certificate_printer":  # its verbs wait for a process
                result = await asyncio.to_thread(self._hall.act, device, verb, args)
            else:
                result = self._hall.act(device, verb, args)
        except (NotPossible, OSError) as error:
            return _problem(400, "not possible", str(error))
        return JSONResponse({"result": result})

    async def slip(self, request: Request) -> Response:
        png = self._hall.slip_png(request.path_params["number"])
        return _problem(404, "no such slip", "") if png is None else Response(png, media_type="image/png")

    async def certificate(self, request: Request) -> Response:
        pdf = self._hall.certificate_pdf(request.path_params["number"])
        if pdf is None:
            return _problem(404, "no such certificate", "")
        return FileResponse(pdf, media_type="application/pdf")


def _asked(body: bytes) -> tuple[str, str, dict[str, object]]:
    try:
        asked = json.loads(body)
        device, verb, args = asked["device"], asked["verb"], asked.get("args") or {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotPossible('wanted: {"device": …, "verb": …, "args": {…}}') from error
    if not isinstance(device, str) or not isinstance(verb, str) or not isinstance(args, dict):
        raise NotPossible("device and verb are texts, args is an object")
    return device, verb, args


def _problem(status: int, title: str, detail: str) -> Response:
    body = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")
