"""Touches that may wait: kept in memory, written in batches by a thread of this process within a second.

What is kept is bounded. Where the database does not take it, the newest is not kept, and counted. Killed, a process
loses what it had not written: that of its last second, or since the database went away.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence

from runtime.touches.touch import Touch

EVERY = 0.5
"""Seconds between two batches."""
AT_ONCE = 200
"""Touches in a transaction, so that on SQLite no writer waits for long."""
MOST = 20_000
"""Touches kept in memory, some ten megabytes."""
FAREWELL = 10.0
"""Seconds that a process that ends waits for its last batch."""

Write = Callable[[Sequence[Touch], int], None]
"""Writes touches, and that so many are lost, in one transaction."""

log = logging.getLogger(__name__)


class Buffer:
    """The thread is started by the first touch, in the process that has it, and ends when nothing waits."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: deque[Touch] = deque()
        self._lost, self._is_away = 0, False
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()

    def add(self, touches: Sequence[Touch]) -> None:
        with self._lock:
            room = MOST - len(self._waiting)
            self._waiting.extend(touches[:room])
            self._lost += len(touches) - min(room, len(touches))
            if self._thread is None and not self._ending.is_set():
                atexit.register(self.close)
                self._thread = threading.Thread(target=self._run, name="touches", daemon=True)
                self._thread.start()

    def flush(self) -> bool:
        """Writes all that waits; False where the database did not take it, which then waits on."""
        with self._writing:
            while batch := self._next():
                try:
                    self._write(batch, self._lost)
                except Exception as error:  # noqa: BLE001 - whatever it is, what waits goes on waiting
                    self._say(error)
                    return False
                self._done(len(batch))
        return True

    def close(self) -> None:
        """When the process ends in peace: what waits is written, or not at all."""
        self._ending.set()
        thread = self._thread
        if thread is not None:
            thread.join(FAREWELL)
        if not self.flush():
            log.error("%d views are not logged: the database does not take them", len(self._waiting) + self._lost)

    def _run(self) -> None:
        while True:
            self._ending.wait(EVERY)
            self.flush()
            with self._lock:
                if not self._waiting or self._ending.is_set():
                    self._thread = None
                    atexit.unregister(self.close)
                    return

    def _say(self, error: Exception) -> None:
        """Once for each time that it goes away."""
        if not self._is_away:
            log.warning("views wait to be logged: %s: %s", type(error).__name__, str(error).partition("\n")[0])
        self._is_away = True

    def _next(self) -> list[Touch]:
        with self._lock:
            return [self._waiting[place] for place in range(min(AT_ONCE, len(self._waiting)))]

    def _done(self, count: int) -> None:
        """They stand in the log, and so does how many were lost until then."""
        with self._lock:
            for _ in range(count):
                self._waiting.popleft()
            self._lost, self._is_away = 0, False
