"""Adds or changes one row, or two at once, by a statement that is compiled once for its tables.

Not for what may be there already; see `runtime.storing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Table, bindparam, insert, update

from runtime.columns import Id
from runtime.seam.ready import Write, kept_with

Row = Mapping[str, object]
"""Values by the keys of columns; what else is in it counts for nothing."""
FIRST, SECOND = "a_", "b_"
"""What the names of the values begin with: both tables may have a column of the same name."""


def insert_row(connection: Connection, table: Table, row: Row) -> None:
    """`row` has a value for each column."""
    dialect = connection.dialect
    adding = kept_with(table, ("insert",), dialect, lambda: Write(insert(table), dialect, table.columns.keys()))
    adding.run(connection, row)


def insert_rows(connection: Connection, first: Table, row: Row, second: Table, other: Row) -> None:
    """A row each, as `insert_row`: by one statement where the database has such, else one after the other."""
    dialect = connection.dialect
    if dialect.name == "sqlite":
        insert_row(connection, first, row)
        insert_row(connection, second, other)
        return
    adding = kept_with(first, ("insert", second.name), dialect, lambda: _both(first, second, dialect))
    adding.run(connection, _named(row, FIRST) | _named(other, SECOND))


def update_row(connection: Connection, table: Table, names: tuple[str, ...], row: Row) -> bool:
    """Writes these columns of the row with the id that `row` has; whether there is one."""
    dialect = connection.dialect
    changing = kept_with(table, ("update", *names), dialect, lambda: _update(table, names, dialect))
    return changing.run(connection, row) == 1


def _named(row: Row, prefix: str) -> dict[str, object]:
    return {f"{prefix}{key}": value for key, value in row.items()}


def _both(first: Table, second: Table, dialect: Dialect) -> Write:
    added = insert(first).values(_binds(first, FIRST)).cte("added")
    return Write(insert(second).values(_binds(second, SECOND)).add_cte(added), dialect)


def _binds(table: Table, prefix: str) -> dict[str, BindParameter[Any]]:
    return {key: bindparam(f"{prefix}{key}", type_=column.type) for key, column in table.columns.items()}


def _update(table: Table, names: tuple[str, ...], dialect: Dialect) -> Write:
    return Write(update(table).where(table.c.id == bindparam("id", type_=Id)), dialect, names)
