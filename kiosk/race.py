"""Two things awaited at once; the one that loses is cancelled and gone before the winner's value is returned."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")


async def either(first: Coroutine[Any, Any, A], second: Coroutine[Any, Any, B]) -> A | B:
    """Return the value (or raise the error) of whichever ends first; on a tie the first one's."""
    one, other = asyncio.ensure_future(first), asyncio.ensure_future(second)
    try:
        await asyncio.wait({one, other}, return_when=asyncio.FIRST_COMPLETED)
        return one.result() if one.done() else other.result()
    finally:
        for task in (one, other):
            task.cancel()
        await asyncio.gather(one, other, return_exceptions=True)


async def within(awaited: Coroutine[Any, Any, A], seconds: float) -> A:
    """Return the value, or raise TimeoutError (asyncio.wait_for of Python 3.11 can lose a cancellation)."""
    async with asyncio.timeout(seconds):
        return await awaited
