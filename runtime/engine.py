"""Opens the database: one engine whose statements are their own transactions, one for changes. Makes no tables.

Both are closed: a room that may make statements has engines of its own, `made_by` it (see `runtime.seam`).
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any, NoReturn, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from runtime.seam import SeamError, admit, pass_of
from runtime.seam.admission import BEGIN, OPTION
from runtime.seam.lending import LendingPool
from runtime.seam.sqlite import GuardedConnection

STATEMENT_SECONDS = 5
AS_LONG_AS_IT_TAKES = 0
"""For what looks at whole tables and is no request."""
BUSY_SECONDS = 10
TURN_MILLISECONDS = 20
"""How long a writer waits by itself for SQLite's lock before it queues anew; see `_begin_immediate`."""


class Engines:
    """`read` takes each statement by itself and no change; `write` begins a transaction that may write at once.

    Those that `open_engines` gives refuse whatever is tried on them, with SeamError.
    """

    __slots__ = ("_rooms", "read", "write")

    def __init__(self, read: Engine, write: Engine, rooms: _Rooms | None) -> None:
        self.read, self.write, self._rooms = read, write, rooms

    def made_by(self, room: str) -> Engines:
        """The engines of a room, for the tables that `runtime.seam.passes` lists. Raises SeamError.

        Rooms ask once, where they are made; what they have cannot be passed on, but for the operator's.
        """
        if self._rooms is None:
            raise SeamError(f"Only who opened the database lets {room} in.")
        return self._rooms.engines(room)

    def dispose(self) -> None:
        """Closes the connections, which all rooms share."""
        shared = self._rooms or self
        shared.read.dispose()
        shared.write.dispose()


class _Rooms:
    """The engines that do connect, by the room whose pass they carry. All read through one pool and write through one.

    Whoever listens to those of the operator hears the rooms that it let in.
    """

    def __init__(self, read: Engine, write: Engine) -> None:
        self.read, self.write = read, write
        self._made: dict[str, Engines] = {}

    def engines(self, room: str) -> Engines:
        if room not in self._made:
            option: dict[str, Any] = {OPTION: pass_of(room)}
            read, write = self.read.execution_options(**option), self.write.execution_options(**option)
            self._made[room] = Engines(read, write, _Rooms(read, write) if room == "operator" else None)
        return self._made[room]


def open_engines(url: str, seconds: int = STATEMENT_SECONDS) -> Engines:
    """`sqlite:///…` (a file) or `postgresql://…`. Connects only when used.

    `seconds` is what PostgreSQL gives a statement, 0 as long as it takes; SQLite has no such limit.
    """
    address = make_url(url)
    read, write = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address, seconds)
    for engine in (read, write):
        _watch(engine)
    return Engines(_closed(read.url), _closed(write.url), _Rooms(read, write))


def open_read_only(url: str) -> Engines:
    """As `open_engines`, but whoever may write is refused by the database as well."""
    address = make_url(url)
    read, _ = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address, STATEMENT_SECONDS)
    _watch(read)
    return Engines(_closed(read.url), _closed(read.url), _Rooms(read, read))


def _watch(engine: Engine) -> None:
    event.listen(engine, "before_cursor_execute", admit)
    event.listen(engine, "invalidate", lambda *_lost: cast("LendingPool", engine.pool).settle())


def _closed(address: URL) -> Engine:
    return create_engine(address, creator=_refuse, poolclass=LendingPool)


def _refuse() -> NoReturn:
    raise SeamError("Rows come from scope and changes go through service; a room with tables of its own has a pass.")


def _sqlite(address: URL) -> tuple[Engine, Engine]:
    # Values of people stand in no message of an error, and so in no log.
    options = {"timeout": BUSY_SECONDS, "isolation_level": None, "factory": GuardedConnection}
    read = create_engine(address, hide_parameters=True, poolclass=LendingPool, connect_args=options)
    write = create_engine(address, hide_parameters=True, poolclass=LendingPool, connect_args=options)
    for engine in (read, write):
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(write, "connect", _wait_by_turns)
    event.listen(write, "begin", _begin_immediate)
    event.listen(read, "connect", _read_only)
    for engine in (read, write):
        event.listen(engine, "connect", _guard_sqlite)
    return read, write


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {setting}")
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | float | bytes | None) -> str | float | bytes | None:
    """SQLite's own knows ASCII only."""
    return value.lower() if isinstance(value, str) else value


def _wait_by_turns(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute(f"PRAGMA busy_timeout={TURN_MILLISECONDS}")


def _read_only(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only=ON")


def _guard_sqlite(connection: GuardedConnection, _entry: ConnectionPoolEntry) -> None:
    connection.guard()


def _begin_immediate(connection: Connection) -> None:
    """A transaction that reads before it writes would fail, not wait, when another one writes.

    SQLite looks for the lock ever more rarely, so that whoever waits longest loses to those who just came: with eight
    writers some waited in vain. Asked anew again and again, all have the same chance.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, GuardedConnection)
    end = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < end:
        try:
            driver.begin()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                break
        else:
            return
    connection.exec_driver_sql(BEGIN)  # raises what SQLAlchemy makes of the error


_PLANNING = {
    "random_page_cost": "1.1",  # the default is that of a disk that has to turn: it shuns indexes, 780 ms for 0.5 ms
    "max_parallel_workers_per_gather": "0",  # workers take longer to come than pages may take
}
"""Measured with rules over one link and two among a million rows; see `bench.twohops`."""


_POOL: dict[str, Any] = {"hide_parameters": True, "poolclass": LendingPool, "pool_use_lifo": True}
"""The connection that was used last is taken first: it has most statements prepared."""


def _postgresql(address: URL, seconds: int) -> tuple[Engine, Engine]:
    from runtime.seam.direct import DirectCursor, InterruptibleCursor
    from runtime.seam.postgresql import guard  # its driver is there only where it is used

    cursor_of = InterruptibleCursor if seconds == AS_LONG_AS_IT_TAKES else DirectCursor
    address = address.set(drivername="postgresql+psycopg")
    settings = {"timezone": "UTC", "statement_timeout": f"{seconds}s", **_PLANNING}
    only = settings | {"default_transaction_read_only": "on"}
    reading = _POOL | {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None}  # nothing is left to undo
    read = create_engine(address, **reading, connect_args=_connecting(address, only))
    write = create_engine(address, **_POOL, connect_args=_connecting(address, settings))
    for engine in (read, write):
        event.listen(engine, "connect", lambda connection, _entry: guard(connection, cursor_of))
    return read, write


def _connecting(address: URL, settings: dict[str, str]) -> dict[str, Any]:
    """`settings` after those that the address brings along, such as a search_path. What the driver itself would prepare
    is prepared by `runtime.seam.direct`, in UTF-8 whatever the database is in."""
    theirs = address.query.get("options", ())
    ours = [f"-c {name}={value}" for name, value in settings.items()]
    options = " ".join([theirs, *ours] if isinstance(theirs, str) else [*theirs, *ours])
    return {"options": options, "client_encoding": "UTF8", "prepare_threshold": None}
