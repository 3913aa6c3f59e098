"""The certificate printer's paper path as a small file, shared by its front panel and its print command."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

LOW_SHEETS = 10


@dataclass
class Tray:
    """toner is ok, low or empty; page_seconds is the time of one sheet."""

    sheets: int = 250
    toner: str = "ok"
    cover_open: bool = False
    jammed: bool = False
    hanging: bool = False
    page_seconds: float = 1.5
    factor: float = 1.0
    fail_next: list[str] = field(default_factory=list)

    def reasons(self) -> list[str]:
        """printer-state-reasons, RFC 8011 5.4.12."""
        every = {
            "cover-open-error": self.cover_open,
            "media-jam-error": self.jammed,
            "media-empty-error": self.sheets == 0,
            "media-low-warning": 0 < self.sheets <= LOW_SHEETS,
            "toner-low-warning": self.toner == "low",
            "toner-empty-error": self.toner == "empty",
        }
        return [reason for reason, holds in every.items() if holds]

    @property
    def can_print(self) -> bool:
        return not self.hanging and not any(reason.endswith("-error") for reason in self.reasons())


def look(file: Path) -> Tray:
    """The tray as it is now."""
    with changing(file) as tray:
        return tray


@contextmanager
def changing(file: Path) -> Iterator[Tray]:
    """The tray for reading and writing, alone: nobody else changes it meanwhile."""
    with file.open("a+", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        text = handle.read()
        tray = Tray(**json.loads(text)) if text else Tray()
        yield tray
        fresh = json.dumps(asdict(tray))
        if fresh != text:
            handle.seek(0)
            handle.truncate()
            handle.write(fresh)
