"""What the kiosk takes from the county's line at most."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.county_client import CountyClient
from kiosk.county_errors import Garbled

PIECE = bytes(1024 * 1024)


class Endless(httpx.AsyncByteStream):
    """A body of a gigabyte; counts what was taken of it."""

    taken = 0
    closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(1024):
            self.taken += 1
            yield PIECE

    async def aclose(self) -> None:
        self.closed = True


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_without_end_is_let_go_of_while_it_comes(status):
    body = Endless()

    async def run():
        transport = httpx.MockTransport(lambda request: httpx.Response(status, stream=body))
        async with CountyClient("http://county.test", Ed25519PrivateKey.generate(), "k", transport) as county:
            with pytest.raises(Garbled, match="too large"):
                await county.readiness(within=5)

    tracemalloc.start()
    asyncio.run(run())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert body.taken == 9
    assert body.closed
    assert peak < 64 * len(PIECE)


def test_a_compressed_answer_is_neither_asked_for_nor_unpacked():
    asked = []

    async def run():
        def answer(request):
            asked.append(request.headers["accept-encoding"])
            return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Endless())

        transport = httpx.MockTransport(answer)
        async with CountyClient("http://county.test", Ed25519PrivateKey.generate(), "k", transport) as county:
            with pytest.raises(Garbled, match="compressed"):
                await county.readiness(within=5)

    asyncio.run(run())
    assert asked == ["identity"]
