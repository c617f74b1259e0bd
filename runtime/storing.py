"""Rows that are there once, whoever stores them again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert
_INSERTS: Mapping[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_new(connection: Connection, table: Table) -> Insert:
    """What is there already stays as it is."""
    return _INSERTS[connection.dialect.name](table).on_conflict_do_nothing()


def insert_or_set(connection: Connection, table: Table, row: Mapping[str, object]) -> Insert:
    """What is there already under its primary key gets the other values."""
    adding, keys = _INSERTS[connection.dialect.name](table).values(row), [key.name for key in table.primary_key]
    return adding.on_conflict_do_update(
        index_elements=keys, set_={name: value for name, value in row.items() if name not in keys}
    )
