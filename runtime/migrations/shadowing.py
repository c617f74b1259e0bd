"""The tables as they will be, before they are: temporary views with the columns that are missing, all without values.

So that a rule can be tried on the rows that are there, while nothing is changed. The views stand before the tables of
their names, for one connection alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from runtime.migrations.schema import Schema


@contextmanager
def shadowed(connection: sa.Connection, schema: Schema, metadata: sa.MetaData) -> Iterator[None]:
    """For the time of the block, on a connection that otherwise only reads."""
    only, free = _switches(connection)
    views = {name: _view(connection, schema, table) for name, table in metadata.tables.items() if _lacks(schema, table)}
    quoted = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(free)
    try:
        for name, view in views.items():
            connection.exec_driver_sql(f"CREATE TEMPORARY VIEW {quoted(name)} AS {view}")
        connection.exec_driver_sql(only)
        yield
    finally:
        connection.exec_driver_sql(free)
        for name in views:
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {_temporary(connection)}.{quoted(name)}")
        connection.exec_driver_sql(only)


def _switches(connection: sa.Connection) -> tuple[str, str]:
    """What lets the connection read only, and what lets it make its views."""
    if connection.dialect.name == "sqlite":
        return "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
    return "SET default_transaction_read_only = on", "SET default_transaction_read_only = off"


def _lacks(schema: Schema, table: sa.Table) -> bool:
    return any(not schema.has(table.name, column.name) for column in table.columns)


def _view(connection: sa.Connection, schema: Schema, table: sa.Table) -> str:
    quoted = connection.dialect.identifier_preparer.quote
    missing = [
        f"CAST(NULL AS {column.type.compile(connection.dialect)}) AS {quoted(column.name)}"
        for column in table.columns
        if not schema.has(table.name, column.name)
    ]
    if not schema.has(table.name):
        return f"SELECT {', '.join(missing)} WHERE 1 = 0"
    names = f"{_permanent(connection)}.{quoted(table.name)}"
    return f"SELECT own.*, {', '.join(missing)} FROM {names} AS own"  # noqa: S608 - names, quoted


def _permanent(connection: sa.Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "main"
    name = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    return str(connection.dialect.identifier_preparer.quote(name))


def _temporary(connection: sa.Connection) -> str:
    return "temp" if connection.dialect.name == "sqlite" else "pg_temp"
