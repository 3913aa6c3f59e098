"""`./do test`: the checks, then the tests; `--long` adds the long ones. Further words go to pytest."""

import subprocess
import sys

from lideng import check


def main(argv: list[str]) -> int:
    """Run everything; 0 when all holds."""
    long = "--long" in argv
    words = [word for word in argv if word != "--long"]
    checked = check.main([])
    tested = subprocess.call([sys.executable, "-m", "pytest", *(() if long else ("-m", "not long")), *words])
    return tested or checked
