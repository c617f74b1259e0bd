"""A PostgreSQL database, dumped by its own pg_dump at one snapshot, in which its rows are counted and summed as well.

pg_dump, and no code of ours, since a dump has to hold all that a schema can: it is kept by those who make the database.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from runtime.backup.contents import Contents, KeptFile, sum_lines, sum_rows
from runtime.backup.errors import BackupError
from runtime.backup.programs import find_program, run_program

LOCK_WAIT = "60s"
_SAME_TEXT = "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1"
"""So that a value is the same text on every server."""

_TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
GROUP BY c.relname ORDER BY c.relname"""

_DEFINITIONS = """
SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                 pg_get_expr(d.adbin, d.adrelid))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"""


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """The schema that the role in `address` uses."""

    address: str = field(repr=False)
    backend = "postgresql"
    member = "database/portal.dump"

    @property
    def _url(self) -> URL:
        return make_url(self.address)

    def dump(self, target: Path, around: Callable[[], None]) -> Contents:
        """Writes the database as it is at one moment into `target`, in pg_dump's custom format; says what is in it."""
        with self._connected() as connection:
            program = find_program("pg_dump", connection.info.server_version // 10_000)
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            around()
            (snapshot,) = _row(connection, "SELECT pg_export_snapshot()")
            around()
            (schema,) = _row(connection, "SELECT current_schema()")
            wanted = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-subscriptions")
            which = (f'--schema="{schema}"', f"--snapshot={snapshot}", f"--lock-wait-timeout={LOCK_WAIT}")
            run_program(program, self._url, *wanted, *which, f"--file={target}")
            return _contents(connection)

    def load(self, dump: Path) -> None:
        """Into an empty database, in one transaction."""
        with self._connected() as connection:
            program = find_program("pg_restore", connection.info.server_version // 10_000)
            (schema,) = _row(connection, "SELECT current_schema()")
        wanted = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--schema={schema}")
        run_program(program, self._url, *wanted, str(dump))

    def size(self) -> int:
        with self._connected() as connection:
            return int(_row(connection, "SELECT pg_database_size(current_database())")[0])

    def table_names(self) -> list[str]:
        with self._connected() as connection:
            return [name for name, _ in connection.execute(_TABLES)]

    def contents(self) -> Contents:
        with self._connected() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return _contents(connection)

    @contextmanager
    def scratch(self, folder: Path) -> Iterator[PostgresDatabase]:
        """An empty database on the same server, for the time of the block."""
        name = f"portal_check_{secrets.token_hex(6)}"
        quoted = sql.Identifier(name)
        try:
            self._alone(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(quoted))
        except psycopg.errors.InsufficientPrivilege:
            raise BackupError(
                f"a scratch database is needed, and {self._url.username} may not create one. Run as a superuser: "
                f"ALTER ROLE {self._url.username} CREATEDB; or name an empty database to portal backup by --scratch"
            ) from None
        try:
            yield PostgresDatabase(self._url.set(database=name).render_as_string(hide_password=False))
        finally:
            self._alone(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))

    def _alone(self, statement: sql.Composed) -> None:
        with self._connected(autocommit=True) as connection:
            connection.execute(statement)

    @contextmanager
    def _connected(self, *, autocommit: bool = False) -> Iterator[psycopg.Connection[Any]]:
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            with psycopg.connect(plain, options=_SAME_TEXT, autocommit=autocommit, connect_timeout=10) as connection:
                yield connection
        except psycopg.errors.InsufficientPrivilege:
            raise
        except psycopg.Error as error:
            words = str(error).strip().splitlines() or [type(error).__name__]
            raise BackupError(f"PostgreSQL says: {words[0]}") from None


def _contents(connection: psycopg.Connection[Any]) -> Contents:
    tables = {
        name: sum_rows(_rows(connection, name, columns)) for name, columns in connection.execute(_TABLES).fetchall()
    }
    definitions = sum_lines(line for (line,) in connection.execute(_DEFINITIONS))
    return Contents(tables, definitions, tuple(_files(connection)) if "portal_file" in tables else ())


def _rows(connection: psycopg.Connection[Any], table: str, columns: list[str]) -> Iterator[bytes]:
    """Each row as PostgreSQL's own text. Columns are taken by name: added later, they may stand elsewhere."""
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(named, sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in copy:
            yield bytes(row)


def _files(connection: psycopg.Connection[Any]) -> Iterator[KeptFile]:
    for row in connection.execute("SELECT DISTINCT stored, size, sha256 FROM portal_file"):
        yield KeptFile(*row)


def _row(connection: psycopg.Connection[Any], query: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] | None = connection.execute(query.encode()).fetchone()
    assert found is not None
    return found
