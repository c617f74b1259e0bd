"""All rows of a site's tables by plain SQL, without any of the product's code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg import sql

Tables = Mapping[str, Mapping[int, Any]]
"""By record type and id, a row with its columns as attributes."""
Pairs = frozenset[tuple[int, int]]


def read_tables(database: Path | str, records: Iterable[str]) -> Tables:
    return {record: {row["id"]: SimpleNamespace(**row) for row in _rows(database, record)} for record in records}


def read_pairs(database: Path | str, table: str) -> Pairs:
    """The owners and targets of a field of kind links."""
    return frozenset((row["owner_id"], row["target_id"]) for row in _rows(database, table))


def _rows(database: Path | str, table: str) -> list[dict[str, Any]]:
    """From the file of a SQLite database, or from the address of a PostgreSQL one; dates as ISO text in both."""
    if isinstance(database, Path):
        connection = sqlite3.connect(database)
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        names = [each[0] for each in cursor.description]
        found = cursor.fetchall()
        connection.close()
    else:
        with psycopg.connect(database.replace("+psycopg", "")) as server:
            reading = server.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
            names = [each[0] for each in reading.description or ()]
            found = reading.fetchall()
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
