"""Which lines a printer's own characters can print, and where a line ends."""

import re
from collections.abc import Callable

# a mark that closes never begins a line; letters and digits stay together
_PIECE = re.compile(r"(?:[!-~]+|[^ ])[，。、；：？！）》”’]*| +")


def encoded(text: str, codec: str) -> bytes | None:
    """`text` as one byte for each printable ASCII character and two for each other one, or None."""
    parts = [_encoded_character(character, codec) for character in text]
    return None if None in parts else b"".join(part for part in parts if part is not None)


def _encoded_character(character: str, codec: str) -> bytes | None:
    if " " <= character <= "~":
        return character.encode("ascii")
    if not codec or character.isascii():
        return None
    # Python's gb2312 gives the middle dot and the dash to other characters than printers and GB 18030 do:
    # take GB 18030's bytes, and ask the smaller set only whether it has them
    data = character.encode("gb18030", errors="replace")
    return data if len(data) == 2 and _has(codec, data) else None


def _has(codec: str, data: bytes) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def columns(text: str) -> int:
    """Width in columns of 12-dot letters."""
    return sum(1 if character.isascii() else 2 for character in text)


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """`text` in lines no wider than `width` as `measure` sees them; line feeds are kept."""
    lines = [line for paragraph in text.split("\n") for line in _wrapped(printable(paragraph), width, measure)]
    return lines or [""]


def printable(text: str) -> str:
    """`text` without control characters: nobody sends the printer a command by their name."""
    return "".join(character for character in text if character.isprintable())


def _wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text):
        if measure(lines[-1] + piece) <= width:
            lines[-1] += piece
        elif measure(piece) <= width:
            lines.append(piece.lstrip(" "))
        else:
            _by_characters(lines, piece, width, measure)
    return [line.rstrip(" ") for line in lines]


def _by_characters(lines: list[str], piece: str, width: float, measure: Callable[[str], float]) -> None:
    for character in piece:
        if lines[-1] and measure(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
