"""Signals as something to wait for, beside pipes: nothing runs in the middle of something else."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Wakening:
    """`wait` ends at a signal or when something can be read. Made by `wakening`."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def wait(self, readable: Iterable[int], seconds: float) -> list[signal.Signals]:
        """The signals that came, oldest first; empty where something can be read or the time is over."""
        found, _, _ = select.select([self._pipe, *readable], [], [], seconds)
        if self._pipe not in found:
            return []
        return [signal.Signals(number) for number in os.read(self._pipe, 4096)]


@contextmanager
def wakening(signals: Iterable[signal.Signals]) -> Iterator[Wakening]:
    """For the time of the block these signals do nothing but waken. In the main thread only."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = {each: signal.signal(each, _do_nothing) for each in signals}
    old = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield Wakening(reading)
    finally:
        signal.set_wakeup_fd(old)
        for each, handler in before.items():
            signal.signal(each, handler)
        os.close(reading)
        os.close(writing)


def _do_nothing(_number: int, _frame: object) -> None:
    """The byte in the pipe is all that is wanted; without a handler the signal would end the process."""
