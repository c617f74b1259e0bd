"""Drops a column or a table natively: a copy of the table would lose the rows of those that link to it.

In the connection's transaction. Only a purge asks for it.
"""

from __future__ import annotations

import re

import sqlalchemy as sa

from runtime.migrations.schema import Schema


def drop_table(connection: sa.Connection, table: str) -> None:
    connection.exec_driver_sql(f"DROP TABLE {connection.dialect.identifier_preparer.quote(table)}")


def drop_column(connection: sa.Connection, schema: Schema, table: str, column: str) -> None:
    """With the indexes that it is in."""
    quoted = connection.dialect.identifier_preparer.quote
    for index in schema.indexes.get(table, {}).values():
        if column in index.columns:
            connection.exec_driver_sql(f"DROP INDEX {quoted(index.name)}")
    if connection.dialect.name == "sqlite":
        _forget_link(connection, table, column)
    connection.exec_driver_sql(f"ALTER TABLE {quoted(table)} DROP COLUMN {quoted(column)}")


def _forget_link(connection: sa.Connection, table: str, column: str) -> None:
    """SQLite drops no column that a foreign key of its table names. The key is taken out of the table's text, which
    changes nothing on the disk: the way that SQLite's own manual has for it."""
    text = connection.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": table}
    ).scalar_one()
    name = rf'(?:"{re.escape(column)}"|{re.escape(column)})'
    key = (
        rf',\s*(?:CONSTRAINT\s+(?:"[^"]+"|\w+)\s+)?FOREIGN KEY\s*\({name}\)\s*REFERENCES\s+(?:"[^"]+"|\w+)\s*\([^)]*\)'
    )
    without = re.sub(key, "", text)
    if without == text:
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name"),
        {"sql": without, "name": table},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
