"""What a running `portal serve` leaves in the var folder: `serve.pid`, locked as long as it lives, and `serving.json`.

Its process id stays the same however often it swaps generations. Whoever finds the file unlocked finds a leftover.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from runtime.settings import StartError

PID, STATE = "serve.pid", "serving.json"
PATIENCE = 2.0
"""Seconds that a server waits for another one that is just ending, or for somebody who looks."""


@dataclass(frozen=True, slots=True)
class Served:
    """`generation` is the one that answers. `tries` counts the swaps that came to an end, well or not; the last was to
    `tried`, and `refusal` says why it failed ("" where it did not). `left`: values that could not be taken over, a line
    each. `ending`: servers that were asked to end; also those that are gone, while the next one takes over."""

    pid: int
    generation: str
    tries: int = 0
    tried: str = ""
    refusal: str = ""
    left: str = ""
    ending: int = 0


class Claim:
    """That this process serves the folder, for the time of a block. If it is killed, the kernel lets go of it.

    `after_a_kill`: the one before was, so that what it started may just be ending.
    """

    def __init__(self, var: Path) -> None:
        self._var = var
        self._descriptor = -1
        self.after_a_kill = False

    def __enter__(self) -> Self:
        """Raises StartError where another process has it."""
        self._descriptor = _take(self._var / PID)
        self.after_a_kill = (self._var / STATE).exists()
        (self._var / STATE).unlink(missing_ok=True)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())
        return self

    def write(self, served: Served) -> None:
        fresh = self._var / f".{STATE}.new"
        fresh.write_text(json.dumps(asdict(served)) + "\n", encoding="utf-8")
        fresh.replace(self._var / STATE)

    def __exit__(self, *_error: object) -> None:
        (self._var / STATE).unlink(missing_ok=True)
        (self._var / PID).unlink(missing_ok=True)
        os.close(self._descriptor)


def _take(path: Path) -> int:
    end = time.monotonic() + PATIENCE
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if _lock(descriptor, fcntl.LOCK_EX) and _is_still(descriptor, path):
            return descriptor
        os.close(descriptor)
        if time.monotonic() > end:
            raise StartError(f"the portals of {path.parent} are served already, by process {_read_pid(path)}")
        time.sleep(0.05)


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the file was not removed by one that ended just before it could be locked here."""
    try:
        return os.fstat(descriptor).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False


def find_server(var: Path) -> int | None:
    """The process that serves this folder; None where there is none, whatever a leftover of the file says."""
    try:
        descriptor = os.open(var / PID, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return None if _lock(descriptor, fcntl.LOCK_SH) else _read_pid(var / PID)
    finally:
        os.close(descriptor)


def _read_pid(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def read_served(var: Path) -> Served | None:
    """What the server of this folder says of itself; None before its first page answers, and where there is none."""
    try:
        found = Served(**json.loads((var / STATE).read_bytes()))
    except FileNotFoundError:
        return None
    return found if found.pid == find_server(var) else None
