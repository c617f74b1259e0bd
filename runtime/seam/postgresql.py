"""PostgreSQL's driver behind the seam: cursors that run what was admitted. Loaded only where that driver is there."""

from __future__ import annotations

from typing import Any, NoReturn

import psycopg
from psycopg.types.numeric import Int8Dumper

from runtime.seam.cursors import Admission, refuse
from runtime.seam.direct import DirectCursor


def guard(connection: psycopg.Connection[Any], cursor_of: type[DirectCursor] = DirectCursor) -> None:
    """All its cursors from now on: SQLAlchemy prepares a new connection before, in its own way. Numbers are of one
    type whatever their size, since a statement is prepared for each type that it is given; larger ones than that type
    has never come here: what reads requests refuses them."""
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.cursor_factory = GuardedCursor
    connection.server_cursor_factory = GuardedServerCursor
    direct = cursor_of(connection)
    connection.asking = lambda: direct  # type: ignore[attr-defined]


class GuardedCursor(Admission, psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, *, prepare: Any = None, binary: Any = None) -> Any:
        self.take(query)
        return super().execute(query, params, prepare=prepare, binary=binary)

    def executemany(self, query: Any, params_seq: Any, *, returning: bool = False) -> None:
        self.take(query)
        super().executemany(query, params_seq, returning=returning)

    def copy(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()

    def stream(self, *_given: Any, **_named: Any) -> NoReturn:
        refuse()


class GuardedServerCursor(Admission, psycopg.ServerCursor[Any]):
    def execute(self, query: Any, params: Any = None, *, binary: Any = None, **_named: Any) -> Any:
        self.take(query)
        return super().execute(query, params, binary=binary)
