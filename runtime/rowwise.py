"""Adds or changes one row, by a statement that is compiled once for its table.

Not for what may be there already; see `runtime.storing`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, update

from runtime.columns import Id
from runtime.seam.ready import Write, kept_with

Row = Mapping[str, object]
"""Values by the keys of columns; what else is in it counts for nothing."""


def insert_row(connection: Connection, table: Table, row: Row) -> None:
    """`row` has a value for each column."""
    dialect = connection.dialect
    adding = kept_with(table, ("insert",), dialect, lambda: Write(insert(table), dialect, table.columns.keys()))
    adding.run(connection, row)


def update_row(connection: Connection, table: Table, names: tuple[str, ...], row: Row) -> bool:
    """Writes these columns of the row with the id that `row` has; whether there is one."""
    dialect = connection.dialect
    changing = kept_with(table, ("update", *names), dialect, lambda: _update(table, names, dialect))
    return changing.run(connection, row) == 1


def _update(table: Table, names: tuple[str, ...], dialect: Dialect) -> Write:
    return Write(update(table).where(table.c.id == bindparam("id", type_=Id)), dialect, names)
