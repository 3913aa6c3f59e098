"""`./do bench [NAME]`: benchmarks as ratios of two things measured in one run; the last line of each is JSON."""

import argparse
import sys
from importlib import import_module

from lideng.bench.verdict import Verdict

BENCHMARKS = {
    "start": "lideng.bench.start",
    "id-read": "lideng.bench.id_read",
}


def main(argv: list[str]) -> int:
    """Run one benchmark, or all; 0 when every limit holds."""
    parser = argparse.ArgumentParser(prog="./do bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=sorted(BENCHMARKS), help="all without a name")
    chosen = parser.parse_args(argv).name
    held = True
    for name in [chosen] if chosen else BENCHMARKS:
        verdict: Verdict = import_module(BENCHMARKS[name]).measure()
        print(verdict.line(), flush=True)
        held = held and verdict.ok
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
