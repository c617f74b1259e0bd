"""Measures functions that take turns, so that what else the machine does meets all alike."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping

Clock = Callable[[], float]
ELAPSED: Clock = time.perf_counter
CPU: Clock = time.process_time


def medians(asks: Mapping[str, Callable[[], None]], *, rounds: int, each: int, clock: Clock) -> dict[str, float]:
    """Milliseconds of one call of each. They take turns, so that what else the machine does meets all alike."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for ask in asks.values():
        ask()
    for place in range(rounds):
        for name in _turned(list(asks), place):
            start = clock()
            for _ in range(each):
                asks[name]()
            taken[name].append((clock() - start) / each * 1000)
    return {name: statistics.median(found) for name, found in taken.items()}


def _turned(names: list[str], place: int) -> Iterator[str]:
    yield from names[place % len(names) :] + names[: place % len(names)]
