"""Ids of records: 63-bit integers ordered by the time of making, with random low bits, so that none can count."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Lock

MAXIMUM = 2**63 - 1
EPOCH = 1_704_067_200_000  # the first moment of 2024 in milliseconds
FIRST = datetime.fromtimestamp(EPOCH / 1000, UTC)
RANDOM_BITS = 22
STEP = 2**12


class Ids:
    """41 bits of milliseconds (till 2093), 22 random bits. From one process, each is greater than the one before."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = Lock()

    def new(self) -> int:
        fresh = _at(time.time_ns() // 1_000_000)
        with self._lock:
            if fresh <= self._last:  # within one millisecond, or the clock was put back
                fresh = self._last + 1 + secrets.randbelow(STEP)
            self._last = fresh
        return fresh

    def several(self, count: int) -> range:
        """So many in a row, for rows whose ids nobody is shown: one look at the clock and one random number."""
        fresh = _at(time.time_ns() // 1_000_000)
        with self._lock:
            first = max(fresh, self._last + 1)
            self._last = first + count - 1
        return range(first, first + count)


_ids = Ids()
new_id, new_ids = _ids.new, _ids.several


def ids_at(moments: Iterable[datetime]) -> list[int]:
    """An id as if made at each moment, for records older than their rows; not before 2024. No two are alike, and of
    one moment, each is greater than the one before."""
    wanted = [int(moment.timestamp() * 1000) for moment in moments]
    made: dict[int, set[int]] = {}
    for milliseconds in wanted:
        found = made.setdefault(milliseconds, set())
        count = len(found)
        while len(found) == count:  # many rows say that they were made at the first moment of one day
            found.add(_at(milliseconds))
    ordered = {milliseconds: iter(sorted(found)) for milliseconds, found in made.items()}
    return [next(ordered[milliseconds]) for milliseconds in wanted]


def _at(milliseconds: int) -> int:
    return max(milliseconds - EPOCH, 0) << RANDOM_BITS | secrets.randbits(RANDOM_BITS)


def read_id(text: str | int) -> int | None:
    """The id that the text of an address means; None where there can be no such record."""
    digits = str(text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 19 or digits != str(int(digits)):
        return None
    return value if 0 < (value := int(digits)) <= MAXIMUM else None
