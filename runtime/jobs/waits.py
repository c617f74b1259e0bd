"""How long a job that failed waits: twice as long each time, and never quite as long as another one."""

from __future__ import annotations

from datetime import timedelta
from random import SystemRandom

FIRST, LONGEST = timedelta(seconds=15), timedelta(hours=4)
_random = SystemRandom()


def wait_after(tries: int) -> timedelta:
    """After this many tries. Those who failed together do not come back together."""
    longest = min(FIRST * 2 ** min(tries - 1, 20), LONGEST)
    return timedelta(seconds=longest.total_seconds() * _random.uniform(0.5, 1.0))
