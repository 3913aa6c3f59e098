"""The county's stamps as the clock on the wall of the hall says them."""

from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))  # one zone for the whole country, no daylight saving
UNREADABLE = "--:--"


def hour_minute(stamp: str) -> str:
    """ "10:26" of an ISO 8601 stamp, which is UTC where it names no offset; "--:--" where it is no stamp."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return UNREADABLE
    return f"{(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(BEIJING):%H:%M}"
