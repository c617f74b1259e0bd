"""Takes retired values away for good, once they are written into a file: the only thing here that drops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from runtime.engine import Engines
from runtime.migrations.batches import soon_or_never
from runtime.migrations.counting import keeping_rows
from runtime.migrations.dropping import drop_column, drop_table
from runtime.migrations.exporting import export_rows
from runtime.migrations.goal import Goal
from runtime.migrations.results import Purged, PurgeRefusedError
from runtime.migrations.schema import Schema, read_schema
from runtime.migrations.work import record_of
from runtime.records import BUILT_IN, fields_of
from runtime.tables import file as files

LOCK_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Retired:
    """A column of a table; `column` of files: the field's stored name; None: the whole table."""

    table: str
    column: str | None


def count_values(engines: Engines, goal: Goal, what: Retired) -> int:
    """How many values (or records, of a table) a purge takes away. Raises PurgeRefusedError."""
    with engines.read.connect() as connection:
        schema = read_schema(connection)
        _refuse(connection, schema, goal, what)
        return _count(connection, _selection(schema, what))


def purge(engines: Engines, goal: Goal, what: Retired, export: Path) -> Purged:
    """Writes the values into the file, then drops the column or table. Raises PurgeRefusedError; then all is there."""
    with engines.read.connect() as connection:
        schema = read_schema(connection)
        _refuse(connection, schema, goal, what)
        wanted = _selection(schema, what)
        rows = export_rows(connection, wanted, export)
    with (
        engines.write.connect() as connection,
        soon_or_never(connection, LOCK_SECONDS),
        keeping_rows(connection, schema, _others(schema, what)),
    ):
        if _count(connection, wanted) != rows:
            raise PurgeRefusedError(f"{what.table} was written to meanwhile; begin again once nobody does")
        _drop(connection, schema, what)
    return Purged(what.table, what.column, rows, str(export))


def _refuse(connection: sa.Connection, schema: Schema, goal: Goal, what: Retired) -> None:
    """Raises PurgeRefusedError for what is not retired, what is not there, and what others link to."""
    if not schema.has(what.table) or what.table.startswith(("ab_", "portal_")):
        raise PurgeRefusedError(f"there is no table {what.table} of records")
    if what.column is None:
        _refuse_table(connection, goal, what.table)
    elif what.column in BUILT_IN:
        raise PurgeRefusedError(f"{what.table}.{what.column} belongs to every record")
    elif what.column in _active(goal, what.table):
        raise PurgeRefusedError(f"{what.table}.{what.column} is in the specs; only what is retired can be purged")
    elif not schema.has(what.table, what.column) and not _count(connection, _selection(schema, what)):
        raise PurgeRefusedError(f"there is nothing in {what.table}.{what.column}")


def _refuse_table(connection: sa.Connection, goal: Goal, table: str) -> None:
    if table in goal.metadata.tables:
        raise PurgeRefusedError(f"{table} is in the specs; only what is retired can be purged")
    linking = sorted(_links_to(connection, table))
    if linking:
        raise PurgeRefusedError(f"{table} is linked to by {', '.join(linking)}; purge that first")


def _active(goal: Goal, table: str) -> set[str]:
    """The columns of the models, and the stored names of fields of files."""
    model = goal.metadata.tables.get(table)
    columns = {column.name for column in model.columns} if model is not None else set()
    record = record_of(goal.site, table)
    return columns | {
        field.stored for field in (fields_of(record.model).values() if record else ()) if not field.column
    }


def _links_to(connection: sa.Connection, table: str) -> Iterator[str]:
    for (_, other), keys in sa.inspect(connection).get_multi_foreign_keys().items():
        for key in keys:
            if key["referred_table"] == table and other != table:
                yield f"{other}.{key['constrained_columns'][0]}"


def _selection(schema: Schema, what: Retired) -> sa.Select[Any]:
    """What goes: rows of the table, values of the column, or files."""
    table, column = what.table, what.column
    if column is None:
        names = sorted(schema.columns[table], key=lambda name: name != "id")
        return sa.select(*sa.table(table, *(sa.column(name, schema.columns[table][name]) for name in names)).c)
    if schema.has(table, column):
        rows = sa.table(table, sa.column("id"), sa.column(column, schema.columns[table][column]))
        return sa.select(rows.c.id, rows.c[column]).where(rows.c[column].is_not(None))
    kept = files.c
    own = (kept.record == table, kept.field == column)
    return sa.select(kept.id, kept.record_id, kept.name, kept.media_type, kept.size, kept.stored).where(*own)


def _count(connection: sa.Connection, wanted: sa.Select[Any]) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(wanted.subquery())).scalar_one())


def _others(schema: Schema, what: Retired) -> list[str]:
    """The tables whose rows must all be there afterwards."""
    dropped = {what.table} if what.column is None else set()
    drops_files = what.column is None or not schema.has(what.table, what.column)
    return [name for name in schema.columns if name not in dropped | ({files.name} if drops_files else set())]


def _drop(connection: sa.Connection, schema: Schema, what: Retired) -> None:
    own = [files.c.record == what.table]
    if what.column is None:
        drop_table(connection, what.table)
    elif schema.has(what.table, what.column):
        drop_column(connection, schema, what.table, what.column)
        return
    else:
        own.append(files.c.field == what.column)
    connection.execute(sa.delete(files).where(*own))
