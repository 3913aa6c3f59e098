"""What a cheap Chinese printer makes of text bytes: one- and two-byte characters, never the four-byte ones."""

from collections.abc import Iterator


class TextReader:
    """Turns bytes into characters; remembers half a character until its other byte comes.

    Chinese mode (FS &) reads two-byte GB18030 (areas 1-5), otherwise code page 437. A four-byte GB18030
    character is taken apart as such a printer does, and recorded in `unprintable`; `repertoire` "gb2312"
    also refuses what is outside GB 2312.
    """

    def __init__(self, *, chinese_at_start: bool = False, repertoire: str = "gbk") -> None:
        self.unprintable: list[str] = []
        self._chinese_at_start = chinese_at_start
        self._repertoire = repertoire
        self.reset()

    def reset(self) -> None:
        self.chinese = self._chinese_at_start
        self._half = b""

    def switch(self, chinese: bool) -> None:
        self.chinese = chinese
        self._half = b""

    def read(self, data: bytes) -> Iterator[tuple[str, bool]]:
        """Printed characters of `data` and whether each fills a square cell; ? where the font has none."""
        data, self._half = self._half + data, b""
        place = 0
        while place < len(data):
            if not self._is_lead(data[place]):
                yield self._single(data[place]), False
                place += 1
            elif place + 1 == len(data):
                self._half = data[place:]
                return
            elif data[place + 1] >= 0x40 and data[place + 1] != 0x7F:
                yield self._double(data[place : place + 2]), True
                place += 2
            elif place + 4 > len(data):
                self._half = data[place:]
                return
            else:
                yield from self._four_bytes(data[place : place + 4])
                place += 4

    def _is_lead(self, byte: int) -> bool:
        return self.chinese and 0x81 <= byte <= 0xFE

    def _single(self, byte: int) -> str:
        return bytes([byte]).decode("ascii" if byte < 0x80 else "cp437", "replace")

    def _double(self, pair: bytes) -> str:
        try:
            character = pair.decode("gb18030")
            character.encode(self._repertoire)
        except UnicodeError:
            self._record(pair)
            return "?"
        return character

    def _four_bytes(self, raw: bytes) -> Iterator[tuple[str, bool]]:
        """No such character in the font: each lead byte is a question mark, each digit itself."""
        self._record(raw)
        for byte in raw:
            yield ("?" if byte >= 0x80 else chr(byte)), False

    def _record(self, raw: bytes) -> None:
        try:
            self.unprintable.append(raw.decode("gb18030"))
        except UnicodeError:
            self.unprintable.append(raw.hex())
