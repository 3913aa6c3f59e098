"""Cuts a printer's byte stream into commands: how many bytes each ESC/POS command occupies, and nothing else."""

from dataclasses import dataclass

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
_PREFIXES = {ESC: "ESC", FS: "FS", GS: "GS", DLE: "DLE"}
_CONTROLS = {0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}

# Bytes that follow the two of the command itself, for commands of fixed length.
_PARAMETERS = {
    "ESC": {
        **dict.fromkeys("@2imLS", 0),
        **dict.fromkeys("aEG!-3dJMtR9{ =eKVTQ", 1),
        **dict.fromkeys("$\\cB", 2),
        "p": 3,
        "W": 8,
    },
    "FS": {**dict.fromkeys("&.", 0), **dict.fromkeys("!-WC", 1), **dict.fromkeys("Sp", 2)},
    "GS": {":": 0, **dict.fromkeys("!BaHhwfIbr/j", 1), **dict.fromkeys("LWP$\\", 2)},
    "DLE": {"\x04": 1, "\x05": 1, "\x14": 3},
}


@dataclass(frozen=True)
class Command:
    """name is "TEXT", a control such as "LF", or a prefix and its letter such as "GS v"; args are the rest."""

    name: str
    args: bytes = b""
    known: bool = True


def next_command(buffer: bytes) -> tuple[Command, int] | None:
    """The first command in `buffer` and its length in bytes, or None while it is not complete."""
    if not buffer:
        return None
    first = buffer[0]
    if first in _PREFIXES:
        return _prefixed(_PREFIXES[first], buffer)
    if first in _CONTROLS:
        return Command(_CONTROLS[first]), 1
    if first < 0x20:
        return Command("CONTROL", buffer[:1], known=False), 1
    end = next((place for place, byte in enumerate(buffer) if byte < 0x20), len(buffer))
    return Command("TEXT", buffer[:end]), end


def _prefixed(prefix: str, buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 2:
        return None
    letter = chr(buffer[1])
    name = f"{prefix} {letter}"
    length = _parameter_count(name, prefix, letter, buffer[2:])
    if length is None or len(buffer) < 2 + length:
        return None
    if length < 0:
        return Command(name, known=False), 2
    return Command(name, buffer[2 : 2 + length]), 2 + length


def _parameter_count(name: str, prefix: str, letter: str, rest: bytes) -> int | None:
    """Parameter bytes of this command; None when more bytes must come to know, -1 for an unknown command."""
    fixed = _PARAMETERS[prefix].get(letter)
    if fixed is not None:
        return fixed
    variable = _VARIABLE.get(name)
    return -1 if variable is None else variable(rest)


def _until_nul(rest: bytes) -> int | None:
    end = rest.find(0)
    return None if end < 0 else end + 1


def _column_image(rest: bytes) -> int | None:  # ESC * m nL nH
    if len(rest) < 3:
        return None
    return 3 + (rest[1] + rest[2] * 256) * (3 if rest[0] >= 32 else 1)


def _raster_image(rest: bytes) -> int | None:  # GS v 0 m xL xH yL yH
    if len(rest) < 6:
        return None
    return 6 + (rest[2] + rest[3] * 256) * (rest[4] + rest[5] * 256)


def _counted_block(rest: bytes) -> int | None:  # GS ( k pL pH
    return None if len(rest) < 3 else 3 + rest[1] + rest[2] * 256


def _long_block(rest: bytes) -> int | None:  # GS 8 L p1 p2 p3 p4
    return None if len(rest) < 5 else 5 + int.from_bytes(rest[1:5], "little")


def _cut(rest: bytes) -> int | None:  # GS V m, and n for the feeding kinds
    if not rest:
        return None
    return 1 if rest[0] in (0, 1, 48, 49) else 2


def _barcode(rest: bytes) -> int | None:  # GS k m
    if len(rest) < 2:
        return None
    if rest[0] >= 65:
        return 2 + rest[1]
    end = rest.find(0, 1)
    return None if end < 0 else end + 1


def _defined_image(rest: bytes) -> int | None:  # GS * x y
    return None if len(rest) < 2 else 2 + rest[0] * rest[1] * 8


_VARIABLE = {
    "ESC D": _until_nul,
    "ESC *": _column_image,
    "GS v": _raster_image,
    "GS (": _counted_block,
    "FS (": _counted_block,
    "GS 8": _long_block,
    "GS V": _cut,
    "GS k": _barcode,
    "GS *": _defined_image,
}
