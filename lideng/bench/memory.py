"""Memory of a process and everything it started, as the kernel divides shared pages among those who share them."""

from pathlib import Path

PROC = Path("/proc")


def tree_pss_kib(root: int) -> int:
    """Proportional set size (KiB) of a process and all its descendants that are alive now."""
    return sum(pss_kib(pid) for pid in tree(root))


def tree(root: int) -> list[int]:
    """The process and its descendants, by the parents in /proc/PID/stat."""
    parents = {pid: parent for pid in _pids() if (parent := _parent(pid)) is not None}
    found, fresh = [root], [root]
    while fresh:
        fresh = [pid for pid, parent in parents.items() if parent in fresh]
        found += fresh
    return found


def pss_kib(pid: int) -> int:
    """Proportional set size (KiB) of one process; 0 when it has ended or may not be looked at."""
    try:
        return parse_pss_kib((PROC / str(pid) / "smaps_rollup").read_text())
    except OSError:
        return 0


def parse_pss_kib(rollup: str) -> int:
    """The Pss line of a smaps_rollup (Documentation/filesystems/proc.rst); 0 when there is none."""
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def parse_parent(stat: str) -> int:
    """The parent's id in /proc/PID/stat; the name before it may hold spaces and brackets."""
    return int(stat.rpartition(")")[2].split()[1])


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int | None:
    try:
        return parse_parent((PROC / str(pid) / "stat").read_text())
    except OSError:
        return None
