"""A pool that lends connections for single statements in one step; for all else it is SQLAlchemy's.

SQLAlchemy makes an object for whoever takes a connection, and clears it away when it comes back: half of what a
statement costs that finds a record. What single statements had stays with that object until the next one comes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import PoolProxiedConnection, QueuePool


class Lent(NamedTuple):
    """A connection of the pool, and the driver's."""

    pooled: PoolProxiedConnection
    driver: Any


class LendingPool(QueuePool):
    """Lends only what nothing is left to undo in: statements that are their own transactions, and went well."""

    def __init__(self, creator: Any, *, max_overflow: int = 10, **settings: Any) -> None:
        super().__init__(creator, max_overflow=max_overflow, **settings)
        self._ready: list[Lent] = []
        self._crowded = 1 if max_overflow else 0
        """From so many on beyond those that are kept, somebody may wait for one."""

    def lend(self) -> Lent:
        """The connection that was lent last, else one of the pool. Whoever has it gives it back by `take_back`, or
        closes it as any other."""
        try:
            return self._ready.pop()
        except IndexError:  # an error of connecting is not one of this
            pass
        pooled = super().connect()
        return Lent(pooled, pooled.driver_connection)

    def take_back(self, lent: Lent) -> None:
        """Where somebody may wait for a connection, it goes to the pool, which tells them."""
        if self.overflow() >= self._crowded:
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
