"""`./do check`: ruff, mypy strict and the import contract."""

import subprocess
import sys
from pathlib import Path

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def main(argv: list[str]) -> int:
    """Run all checks, say which failed; 0 when all hold."""
    tools = Path(sys.executable).parent
    failed = [check for check in CHECKS if subprocess.call([str(tools / check[0]), *check[1:]]) != 0]
    for check in failed:
        print("does not hold:", " ".join(check), file=sys.stderr)
    return 1 if failed else 0
