"""A worker: takes jobs that are due and runs several at once, until it is told to end; then it ends what it began."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

from sqlalchemy.exc import SQLAlchemyError

from runtime.engine import Engines
from runtime.jobs import queue, running
from runtime.jobs.kinds import Kinds
from runtime.jobs.queue import LEASE, Taken
from runtime.jobs.wakening import Wakening, wakening_of

POLL = 2.0
"""Seconds after which it looks by itself, should nothing waken it."""
PAUSE = 2.0
"""Seconds that it leaves a database alone that does not answer."""
KEPT = timedelta(days=30)
"""How long the rows of jobs that are done stay, and with them their keys."""
DAY = 86_400.0
NOTHING = timedelta(0)

log = logging.getLogger(__name__)


class Worker:
    """`at_once`: how many jobs it runs at the same time. Several workers may run on one database."""

    def __init__(self, engines: Engines, kinds: Kinds, *, at_once: int = 1, lease: timedelta = LEASE) -> None:
        self._engines, self._kinds, self._lease = engines, kinds, lease
        self._at_once = at_once
        self._free = threading.Semaphore(at_once)
        self._held: set[str] = set()
        self._swept: float | None = None

    def run(self, stop: Event) -> None:
        """Until `stop` is set and what was begun has ended."""
        wakening = wakening_of(self._engines)
        with self._renewing(), ThreadPoolExecutor(self._at_once, thread_name_prefix="job") as pool:
            while not stop.is_set():
                try:
                    self._sweep()
                    self._step(pool, wakening, stop)
                except Exception as error:
                    is_known = isinstance(error, SQLAlchemyError)
                    log.warning("jobs cannot be taken now: %s", type(error).__name__, exc_info=not is_known)
                    stop.wait(PAUSE)
        wakening.close()

    def _sweep(self) -> None:
        """Once a day."""
        if self._swept is None or time.monotonic() > self._swept + DAY:
            queue.forget_done(self._engines, KEPT)
            self._swept = time.monotonic()

    def _step(self, pool: ThreadPoolExecutor, wakening: Wakening, stop: Event) -> None:
        """Looks before it takes: a transaction that writes keeps others waiting on SQLite."""
        ahead = queue.until_due(self._engines, self._kinds)
        if ahead is None or ahead > NOTHING:
            wakening.wait(POLL if ahead is None else min(ahead.total_seconds(), POLL), stop)
        elif self._free.acquire(timeout=POLL):
            self._begin(pool)

    def _begin(self, pool: ThreadPoolExecutor) -> None:
        """Takes the next job; another worker may have been faster."""
        taken = None
        try:
            taken = queue.take(self._engines, self._kinds, self._lease)
        finally:
            if taken is None:
                self._free.release()
        if taken is not None:
            self._held.add(taken.lease)
            pool.submit(self._run, taken)

    def _run(self, taken: Taken) -> None:
        try:
            running.run(self._engines, self._kinds[taken.kind], taken)
        except Exception as error:  # noqa: BLE001 - it could not be written; it runs again when its lease is over
            log.warning("job %s could not be ended: %s", taken.id, type(error).__name__)
        finally:
            self._held.discard(taken.lease)
            self._free.release()

    @contextmanager
    def _renewing(self) -> Iterator[None]:
        """During the block, what runs keeps its lease."""
        over = Event()

        def renew() -> None:
            while not over.wait(self._lease.total_seconds() / 3):
                try:
                    if held := tuple(self._held):
                        queue.renew(self._engines, held, self._lease)
                except Exception as error:  # noqa: BLE001 - as above
                    log.warning("leases could not be renewed: %s", type(error).__name__)

        renewing = threading.Thread(target=renew, name="leases", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            over.set()
            renewing.join()
