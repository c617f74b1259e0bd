"""The tables of the database as marks to compare, asked by the plain drivers: quick, and without SQLAlchemy."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import psycopg

_GENERATION = "SELECT name FROM portal_generation ORDER BY applied DESC LIMIT 1"

_SQLITE = """
SELECT tbl_name, type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'
"""

_POSTGRESQL = """
SELECT t.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype IN ('f', 'u', 'c')
"""


_SQLITE_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_POSTGRESQL_COLUMNS = """
SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s
"""


@dataclass(frozen=True, slots=True)
class Database:
    """`generation`: the one that it was brought to. `tables`: a mark of each table, its columns and indexes."""

    generation: str | None
    tables: Mapping[str, str]

    @property
    def mark(self) -> str:
        """One mark for all tables."""
        return _digest(f"{name} {mark}" for name, mark in self.tables.items())


NONE = Database(None, {})


def look_at(database_url: str) -> Database | None:
    """What there is; None where the database cannot be asked. A SQLite file that is not there has no tables."""
    try:
        return _sqlite(database_url) if database_url.startswith("sqlite") else _postgresql(database_url)
    except Exception:  # noqa: BLE001 - any failure only means that an apply has to look closer, and says then what it is
        return None


def count_rows(database_url: str, tables: Iterable[str]) -> dict[str, int]:
    """How many rows these tables have; one that is not there has none."""
    return {table: _count(database_url, table) for table in sorted(tables)}


def count_lacking(database_url: str, table: str, column: str) -> int:
    """How many rows have no value in a column."""
    return _count(database_url, table, f"WHERE {_quoted(column)} IS NULL")


def has(database_url: str, table: str, column: str | None) -> bool:
    """Whether there is such a table, and such a column in it. OSError or an error of the driver where none can tell."""
    if database_url.startswith("sqlite"):
        with closing(_open_sqlite(sqlite_file(database_url))) as connection:
            found = [str(name) for (name,) in connection.execute(_SQLITE_COLUMNS, (table,))]
    else:
        with closing(_open_postgresql(database_url)) as connection:
            found = [str(name) for (name,) in connection.execute(_POSTGRESQL_COLUMNS, (table,))]
    return column in found if column else bool(found)


def _count(database_url: str, table: str, where: str = "") -> int:
    query = f"SELECT count(*) FROM {_quoted(table)} {where}"  # noqa: S608 - names are quoted
    try:
        rows = _ask_sqlite(database_url, query) if database_url.startswith("sqlite") else _ask(database_url, query)
    except Exception:  # noqa: BLE001 - a table or column that is not there yet
        return 0
    return int(str(rows[0][0]))


def _ask_sqlite(database_url: str, query: str) -> list[tuple[object, ...]]:
    with closing(_open_sqlite(sqlite_file(database_url))) as connection:
        return list(connection.execute(query))


def _ask(database_url: str, query: str) -> list[tuple[object, ...]]:
    with closing(_open_postgresql(database_url)) as connection:
        return list(connection.execute(query.encode()))


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def sqlite_file(database_url: str) -> Path:
    return Path(unquote(urlsplit(database_url).path.removeprefix("/")))


def _sqlite(database_url: str) -> Database:
    path = sqlite_file(database_url)
    if not path.exists():
        return NONE
    with closing(_open_sqlite(path)) as connection:
        tables = _marks(connection.execute(_SQLITE))
        row = connection.execute(_GENERATION).fetchone() if "portal_generation" in tables else None
    return Database(str(row[0]) if row else None, tables)


def _postgresql(database_url: str) -> Database:
    with closing(_open_postgresql(database_url)) as connection:
        tables = _marks(connection.execute(_POSTGRESQL))
        row = connection.execute(_GENERATION.encode()).fetchone() if "portal_generation" in tables else None
    return Database(str(row[0]) if row else None, tables)


def _open_sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)


def _open_postgresql(database_url: str) -> psycopg.Connection[tuple[object, ...]]:
    import psycopg  # here, since a site on SQLite need not wait for it

    return psycopg.connect(database_url.replace("postgresql+psycopg:", "postgresql:", 1), connect_timeout=5)


def _marks(rows: Iterable[tuple[object, ...]]) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    for table, line in rows:
        lines.setdefault(str(table), []).append(str(line))
    return {table: _digest(sorted(found)) for table, found in sorted(lines.items())}


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
