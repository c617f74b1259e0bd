"""Opens the database: one engine whose statements are their own transactions, one for changes. Makes no tables."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

STATEMENT_SECONDS = 5
BUSY_SECONDS = 10
TURN_MILLISECONDS = 20
"""How long a writer waits by itself for SQLite's lock before it queues anew; see `_begin_immediate`."""


@dataclass(frozen=True, slots=True)
class Engines:
    """`read` commits by itself after every statement; `write` begins a transaction that may write at once."""

    read: Engine
    write: Engine

    def dispose(self) -> None:
        self.read.dispose()
        self.write.dispose()


def open_engines(url: str) -> Engines:
    """`sqlite:///…` (a file) or `postgresql://…`. Connects only when used."""
    address = make_url(url)
    return _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)


def _sqlite(address: URL) -> Engines:
    options = {"timeout": BUSY_SECONDS, "isolation_level": None}
    read = create_engine(address, connect_args=options)
    write = create_engine(address, connect_args=options)
    for engine in (read, write):
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(write, "connect", _wait_by_turns)
    event.listen(write, "begin", _begin_immediate)
    return Engines(read, write)


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {setting}")
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | float | bytes | None) -> str | float | bytes | None:
    """SQLite's own knows ASCII only."""
    return value.lower() if isinstance(value, str) else value


def _wait_by_turns(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute(f"PRAGMA busy_timeout={TURN_MILLISECONDS}")


def _begin_immediate(connection: Connection) -> None:
    """A transaction that reads before it writes would fail, not wait, when another one writes.

    SQLite looks for the lock ever more rarely, so that whoever waits longest loses to those who just came: with eight
    writers some waited in vain. Asked anew again and again, all have the same chance.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    end = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < end:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                break
        else:
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises what SQLAlchemy makes of the error


def _postgresql(address: URL) -> Engines:
    address = address.set(drivername="postgresql+psycopg")
    options = {"options": f"-c timezone=UTC -c statement_timeout={STATEMENT_SECONDS}s"}
    read = create_engine(address, connect_args=options, isolation_level="AUTOCOMMIT")
    return Engines(read, create_engine(address, connect_args=options))
