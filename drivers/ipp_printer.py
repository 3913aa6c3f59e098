"""One IPP printer as requests and answers (RFC 8011), on pyipp's connection and encoder."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from pyipp import IPP
from pyipp.enums import IppOperation
from pyipp.exceptions import IPPError

from drivers.ipp_message import Attributes, IppAnswer, decode_answer, numbers, words
from drivers.limits import checked_limit
from drivers.wire_error import Garbled, LineLost, NoAnswer, Refused, WireError

USER = "lideng"
PRINTER_ATTRIBUTES = ["printer-state", "printer-state-reasons"]
JOB_ATTRIBUTES = [
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-media-sheets-completed",
    "job-impressions-completed",
]
LONGEST_ANSWER_BYTES = 1024 * 1024
NOT_FOUND, BUSY = 0x0406, 0x0507


class NotSent(LineLost):
    """The connection was refused: the printer never saw the request."""


@dataclass(frozen=True)
class Job:
    """A job as the printer describes it; `printed` counts sheets or sides, None when it does not say."""

    id: int
    name: str
    state: int
    reasons: tuple[str, ...]
    printed: int | None


class IppPrinter:
    """A printer at a printer-uri; every request has a limit and raises WireError."""

    def __init__(self, uri: str, *, within: float) -> None:
        self._within = checked_limit(within)
        parts = urlsplit(uri)
        # a connection kept alive may be dead when the one request that must not be doubled goes out on it
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(force_close=True), response_class=_BoundedAnswer, auto_decompress=False
        )
        self._ipp = IPP(
            host=parts.hostname or "",
            port=parts.port or 631,
            base_path=parts.path or "/",
            session=self._session,
            request_timeout=3600,
        )

    async def close(self) -> None:
        """Let go of the connection."""
        await self._session.close()

    async def attributes(self) -> Attributes:
        """printer-state and printer-state-reasons."""
        wanted = {"requested-attributes": PRINTER_ATTRIBUTES}
        return (await self._ask(IppOperation.GET_PRINTER_ATTRIBUTES, wanted)).printer

    async def print_job(self, pdf: bytes, *, job_name: str, copies: int, within: float) -> int:
        """Submit a PDF; the job's number. Raises NotSent, Refused (nothing is printed), or another WireError."""
        wanted = {"job-name": job_name, "document-format": "application/pdf"}
        extra = {"job-attributes-tag": {"copies": copies}, "data": pdf}
        answer = await self._ask(IppOperation.PRINT_JOB, wanted, extra, within=within)
        return _job(answer).id

    async def job(self, job_id: int) -> Job:
        """The job of that number; raises Refused (NOT_FOUND) when the printer forgot it."""
        wanted = {"job-id": job_id, "requested-attributes": JOB_ATTRIBUTES}
        return _job(await self._ask(IppOperation.GET_JOB_ATTRIBUTES, wanted))

    async def jobs(self, which: str) -> list[Job]:
        """Our jobs, `which` being completed or not-completed."""
        wanted = {"which-jobs": which, "my-jobs": True, "requested-attributes": JOB_ATTRIBUTES}
        answer = await self._ask(IppOperation.GET_JOBS, wanted)
        return [_described(attributes) for attributes in answer.jobs if attributes]

    async def cancel(self, job_id: int) -> None:
        """Ask the printer to drop a job."""
        await self._ask(IppOperation.CANCEL_JOB, {"job-id": job_id})

    async def _ask(
        self,
        operation: IppOperation,
        wanted: dict[str, Any],
        extra: dict[str, Any] | None = None,
        *,
        within: float | None = None,
    ) -> IppAnswer:
        limit = within or self._within
        message = {"operation-attributes-tag": {"requesting-user-name": USER} | wanted} | (extra or {})
        try:
            async with asyncio.timeout(limit):
                data = await self._ipp.raw(operation, message)
        except TimeoutError as error:
            raise NoAnswer(f"the printer did not answer within {limit:.3g} s") from error
        except (IPPError, aiohttp.ClientError, OSError, ValueError) as error:
            raise _wire_error(error) from error
        answer = decode_answer(data)
        if not answer.ok:
            raise Refused(f"the printer refused with IPP status {answer.status:04X}", answer.status)
        return answer


class _BoundedAnswer(aiohttp.ClientResponse):
    """An answer of which no more is read than any printer has to say."""

    async def read(self) -> bytes:
        body = bytearray()
        async for chunk in self.content.iter_any():
            body += chunk
            if len(body) > LONGEST_ANSWER_BYTES:
                self.close()
                raise Garbled(f"the printer's answer is longer than {LONGEST_ANSWER_BYTES} bytes")
        return bytes(body)


def _wire_error(error: Exception) -> WireError:
    if isinstance(error.__cause__, aiohttp.ClientConnectorError):
        return NotSent("the printer cannot be reached")
    return LineLost("the connection to the printer broke")


def _job(answer: IppAnswer) -> Job:
    if not answer.jobs:
        raise Garbled("the printer answered without a job")
    return _described(answer.jobs[0])


def _described(attributes: Attributes) -> Job:
    printed = numbers(attributes, "job-media-sheets-completed") or numbers(attributes, "job-impressions-completed")
    return Job(
        id=(numbers(attributes, "job-id") or [0])[0],
        name=(words(attributes, "job-name") or [""])[0],
        state=(numbers(attributes, "job-state") or [0])[0],
        reasons=tuple(words(attributes, "job-state-reasons")),
        printed=max(printed) if printed else None,
    )
