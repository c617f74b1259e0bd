"""One change of a site at a time: a lock on a file in var, which the system lets go of when its process ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from portal.refusal import BLOCKED, RefusalError

FILE = "apply.lock"


@contextmanager
def take_turn(var: Path, verb: str) -> Iterator[None]:
    """Nobody else changes the site during the block. Raises RefusalError where somebody is at it already."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / FILE).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusalError(_busy(file.name), BLOCKED) from None
        file.truncate(0)
        file.write(f"{verb} (process {os.getpid()}, since {datetime.now(UTC):%H:%M:%S} UTC)")
        file.flush()
        yield


def _busy(path: str) -> str:
    holder = Path(path).read_text(encoding="utf-8").strip() or "change"
    return f"another portal {holder} is at work on this site; wait for its end, then try again. Nothing was written."
