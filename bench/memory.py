"""The memory of a server's worker processes while it serves: what is theirs alone, looked at now and then."""

from __future__ import annotations

import os
import statistics
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

GROWTH = 1.03
SLACK = 2.0
"""Megabytes: an arena of the allocator, a connection more."""


def workers_of(keeper: int) -> list[int]:
    """The processes of gunicorn that answer: children of a gunicorn that `portal serve` started."""
    parents = _parents()
    masters = [pid for pid, parent in parents.items() if parent == keeper and "gunicorn" in _command(pid)]
    return sorted(pid for pid, parent in parents.items() if parent in masters)


def megabytes(pid: int) -> float:
    """What no other process shares with it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = (line.split()[1] for line in lines if line.startswith(("Private_Clean:", "Private_Dirty:")))
    return sum(map(int, own)) / 1024


@contextmanager
def watched(pids: Sequence[int], every: float) -> Iterator[Mapping[int, list[float]]]:
    """Megabytes of each, one after the other, for the time of the block."""
    found: dict[int, list[float]] = {pid: [] for pid in pids}
    over = threading.Event()

    def look() -> None:
        while not over.wait(every):
            for pid, seen in found.items():
                seen.append(megabytes(pid))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield found
    finally:
        over.set()
        looking.join()


def thirds(seen: Sequence[float]) -> tuple[float, float]:
    """The median of the second third and that of the last."""
    size = len(seen) // 3
    return statistics.median(seen[size : 2 * size]), statistics.median(seen[2 * size :])


def has_grown(seen: Sequence[float]) -> bool:
    before, after = thirds(seen)
    return after > before * GROWTH + SLACK


def cpu_seconds(pids: Sequence[int]) -> float:
    """Of these processes so far, without their children; what has ended counts for nothing, its parent knows of it."""
    ticks = 0
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _parents() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    return found


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
