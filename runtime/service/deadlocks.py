"""Two transactions that wait for each other's records: the database ends one of them, and that one is begun anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError

Done = TypeVar("Done")

DEADLOCK = "40P01"
TRIES = 3


def unless_deadlocked(act: Callable[[], Done]) -> Done:
    """`act` is a transaction from its begin to its end. Raises OperationalError when it is ended again and again."""
    for _ in range(TRIES - 1):
        try:
            return act()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != DEADLOCK:
                raise
    return act()
