"""What each operation of a revision does, in its moments: expand, before the servers swap; hand over, where older
servers have ended and newer ones wait; settle, after the swap; and when the generation is left again.

Before the swap there are only additions: tables, columns, triggers, values in new columns. A merge of choices changes
values in place and is done before the swap where the older servers know the choice that remains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from runtime.columns import Id
from runtime.migrations.answering import answered
from runtime.migrations.converting import convert, convert_back, doubt_all
from runtime.migrations.filling import compute, fill
from runtime.migrations.kinds import column_type
from runtime.migrations.merging import merge, part
from runtime.migrations.results import BlockedError
from runtime.migrations.schema import Schema, Step, add_column
from runtime.migrations.triggers import is_watched, watch
from runtime.migrations.vocabulary import (
    AddChoice,
    AddColumn,
    Compute,
    Convert,
    Fill,
    MergeChoice,
    Operation,
)
from runtime.migrations.work import Work

WORK = "portal_work"
"""The option of Alembic's context that holds the work at hand."""


def carry_out(operations: Iterable[Operation]) -> None:
    """What a revision's `upgrade` does. Columns and triggers were made for all pending revisions at once, before."""
    work = _work()
    carry(work, answered(tuple(operations), work.later))
    if work.blocking:
        raise BlockedError(tuple(work.blocking))


def take_back(operations: Iterable[Operation]) -> None:
    """What a revision's `downgrade` does: what was written since is written where the older generation finds it."""
    work = _work()
    give_back(work, answered(tuple(operations), work.later))


def additions(operations: Iterable[Operation], schema: Schema) -> list[Step]:
    """Columns that the operations need and no model may have any more. Those of a table that is not there are not
    needed: nothing was ever in it."""
    return [
        add_column(change.table, _column(change))
        for change in operations
        if isinstance(change, AddColumn)
        and schema.has(change.table)
        and not schema.has(change.table, change.column)
        and (change.to is None or schema.has(change.to))
    ]


def watch_all(connection: sa.Connection, operations: Iterable[Operation], schema: Schema) -> None:
    """From here on, what older servers write is remembered."""
    for change in operations:
        if isinstance(change, Convert) and _is_there(change, schema):
            watch(connection, change)


def doubt_unwatched(connection: sa.Connection, operations: Iterable[Operation], schema: Schema) -> None:
    """A new column that is there already, and was not watched all the time, as after a rollback and another change,
    may hold what was true once: all its rows are looked at anew."""
    for change in operations:
        if isinstance(change, Convert) and _is_there(change, schema) and not is_watched(connection, change):
            doubt_all(connection, change)


def carry(work: Work, operations: tuple[Operation, ...]) -> None:
    """Before the swap and, once more, after it: what older servers wrote meanwhile."""
    late = _late(operations)
    for change in operations:
        if work.swapped is None and change in late:
            continue
        act = _FORTH.get(type(change))
        if act and _is_there(change, work.schema):
            act(work, change)


def give_back(work: Work, operations: tuple[Operation, ...]) -> None:
    for change in reversed(operations):
        act = _BACK.get(type(change))
        if act and _is_there(change, work.schema):
            act(work, change)


def _late(operations: tuple[Operation, ...]) -> tuple[MergeChoice, ...]:
    """Merges into a choice that is new as well: older servers would not know what they read."""
    fresh = {(change.table, change.column, change.choice) for change in operations if isinstance(change, AddChoice)}
    merges = (change for change in operations if isinstance(change, MergeChoice))
    return tuple(change for change in merges if (change.table, change.column, change.new) in fresh)


def _is_there(change: Operation, schema: Schema) -> bool:
    """Whether the database has its columns: a table that was made later never had those that were gone by then."""
    names = [getattr(change, name, None) for name in ("column", "into", "instead_of")]
    return schema.has(change.table) and all(schema.has(change.table, name) for name in names if name)


def _column(change: AddColumn) -> sa.Column[Any]:
    if change.to is None:
        return sa.Column(change.column, column_type(change.kind, change.places))
    key = sa.ForeignKey(f"{change.to}.id", name=f"fk_{change.table}_{change.column}")
    return sa.Column(change.column, Id, key)


def _work() -> Work:
    work = op.get_context().opts[WORK]
    assert isinstance(work, Work)
    work.connection.rollback()  # Alembic has looked where it is; each batch begins a transaction of its own
    return work


_FORTH: Mapping[type[Any], Callable[[Work, Any], None]] = {
    MergeChoice: merge,
    Convert: convert,
    Fill: fill,
    Compute: compute,
}
REWRITING = tuple(_FORTH)
"""The operations after which what an older server writes has to be looked at once more."""
_BACK: Mapping[type[Any], Callable[[Work, Any], None]] = {MergeChoice: part, Convert: convert_back}
