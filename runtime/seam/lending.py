"""A pool that lends connections for single statements in one step; for all else it is SQLAlchemy's.

SQLAlchemy makes an object for whoever takes a connection, and clears it away when it comes back: half of what a
statement costs that finds a record. What single statements had stays with that object until the next one comes.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import PoolProxiedConnection, QueuePool


class Lent(NamedTuple):
    """A connection of the pool, and the driver's."""

    pooled: PoolProxiedConnection
    driver: Any


class LendingPool(QueuePool):
    """Lends only what nothing is left to undo in: statements that are their own transactions, and went well."""

    @cached_property
    def _ready(self) -> list[Lent]:
        return []

    def lend(self) -> Lent:
        """The connection that was lent last, else one of the pool. Whoever has it gives it back by `take_back`, or
        closes it as any other."""
        try:
            return self._ready.pop()
        except IndexError:
            pooled = super().connect()
            return Lent(pooled, pooled.driver_connection)

    def take_back(self, lent: Lent) -> None:
        """While there are more connections than the pool keeps, somebody may wait for one: it is told by the pool."""
        if self.overflow() > 0:
            lent.pooled.close()
        else:
            self._ready.append(lent)

    def connect(self) -> PoolProxiedConnection:
        """One that is ready, rather than one more."""
        self._return(most=1)
        return super().connect()

    def dispose(self) -> None:
        self.settle()
        super().dispose()

    def settle(self) -> None:
        """What is ready goes back to where its age is looked at before it is taken."""
        self._return(most=len(self._ready))

    def _return(self, most: int) -> None:
        for _ in range(most):
            try:
                lent = self._ready.pop()
            except IndexError:  # another thread was quicker
                return
            lent.pooled.close()
