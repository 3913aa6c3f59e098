"""`./do reader decode FILE.hex [--json]`: what a recorded reply of an identity-card reader says."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from contract.person_codes import NATION, SEX
from drivers.sdt_reply import read_hex
from drivers.wire_error import WireError


def main(argv: list[str]) -> int:
    """Decode one file; 0 when it says something, 1 when it is broken, 2 when it cannot be opened."""
    parser = argparse.ArgumentParser(prog="./do reader", description=__doc__)
    parser.add_argument("verb", choices=["decode"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    arguments = parser.parse_args(argv)
    try:
        said = asdict(read_hex(arguments.file.read_text(encoding="utf-8-sig", errors="replace")))
    except OSError as error:
        print(f"cannot read {arguments.file}: {error.strerror}", file=sys.stderr)
        return 2
    except WireError as error:
        print(json.dumps({"error": str(error)}, ensure_ascii=False) if arguments.json else f"refused: {error}")
        return 1
    _print(in_words(said), as_json=arguments.json)
    return 0


def in_words(said: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are there, sex and nation also in words, bytes by their number."""
    plain = {name: _plain(value) for name, value in said.items() if value not in ("", None, b"")}
    if said.get("sex"):
        plain["sex_word"] = SEX.get(said["sex"], "?")
    if said.get("nation"):
        plain["nation_word"] = NATION.get(said["nation"], "?")
    if isinstance(trouble := said.get("trouble"), dict):
        plain["trouble"] = {"code": trouble["code"], "acts": str(trouble["acts"]), "verb": trouble["verb"]}
    return plain


def _print(plain: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(plain, ensure_ascii=False))
        return
    for name, value in plain.items():
        words = f"{value['verb']} ({value['acts']})" if isinstance(value, dict) else value
        print(f"{name:>20}  {words}")


def _plain(value: Any) -> Any:
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
