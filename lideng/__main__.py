"""The command line: `./do CMD` and `lideng CMD`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Command:
    """A verb: the module whose `main(argv) -> int` does it, and one line of help."""

    module: str
    says: str


COMMANDS = {
    "run": Command("lideng.run", "the main job: county, simulated hardware, kiosk (with a display it stays open)"),
    "test": Command("lideng.test", "the tests [--long]"),
    "check": Command("lideng.check", "lint, types, import contract"),
    "kiosk": Command("kiosk.__main__", "the kiosk alone: --machine FILE"),
    "county": Command("county.__main__", "the county alone"),
    "dock": Command("hardware_mocks.__main__", "the simulated hardware alone"),
    "items": Command("lideng.items", "items check [--examples FILE…]: validates the catalogue, runs the examples"),
    "reader": Command("lideng.reader", "reader decode FILE.hex [--json]: what a recorded reader reply says"),
    "bench": Command("lideng.bench", "bench [start|id-read]: benchmarks as ratios, JSON last"),
    "gallery": Command("lideng.gallery", "draws every screen into docs/gallery/"),
}


def usage() -> str:
    """Return the list of commands, one a line."""
    rows = (f"  {verb:<8} {command.says}" for verb, command in COMMANDS.items())
    return "\n".join(("./do CMD", *rows))


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit code 0 means it holds."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print(usage())
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        print(f"unknown command: {arguments[0]}\n{usage()}", file=sys.stderr)
        return 2
    run: Callable[[list[str]], int] = import_module(command.module).main
    return run(arguments[1:])


if __name__ == "__main__":
    sys.exit(main())
