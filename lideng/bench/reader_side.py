"""The reader's end of `./do bench id-read`, a process of its own: lays a card again and again, tells when it was found.

`python -m lideng.bench.reader_side LINK` prints one JSON line a read: `found` is the monotonic second at which the last
byte of the 9F answer was on the line, `bytes` what went over the line in both directions from then on.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware_mocks.known_cards import DEFAULT_CARDS
from hardware_mocks.sdt_reader import ReaderSeconds, SdtReader
from hardware_mocks.serving import PtyServer

FIND, NEWEST_ADDRESS = b"\x20\x01", b"\x30\x03"
FOUND_ANSWER = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
LAY_AGAIN_SECONDS = 0.1
CARD = replace(DEFAULT_CARDS[0], new_address="青禾县柳溪镇樟树村三组十二号")
NO_THINKING = ReaderSeconds(find=0.0, select=0.0, read=0.0, fingerprint=0.0, address=0.0, other=0.0)


class CountedReader(SdtReader):
    """Tells what the host sends."""

    heard: Callable[[bytes], None] = staticmethod(lambda _: None)

    def receive(self, data: bytes) -> None:
        self.heard(data)
        super().receive(data)


class CountedLine(PtyServer):
    """A pty that counts the bytes since the last 9F answer."""

    def __init__(self, reader: CountedReader, link: Path) -> None:
        super().__init__(reader, link)
        self._tail, self._found, self._bytes, self._at_end = b"", 0.0, 0, False
        self._reader, reader.heard = reader, self._heard
        self._lay()

    def _write(self, fd: int, data: bytes) -> None:
        super()._write(fd, data)
        self._bytes += len(data)
        self._tail = (self._tail + data)[-len(FOUND_ANSWER) :]
        if self._tail == FOUND_ANSWER:
            self._found, self._bytes = time.monotonic(), 0

    def _heard(self, data: bytes) -> None:
        if self._at_end and FIND in data:
            print(json.dumps({"found": self._found, "bytes": self._bytes}), flush=True)
            self._at_end = False
            self._reader.clock.call_at(self._reader.clock.time() + LAY_AGAIN_SECONDS, self._lay)
        self._bytes += len(data)
        self._at_end = self._at_end or NEWEST_ADDRESS in data

    def _lay(self) -> None:
        self._reader.lay(CARD)


async def serve(link: Path) -> None:
    """Serve until the process is ended."""
    reader = CountedReader(asyncio.get_running_loop(), seconds=NO_THINKING)
    with CountedLine(reader, link):
        print(json.dumps({"address": f"pty:{link}"}), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
