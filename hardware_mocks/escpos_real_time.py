"""Commands a printer obeys the moment it hears them, wherever they stand: even inside a picture, even while offline."""

from dataclasses import dataclass
from typing import Literal

DLE, EOT, ENQ, DC4 = 0x10, 0x04, 0x05, 0x14
CLEAR_BUFFERS = bytes([DLE, DC4, 8, 1, 3, 20, 1, 6, 2, 8])
CLEAR_RESPONSE = bytes([0x37, 0x25, 0x00])


@dataclass(frozen=True)
class Urgent:
    """DLE EOT n, DLE ENQ n or DLE DC4 8; `end` counts the heard chunk's bytes up to its last one."""

    what: Literal["status", "recover", "clear"]
    n: int
    end: int


class RealTimeEar:
    """Finds them in a stream that arrives in chunks of any size."""

    def __init__(self) -> None:
        self._before = b""

    def forget(self) -> None:
        self._before = b""

    def hear(self, data: bytes) -> list[Urgent]:
        seen, old = self._before + data, len(self._before)
        self._before = seen[-(len(CLEAR_BUFFERS) - 1) :]
        found = []
        for place, byte in enumerate(seen):
            urgent = _urgent(seen[place : place + len(CLEAR_BUFFERS)], place - old) if byte == DLE else None
            if urgent is not None and urgent.end > 0:
                found.append(urgent)
        return sorted(found, key=lambda urgent: urgent.end)


def _urgent(bytes_from_dle: bytes, place: int) -> Urgent | None:
    if bytes_from_dle == CLEAR_BUFFERS:
        return Urgent("clear", 8, place + len(CLEAR_BUFFERS))
    if len(bytes_from_dle) < 3 or bytes_from_dle[1] not in (EOT, ENQ):
        return None
    return Urgent("status" if bytes_from_dle[1] == EOT else "recover", bytes_from_dle[2], place + 3)
