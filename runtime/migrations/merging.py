"""Rows that hold one choice come to hold another, and back when a generation is left. The history keeps what was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from runtime.migrations.batches import Row, in_batches
from runtime.migrations.kinds import column_type, rows_of
from runtime.migrations.remembering import ACTION, Changed, last_changes, remember, write
from runtime.migrations.vocabulary import MergeChoice
from runtime.migrations.work import Work


def merge(work: Work, change: MergeChoice) -> None:
    rows = rows_of(change.table, **{change.column: column_type(change.kind)})
    column = rows.c[change.column]

    def apply(connection: sa.Connection, found: Sequence[Row]) -> int:
        changes = [
            Changed(record_id, change.column, value, replace(value, change.old, change.new))
            for record_id, value in found
        ]
        write(connection, rows, column, changes)
        remember(connection, change.table, changes, work.moment)
        return len(changes)

    wanted = sa.select(rows.c.id, column).where(holds(column, change.old, change.kind))
    words = f"merging {change.old} into {change.new} in {change.table}.{change.column}"
    changed = in_batches(work.connection, wanted, apply, work.reporter(words))
    work.note(change.table, f"{change.column}: {change.old} becomes {change.new}", changed)


def part(work: Work, change: MergeChoice) -> None:
    """Rows that were merged for this revision and not changed since hold the old choice again."""
    rows = rows_of(change.table, **{change.column: column_type(change.kind)})
    column = rows.c[change.column]

    def apply(connection: sa.Connection, found: Sequence[Row]) -> int:
        last = last_changes(connection, change.table, change.column, [record_id for record_id, _ in found], work.since)
        changes = [
            Changed(record_id, change.column, value, _as_before(value, last[record_id][1]))
            for record_id, value in found
            if record_id in last and _was_merged(change, last[record_id], value)
        ]
        write(connection, rows, column, changes)
        remember(connection, change.table, changes, work.moment)
        return len(changes)

    wanted = sa.select(rows.c.id, column).where(holds(column, change.new, change.kind))
    words = f"taking back {change.old} in {change.table}.{change.column}"
    changed = in_batches(work.connection, wanted, apply, work.reporter(words))
    work.note(change.table, f"{change.column}: {change.old} again", changed)


def holds(column: sa.ColumnClause[Any], choice: str, kind: str) -> sa.ColumnElement[bool]:
    """Rows that hold the choice, alone or among others."""
    if kind == "choices":
        return sa.type_coerce(column, sa.Text).contains(f"|{choice}|", autoescape=True)
    return column == choice


def replace(value: Any, old: str, new: str) -> Any:
    """The choices with the new one in the place of the old one, once."""
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(new if each == old else each for each in value))
    return new


def _was_merged(change: MergeChoice, last: tuple[str, Any, Any], value: Any) -> bool:
    action, before, after = last
    held = change.old in before if isinstance(before, list) else change.old == before
    return action == ACTION and held and after == (list(value) if isinstance(value, tuple) else value)


def _as_before(value: Any, before: Any) -> Any:
    return tuple(before) if isinstance(value, tuple) else before
