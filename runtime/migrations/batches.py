"""Work on many rows, some at a time, each batch a transaction of its own, so that other writers get their turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

AT_ONCE = 1_000
FEWEST = 50
LONGEST_SECONDS = 0.1
"""What a batch may take: after one that took longer the next has half as many rows, after a quick one twice as many."""
TURN_SECONDS = 0.012
"""A writer that waits for SQLite's lock looks for it every ten milliseconds; see `runtime.engine`."""

LOCKED = "55P03"
"""PostgreSQL's code for a lock that was not to be had in time."""

Row = sa.Row[*tuple[Any, ...]]
Apply = Callable[[sa.Connection, Sequence[Row]], int]
"""Works on a batch in its transaction; returns how many rows it changed."""


def in_batches(
    connection: sa.Connection, wanted: sa.Select[Any], apply: Apply, report: Callable[[int, int], None]
) -> int:
    """Gives `apply` the rows of `wanted`, by id, and returns how many it changed. `report` gets those seen so far, and
    how many there were at first.

    `wanted` selects `id` first. Its rows are locked for the time of their batch, since a row that somebody else changes
    in between would be judged by what it held before.
    """
    key = wanted.selected_columns[0]
    total = connection.execute(sa.select(sa.func.count()).select_from(wanted.subquery())).scalar_one()
    connection.rollback()
    last, seen, changed, size = None, 0, 0, AT_ONCE // 2
    while True:
        page = wanted if last is None else wanted.where(key > last)
        with connection.begin():
            begun = time.monotonic()
            rows = connection.execute(page.order_by(key).limit(size).with_for_update(key_share=True)).all()
            changed += apply(connection, rows) if rows else 0
        seen += len(rows)
        if rows:
            report(seen, max(seen, total))
        if len(rows) < size:
            return changed
        last, held = rows[-1][0], time.monotonic() - begun
        size = max(FEWEST, size // 2) if held > LONGEST_SECONDS else min(AT_ONCE, size * 2)
        give_way(connection, held)


def pages_of(connection: sa.Connection, wanted: sa.Select[Any]) -> Iterator[Sequence[Row]]:
    """The same rows to read only, each page a statement of its own."""
    key = wanted.selected_columns[0]
    last = None
    while True:
        page = wanted if last is None else wanted.where(key > last)
        rows = connection.execute(page.order_by(key).limit(AT_ONCE)).all()
        if rows:
            yield rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][0]


def give_way(connection: sa.Connection, held: float) -> None:
    """SQLite has one writer at a time: others get as long as the batch took."""
    if connection.dialect.name == "sqlite":
        time.sleep(max(TURN_SECONDS, held))


def until_free(work: Callable[[], None], turns: int) -> None:
    """Tries again while somebody holds a lock on a table, so that others get through in between. Raises at last."""
    for turn in range(turns):
        try:
            work()
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != LOCKED or turn + 1 == turns:
                raise
            time.sleep(1)
        else:
            return


@contextmanager
def soon_or_never(connection: sa.Connection, seconds: int) -> Iterator[None]:
    """A transaction that waits for a lock on a table no longer than that: others queue behind it all the while."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{seconds}s'")
        yield
