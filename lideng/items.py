"""`./do items check`: the catalogue's commands."""

import sys

from lideng import items_check

USAGE = "./do items check [--examples FILE…] [--json]"


def main(argv: list[str] | None = None) -> int:
    """Run a command on the catalogue; exit code 0 means it is fit to be published."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] != ["check"]:
        print(USAGE, file=sys.stderr)
        return 2
    return items_check.main(words[1:])


if __name__ == "__main__":
    sys.exit(main())
