"""Time as the simulators see it: an asyncio loop is one such clock, a virtual clock another."""

import heapq
import itertools
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """A call that was promised and can be taken back."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """Seconds that only grow, and calls at a given second; every asyncio event loop is one."""

    def time(self) -> float: ...

    def call_at(self, when: float, callback: Callable[[], object], /) -> Timer: ...


class _Promise:
    def __init__(self, callback: Callable[[], object]) -> None:
        self.callback: Callable[[], object] | None = callback

    def cancel(self) -> None:
        self.callback = None


class VirtualClock:
    """A clock that stands still until `advance` is called, so that an hour costs microseconds."""

    def __init__(self, start: float = 0.0) -> None:
        self._now = start
        self._order = itertools.count()
        self._promises: list[tuple[float, int, _Promise]] = []

    def time(self) -> float:
        return self._now

    def call_at(self, when: float, callback: Callable[[], object], /) -> Timer:
        promise = _Promise(callback)
        heapq.heappush(self._promises, (when, next(self._order), promise))
        return promise

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass; every call that falls due runs at its own time, in order."""
        end = self._now + seconds
        while self._promises and self._promises[0][0] <= end:
            when, _, promise = heapq.heappop(self._promises)
            self._now = max(self._now, when)
            if promise.callback is not None:
                promise.callback()
        self._now = end
