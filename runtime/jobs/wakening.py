"""How a worker that has nothing to do learns of a commit at once, and costs next to nothing until then.

PostgreSQL tells who listens. Of SQLite, the file to which all commits are written is looked at, not read.
"""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from sqlalchemy import Connection, text

from runtime.engine import Engines
from runtime.jobs.queue import CHANNEL
from runtime.seam import passed

LOOK = 0.2
"""Seconds between two looks at a file."""
STEP = 0.5
"""Seconds after which somebody who listens looks whether to end."""


class Wakening(Protocol):
    def wait(self, seconds: float, stop: Event) -> None:
        """Until something may have been committed since the last call, `stop` is set, or the time is over."""

    def close(self) -> None: ...


def wakening_of(engines: Engines) -> Wakening:
    url = engines.read.url
    if url.get_backend_name() == "sqlite":
        return _Watching(Path(f"{url.database}-wal"))
    return _Listening(engines)


class _Watching:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None

    def wait(self, seconds: float, stop: Event) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not stop.is_set():
            mark = self._mark()
            if mark != self._seen:
                self._seen = mark
                return
            stop.wait(min(left, LOOK))

    def _mark(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size

    def close(self) -> None:
        """Nothing is held."""


class _Listening:
    """Has a connection of its own. One that is lost is made anew by the next wait."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._connection: Connection | None = None

    def wait(self, seconds: float, stop: Event) -> None:
        if self._connection is None:
            self._connection = self._listen()
            return  # something may have been stored before
        driver: Any = self._connection.connection.driver_connection
        end = time.monotonic() + seconds
        try:
            while (left := end - time.monotonic()) > 0 and not stop.is_set():
                if list(driver.notifies(timeout=min(left, STEP), stop_after=1)):
                    return
        except BaseException:
            self.close()
            raise

    def _listen(self) -> Connection:
        connection = self._engines.read.connect()
        connection.execute(passed(text(f"LISTEN {CHANNEL}"), "listening"))
        return connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()  # nobody else is to get it: it listens
            self._connection.close()
            self._connection = None
