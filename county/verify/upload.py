"""Reading an upload that may be hostile: never more than a limit, never a file on disk."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

FORM_BYTES_MAX = 1_000_000  # below Starlette's spool size, so that nothing personal is written to disk


class TooLargeError(Exception):
    """The body is longer than FORM_BYTES_MAX."""


class BadFormError(Exception):
    """The body is no form."""


async def field(request: Request, name: str) -> str | bytes | None:
    """Return one field of a form: text, or the bytes of a file; None where it is missing or empty.

    Raises TooLargeError, BadFormError.
    """
    bounded = Request(request.scope, _Bounded(request))
    try:
        async with bounded.form(max_files=1, max_fields=4) as form:
            value = form.get(name)
            found = await value.read() if isinstance(value, UploadFile) else value
            return found or None
    except (MultiPartException, HTTPException, ValueError, KeyError, AssertionError) as error:
        raise BadFormError from error


class _Bounded:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._bytes = 0

    async def __call__(self) -> Message:
        message = await self._request.receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > FORM_BYTES_MAX:
            raise TooLargeError
        return message
