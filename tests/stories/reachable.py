"""What can still be reached from the objects of a process, and so could be found by whoever gets hold of it."""

import gc
from collections.abc import Iterator
from typing import Any

TEXTS = (str, bytes, bytearray)


def reachable_texts() -> Iterator[bytes]:
    """Every text (as UTF-8) and all bytes that can be reached from the objects of this process."""
    waiting: list[Any] = gc.get_objects()
    seen: set[int] = set()
    while waiting:
        for one in gc.get_referents(waiting.pop()):
            if id(one) in seen or gc.is_tracked(one):
                continue
            seen.add(id(one))
            if isinstance(one, TEXTS):
                yield one.encode("utf-8", "surrogatepass") if isinstance(one, str) else bytes(one)
            else:
                waiting.append(one)  # a tuple or dict of nothing but texts is not tracked itself
