"""Whether a change of tables kept their rows: counted before and after in its transaction, links checked after it.

On SQLite, where changing a table may rewrite it, and nobody else writes meanwhile. PostgreSQL changes its catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from runtime.migrations.reflecting import links_of_sqlite
from runtime.migrations.schema import Schema
from runtime.migrations.work import count_rows


class RowsLostError(Exception):
    """Rows are gone that nobody deleted; the transaction was rolled back."""


@contextmanager
def keeping_rows(connection: sa.Connection, schema: Schema, tables: Iterable[str]) -> Iterator[None]:
    """Raises RowsLostError if the tables, or those that link to them, have other numbers of rows after the block."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = _count(connection, _with_children(connection, schema, tables))
    yield
    after = _count(connection, before)
    lost = [
        f"{table}: {before[table]} before, {after[table]} after" for table in before if before[table] != after[table]
    ]
    if lost:
        raise RowsLostError("; ".join(lost))


def dangling_links(connection: sa.Connection, tables: Iterable[str]) -> tuple[str, ...]:
    """In words: links that lead nowhere. Only SQLite lets that come about."""
    if connection.dialect.name != "sqlite":
        return ()
    quoted = connection.dialect.identifier_preparer.quote
    found: list[str] = []
    for table in sorted(set(tables)):
        rows = connection.exec_driver_sql(f"PRAGMA foreign_key_check({quoted(table)})").all()
        if rows:
            found.append(f"{len(rows)} links of {table} lead to records that are not there")
    return tuple(found)


def _with_children(connection: sa.Connection, schema: Schema, tables: Iterable[str]) -> set[str]:
    wanted = set(tables)
    children = {table for table, target in links_of_sqlite(connection) if target in wanted}
    return {table for table in wanted | children if schema.has(table)}


def _count(connection: sa.Connection, tables: Iterable[str]) -> Mapping[str, int]:
    return {table: count_rows(connection, table) for table in tables}
