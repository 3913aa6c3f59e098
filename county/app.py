"""The county's HTTP application: kiosks under /v1, the public verification page, the attendant's page."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import structlog
from fastapi import FastAPI
from pydantic.json_schema import models_json_schema
from sqlalchemy import Connection

from contract import problems, wire
from county.api import calls, cases, machines
from county.api.gate import Gate
from county.attendant import pages as attendant
from county.cases.ending import sweep
from county.forgetting import forget
from county.problems import MEDIA_TYPE, answer_problems
from county.service import County
from county.sms.sending import keep_sending
from county.this_county import NAME
from county.verify.pages import VerifyPages
from county.verify.token_buckets import TokenBuckets

SWEEP_EVERY_SECONDS = 30.0
_BODIES = (
    wire.Enrolment,
    wire.OpenCase,
    wire.Answer,
    wire.Confirm,
    wire.PrintReport,
    wire.ReceiptReport,
    wire.Rating,
    wire.UncollectedQuery,
    wire.PlaceCall,
    problems.Problem,
)

_log = structlog.get_logger(__name__)


class _App(FastAPI):
    """Describes also the bodies that are read outside FastAPI's own parsing."""

    def openapi(self) -> dict[str, Any]:
        described = super().openapi()
        _, models = models_json_schema(
            [(model, "validation") for model in _BODIES], ref_template="#/components/schemas/{model}"
        )
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        for name, schema in models["$defs"].items():
            schemas.setdefault(name, schema)
        return described


def create_app(county: County) -> FastAPI:
    """Put the application together for one county."""

    @contextlib.asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        tasks = (
            asyncio.create_task(_sweep_for_ever(county)),
            asyncio.create_task(keep_sending(county.store, county.sms, county.clock)),
        )
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    app = _App(
        title=f"{NAME} 立等 county interface",
        description="What a self-service kiosk can ask its county. Every request under /v1 is signed (RFC 9421).",
        version="1.0.0",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
        responses={"default": {"description": "A problem (RFC 9457)", "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}},
    )
    app.state.county = county
    # five wrong codes, then one every twelve seconds
    app.state.attendant_guesses = TokenBuckets(capacity=5, per_second=1 / 12, monotonic=time.monotonic)
    answer_problems(app)
    app.add_middleware(Gate, store=county.store, clock=county.clock)
    for router in (machines.router, cases.router, calls.router, attendant.router):
        app.include_router(router)
    verify = VerifyPages(
        county.store.reading_engine,
        today=lambda: date.fromisoformat(county.clock.today()),
        authority=county.sealer.keys.authority.certificate,
    )
    app.include_router(verify.router())
    return app


_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def _sweep(county: County, connection: Connection) -> None:
    sweep(county, connection)
    forget(connection, county.clock)


async def _sweep_for_ever(county: County) -> None:
    while True:
        try:
            await county.store.write(lambda connection: _sweep(county, connection))
        except Exception as error:
            _log.error("sweep failed", error=type(error).__name__)
        await asyncio.sleep(SWEEP_EVERY_SECONDS)
