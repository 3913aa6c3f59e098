"""The county's two times: the real one, which signatures carry, and the business day it decides for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def _real_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """`fixed_day` (ISO) holds the business day still for demonstrations; otherwise it is today's date in Beijing."""

    fixed_day: str | None = None
    real: Callable[[], datetime] = _real_now

    def now(self) -> datetime:
        """The real time, UTC."""
        return self.real()

    def stamp(self) -> str:
        """The real time as ISO 8601 in whole seconds, UTC."""
        return self.now().isoformat(timespec="seconds")

    def seconds(self) -> int:
        """The real time in Unix seconds."""
        return int(self.now().timestamp())

    def today(self) -> str:
        """The business day, ISO."""
        return self.fixed_day or self.now().astimezone(BEIJING).date().isoformat()

    def business_now(self) -> str:
        """The business day with the time of day in Beijing, ISO 8601 with offset."""
        time_of_day = self.now().astimezone(BEIJING).timetz().isoformat(timespec="seconds")
        return f"{self.today()}T{time_of_day}"
