"""Guessing made slow: one token bucket an address."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class TokenBuckets:
    """A bucket of `capacity` tokens for each address, refilled by `per_second`; the oldest of too many are forgotten.

    monotonic: seconds that never go back.
    """

    def __init__(
        self, *, capacity: float, per_second: float, monotonic: Callable[[], float], addresses_max: int = 10_000
    ) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._monotonic = monotonic
        self._addresses_max = addresses_max
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait_seconds(self, address: str) -> float:
        """Return 0 where the address has a token left, else how long until it has one; takes none."""
        missing = 1 - self._bucket(address).tokens
        return max(0.0, missing / self._per_second)

    def take(self, address: str, tokens: float) -> None:
        """Take tokens from an address; a bucket may fall below zero, which lengthens the wait."""
        bucket = self._bucket(address)
        bucket.tokens = max(bucket.tokens - tokens, -self._capacity)

    def _bucket(self, address: str) -> _Bucket:
        now = self._monotonic()
        bucket = self._buckets.setdefault(address, _Bucket(self._capacity, now))
        bucket.tokens = min(self._capacity, bucket.tokens + (now - bucket.filled_at) * self._per_second)
        bucket.filled_at = now
        self._buckets.move_to_end(address)
        while len(self._buckets) > self._addresses_max:
            self._buckets.popitem(last=False)
        return bucket
