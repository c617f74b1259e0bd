"""Adds one row, by a statement that is compiled once for its table.

Not for what may be there already; see `runtime.storing`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, insert

from runtime.seam.ready import Write, kept_with


def insert_row(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """`row` has a value for each column, by its key; what else is in it counts for nothing."""
    dialect = connection.dialect
    adding = kept_with(table, "insert", dialect, lambda: Write(insert(table), dialect, table.columns.keys()))
    adding.run(connection, row)
