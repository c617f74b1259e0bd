"""Work after the answer: what must not show in the time that an answer takes. Lost when the process is killed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)


class Background:
    """One thread, started with the first work, so that each server process has its own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")

    def do(self, work: Callable[[], object]) -> None:
        self._pool.submit(work).add_done_callback(_report)

    def wait(self) -> None:
        """Until all that was given so far is done."""
        self._pool.submit(lambda: None).result()


def _report(done: Future[object]) -> None:
    error = done.exception()
    if error is not None:
        log.error("background work failed", exc_info=error)
