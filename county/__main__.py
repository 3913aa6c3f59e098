"""`python -m county`: serve a county; `enrol-code`, `cards` and `replay` work on its folder.

    python -m county --dir DIR [--port 0] [--host 127.0.0.1] [--date 2026-06-01] [--people 10000] [--items config/items]
    python -m county enrol-code 0317 --dir DIR [--site 柳溪镇便民服务中心]
    python -m county cards --dir DIR [--numbers N …] [--limit 200]
    python -m county replay CASE --dir DIR [--items config/items]

The server prints one line of JSON when it is ready: {"url": …, "attendant_url": …, "attendant_code_file": …}.
"""

import argparse
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path

import structlog

from county.clock import Clock
from county.migrate import open_store
from county.population.generate import cards
from county.terminals import DEFAULT_SITE, make_code


def serve(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    # typesetting, seals and rules take seconds to import: the other commands do without
    from county import serving
    from county.founding import Founding

    listening, url = serving.listen(arguments.host, arguments.port)
    founding = Founding(
        folder=arguments.dir,
        items=arguments.items,
        public_url=(arguments.public_url or url).rstrip("/"),
        fixed_day=arguments.date,
        people=arguments.people,
        seed=arguments.seed,
    )
    serving.serve(founding, listening, url)
    return 0


def enrol_code(arguments: argparse.Namespace) -> int:
    """Print a one-time code with which a kiosk enrols its key as this terminal."""
    with open_store(arguments.dir) as store:
        clock = Clock()
        print(store.write_now(lambda c: make_code(c, arguments.terminal, arguments.site, clock)))
    return 0


def print_cards(arguments: argparse.Namespace) -> int:
    """Print cards of the county's invented people as JSON, for a simulated reader."""
    with open_store(arguments.dir) as store:
        found = store.read_now(lambda c: cards(c, numbers=arguments.numbers or None, limit=arguments.limit))
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def replay_case(arguments: argparse.Namespace) -> int:
    """Decide a concluded case again from its stored snapshot; exit code 1 when the decision is another."""
    from county.cases.replaying import NotConcluded, replay
    from county.rules.catalogue import Catalogue

    catalogue = Catalogue.load(arguments.items)
    with open_store(arguments.dir) as store:
        try:
            replayed = store.read_now(lambda c: replay(c, catalogue, arguments.case_no))
        except NotConcluded:
            print(f"no concluded case {arguments.case_no}", file=sys.stderr)
            return 2
    print(json.dumps(asdict(replayed) | {"holds": replayed.holds}, ensure_ascii=False))
    return 0 if replayed.holds else 1


def _terminal(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise argparse.ArgumentTypeError("a terminal has four digits")
    return text


def _serving() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m county", epilog="also: enrol-code, cards, replay")
    parser.add_argument("--dir", type=Path, required=True, help="the county's folder, made at the first start")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--date", help="hold the business day still (ISO)")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--items", type=Path, default=Path("config/items"))
    parser.add_argument("--public-url", help="address of the verification page on the papers")
    parser.set_defaults(run=serve)
    return parser


def _commands() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m county")
    commands = parser.add_subparsers(required=True)
    code = commands.add_parser("enrol-code", help=enrol_code.__doc__)
    code.add_argument("terminal", type=_terminal)
    code.add_argument("--site", default=DEFAULT_SITE)
    code.set_defaults(run=enrol_code)
    shown = commands.add_parser("cards", help=print_cards.__doc__)
    shown.add_argument("--numbers", nargs="*")
    shown.add_argument("--limit", type=int, default=200)
    shown.set_defaults(run=print_cards)
    again = commands.add_parser("replay", help=replay_case.__doc__)
    again.add_argument("case_no")
    again.add_argument("--items", type=Path, default=Path("config/items"))
    again.set_defaults(run=replay_case)
    for command in (code, shown, again):
        command.add_argument("--dir", type=Path, required=True)
    return parser


def main(words: list[str]) -> int:
    """Run what the command line says and return the exit code."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # stdout is for the answer
    parser = _commands() if words and words[0] in ("enrol-code", "cards", "replay") else _serving()
    arguments = parser.parse_args(words)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
