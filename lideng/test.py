"""`./do test`: the checks, then the tests; `--long` adds the long ones. Further words go to pytest."""

import subprocess
import sys

from lideng import check

BESIDE_EACH_OTHER = ("-n", "2", "--dist", "loadfile")


def main(argv: list[str]) -> int:
    """Run everything; 0 when all holds."""
    long = "--long" in argv
    words = [word for word in argv if word != "--long"]
    checked = check.main([])
    wanted = () if long else ("-m", "not long")
    tested = subprocess.call([sys.executable, "-m", "pytest", *BESIDE_EACH_OTHER, *wanted, *words])
    if checked:
        print("the checks above do not hold", file=sys.stderr)
    return tested or checked
