"""Every wait has a limit."""


def checked_limit(within: float) -> float:
    """`within` in seconds; raises ValueError unless it is more than 0."""
    if not within > 0:
        raise ValueError(f"within must be more than 0 seconds, not {within}")
    return within
