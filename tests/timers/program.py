"""A worker of a generation whose clock is wrong by so many seconds; started by the tests.

`python -m tests.timers.program DATABASE VAR GENERATION AHEAD`
"""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path


def move_clock(seconds: float) -> None:
    """Of all that Python asks; before anything else is imported. What the database gives is still a date with time."""
    real, right = datetime.datetime, time.time

    class OfAny(type(real)):  # type: ignore[misc]
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real)

    class Moved(real, metaclass=OfAny):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return real.now(tz) + datetime.timedelta(seconds=seconds)

    time.time = lambda: right() + seconds
    time.time_ns = lambda: int(time.time() * 1e9)
    datetime.datetime = Moved  # type: ignore[misc]


def main(database: str, var: str, generation: str, ahead: str) -> None:
    if float(ahead):
        move_clock(float(ahead))
    from runtime.settings import read_settings
    from runtime.worker import ending, work

    work(read_settings({"DATABASE_URL": database}, var=Path(var)), Path(generation), 2, ending())


if __name__ == "__main__":
    main(*sys.argv[1:])
