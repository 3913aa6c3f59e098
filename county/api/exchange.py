"""One request and its answer: who asks, the strict model of the body, and the answer that is given once per key."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, insert, select

from contract.problems import ProblemType
from county.clock import Clock
from county.problems import ProblemRaised, invalid
from county.service import County
from county.tables import replies
from county.terminals import Caller

M = TypeVar("M", bound=BaseModel)
_MAX_KEY_LENGTH = 128


def county_of(request: Request) -> County:
    """The county this app serves."""
    county = request.app.state.county
    assert isinstance(county, County)
    return county


def caller_of(request: Request) -> Caller:
    """The kiosk that signed the request; the gate has put it there."""
    caller = request.state.caller
    assert isinstance(caller, Caller)
    return caller


async def body_of(request: Request, model: type[M]) -> M:
    """Read the body as a strict JSON model; raises ProblemRaised 415 or 422.

    Not FastAPI's own parsing: that validates Python values, where strict refuses JSON arrays and dates.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ProblemRaised(ProblemType.UNSUPPORTED_MEDIA_TYPE, 415)
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise invalid(error) from None


def accepts(model: type[BaseModel]) -> dict[str, Any]:
    """Return the OpenAPI part that says what body an endpoint takes."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def plain(answer: BaseModel, status: int = 200) -> Response:
    """Return the model as the JSON answer."""
    return Response(answer.model_dump_json().encode("utf-8"), status, media_type="application/json")


async def once(request: Request, work: Callable[[Connection], BaseModel], *, needs_key: bool = True) -> Response:
    """Do the work in the write transaction and keep its answer with the Idempotency-Key, in that transaction.

    The same key with the same request is answered with the same bytes, also after a crash; with another request it is
    a 422. Work that raises keeps nothing, so a problem is never the kept answer. Without a key (where none is needed)
    the work is simply done.
    """
    county, caller = county_of(request), caller_of(request)
    key = request.headers.get("idempotency-key")
    if key is None and not needs_key:
        return plain(await county.store.write(work))
    if not key or len(key) > _MAX_KEY_LENGTH:
        raise ProblemRaised(ProblemType.KEY_MISSING, 400)
    asked = f"{request.method} {request.url.path}\n".encode() + await request.body()
    fingerprint = sha256(asked).hexdigest()
    body = await county.store.write(
        lambda connection: _kept(connection, caller.terminal, key, fingerprint, work, county.clock)
    )
    return Response(body, media_type="application/json")


def _kept(
    connection: Connection,
    terminal: str,
    key: str,
    fingerprint: str,
    work: Callable[[Connection], BaseModel],
    clock: Clock,
) -> bytes:
    earlier = connection.execute(
        select(replies.c.request_sha256, replies.c.body).where(replies.c.terminal == terminal, replies.c.key == key)
    ).one_or_none()
    if earlier is not None:
        if earlier.request_sha256 != fingerprint:
            raise ProblemRaised(ProblemType.KEY_REUSED, 422)
        return bytes(earlier.body)
    body = work(connection).model_dump_json().encode("utf-8")
    connection.execute(
        insert(replies).values(
            terminal=terminal, key=key, request_sha256=fingerprint, body=body, answered_at=clock.stamp()
        )
    )
    return body
