"""Processes of a demonstration: started with one JSON line of addresses, ended by their id, never left behind."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

START_LIMIT_SECONDS = 120.0
STOP_LIMIT_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")
"""Linux takes the end of the thread that started a child for the end of its parent: this one lives as long as we do."""


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@contextlib.contextmanager
def running(
    words: Sequence[str], log: Path, *, environment: dict[str, str] | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """Run `python -m WORDS` while the block lasts; its stderr goes to the log."""
    process = _SPAWNER.submit(_spawn, words, log, environment or {}).result()
    try:
        yield process
    finally:
        end(process)


def _spawn(words: Sequence[str], log: Path, environment: dict[str, str]) -> "subprocess.Popen[str]":
    with log.open("a") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **environment},
            preexec_fn=_die_with_parent,
        )


def end(process: "subprocess.Popen[str]") -> None:
    """Ask a process to end, and end it when it does not."""
    process.terminate()
    try:
        process.wait(timeout=STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def announced(process: "subprocess.Popen[str]", log: Path) -> dict[str, Any]:
    """Return the first JSON line a process prints; raises RuntimeError with the end of its log when there is none."""
    assert process.stdout is not None
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and (line := process.stdout.readline()):
        if line.startswith("{"):
            said: dict[str, Any] = json.loads(line)
            return said
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise RuntimeError(f"{process.args!r} did not start:\n{tail}")
