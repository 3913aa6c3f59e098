"""`./do reader decode FILE.hex [--json]`: what a recorded reply of an identity-card reader says."""

import argparse
import json
import sys
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from drivers.sdt_reply import read_reply
from drivers.wire_error import WireError


def main(argv: list[str]) -> int:
    """Decode one file; 0 when it says something, 1 when it is broken, 2 when it cannot be opened."""
    parser = argparse.ArgumentParser(prog="./do reader", description=__doc__)
    parser.add_argument("verb", choices=["decode"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    arguments = parser.parse_args(argv)
    try:
        reply = bytes.fromhex("".join(arguments.file.read_text(encoding="ascii").split()))
    except OSError as error:
        print(f"cannot read {arguments.file}: {error.strerror}", file=sys.stderr)
        return 2
    except ValueError:
        print(f"{arguments.file} holds something else than hexadecimal bytes", file=sys.stderr)
        return 1
    try:
        said = read_reply(reply)
    except WireError as error:
        return _broken(str(error), as_json=arguments.json)
    _print(said, as_json=arguments.json)
    return 0


def _broken(why: str, *, as_json: bool) -> int:
    print(json.dumps({"error": why}, ensure_ascii=False) if as_json else f"refused: {why}")
    return 1


def _print(said: Any, *, as_json: bool) -> None:
    fields = asdict(said) if is_dataclass(said) and not isinstance(said, type) else {"says": str(said)}
    plain = {name: _plain(value) for name, value in fields.items() if value not in ("", None, b"")}
    if as_json:
        print(json.dumps(plain, ensure_ascii=False))
        return
    for name, value in plain.items():
        print(f"{name:>20}  {value}")


def _plain(value: Any) -> Any:
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
