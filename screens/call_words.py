"""How a call for staff stands, in the same words wherever a screen says it."""

from contract.text import Text
from contract.wire import CallState
from screens.beijing_time import hour_minute
from screens.words import words


def how_it_stands(call: CallState) -> Text:
    """One line: when they were called, and what they did since."""
    at = hour_minute(call.placed_at)
    states: dict[str, Text] = {
        "placed": words(f"{at} 已叫，请稍等", f"called at {at}, please wait"),
        "seen": words(f"{at} 已叫，对方已看到", f"called at {at}, seen"),
        "coming": words(f"{at} 已叫，人已经动身", f"called at {at}, coming"),
        "closed": words(f"{at} 叫过了", f"called at {at}"),
    }
    return states[call.state]
