"""SQLite's driver behind the seam: its connection gives only cursors that run what was admitted."""

from __future__ import annotations

import sqlite3
from typing import Any, NoReturn

from runtime.seam.admission import BEGIN
from runtime.seam.cursors import Admission, refuse
from runtime.seam.planning import Planning


class GuardedConnection(sqlite3.Connection):
    """Guarded from `guard` on: SQLAlchemy prepares a new connection before, in its own way."""

    _guarded = False

    def guard(self) -> None:
        self._guarded = True

    def begin(self) -> None:
        """A transaction that may write at once."""
        super().cursor().execute(BEGIN)

    def cursor(self, _factory: Any = None) -> Any:
        return super().cursor(GuardedCursor) if self._guarded else super().cursor()

    def asking(self) -> Any:
        """A cursor for `runtime.seam.texts`."""
        return self.cursor()

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self.cursor().execute(sql, parameters)  # the driver's own would not ask for `cursor`

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        return self.cursor().executemany(sql, parameters)

    def executescript(self, script: str, /) -> Any:
        return self.cursor().executescript(script)

    def iterdump(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()

    def backup(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()

    def serialize(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()

    def deserialize(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()

    def blobopen(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()


class GuardedCursor(Admission, sqlite3.Cursor):
    def ask(self, text: str, values: Any, _planning: Planning) -> list[Any]:
        """All rows."""
        return self.execute(text, values).fetchall()

    def do(self, text: str, values: Any) -> int:
        """Of a statement that gives no rows: how many it was about."""
        return self.execute(text, values).rowcount

    def execute(self, sql: str, parameters: Any = (), /) -> GuardedCursor:
        self.take(sql)
        super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Any, /) -> GuardedCursor:
        self.take(sql)
        super().executemany(sql, parameters)
        return self

    def executescript(self, _script: str, /) -> NoReturn:
        refuse()
