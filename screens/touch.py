"""Which touches count: one finger at a time, and none within 500 ms of the last one that acted (look.md section 3)."""

import time
from collections.abc import Callable

AFTER_ACT_SECONDS = 0.5
AFTER_KEY_SECONDS = 0.08
AFTER_CHANGE_SECONDS = 0.3


class TouchGuard:
    """Lets one finger act at a time. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._closed_until = float("-inf")
        self._finger: object | None = None
        self.last_touch_at = clock()

    def shut(self) -> None:
        """Nothing is on the screen yet: whoever touches it cannot mean anything by it."""
        self._closed_until = float("inf")

    def shown(self) -> None:
        """The first page is on the screen."""
        self._closed_until = float("-inf")

    def touched(self) -> None:
        """A finger came down, on something or on nothing: somebody is here."""
        self.last_touch_at = self._clock()

    def admits(self, finger: object) -> bool:
        """Whether a finger that comes down now may press something; it then holds the screen until let_go()."""
        self.touched()
        if self._finger is not None or self.last_touch_at < self._closed_until:
            return False
        self._finger = finger
        return True

    def let_go(self) -> None:
        self._finger = None

    def acted(self, *, key: bool = False) -> None:
        """Something was done: a trembling second touch is not a second answer. Keys of a pad may follow quickly."""
        self._closed_until = self._clock() + (AFTER_KEY_SECONDS if key else AFTER_ACT_SECONDS)

    def page_changed(self) -> None:
        """Another page came up: a touch meant for the one before does not press what now lies under it."""
        self._finger = None
        self._closed_until = max(self._closed_until, self._clock() + AFTER_CHANGE_SECONDS)
