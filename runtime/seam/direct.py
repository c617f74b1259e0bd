"""Asks PostgreSQL without a cursor of its driver: by libpq's own calls, which the driver offers, and by the driver's
ways to write values and to read them.

A cursor serves whoever may come, in generators of Python: it takes two thirds of what a statement costs that finds a
record.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

from runtime.seam.cursors import Admission
from runtime.seam.planning import Planning

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

TEXTS = 2048
"""Statements whose text a process keeps as libpq takes it; as many as it keeps shapes."""
PREPARED_AFTER = 2
"""A statement that a connection runs again is one that it runs often: shapes are few, and each is asked for by many."""
PREPARED_MOST = 250
"""Statements that a connection keeps prepared, which is enough for the lists of a few roles; as many that were not
asked for often enough yet are counted."""
OUTDATED, GONE = "0A000", "26000"
"""What PostgreSQL says of a prepared statement whose tables have changed, and of one that is not there any more."""
_PLACE = re.compile(r"%\(([^)]+)\)s|%%")

Key = tuple[bytes, tuple[int, ...]]
"""The same text with values of other types is another statement."""


class DirectCursor(Admission):
    """One for each connection, which one thread has at a time, and which speaks UTF-8 (`runtime.engine`).

    The driver prepares nothing there: once it has, each ROLLBACK takes all that is prepared with it, by whomever.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection, self._libpq = connection, connection.pgconn
        connection.prepare_threshold = None
        self._values = Transformer(connection)
        self._found: PGresult | None = None
        self._names: OrderedDict[Key, bytes] = OrderedDict()
        self._seen: OrderedDict[Key, int] = OrderedDict()
        self._outdated: list[bytes] = []
        self._last = 0

    @property
    def description(self) -> list[tuple[bytes | None, int]]:
        """The columns of what was found last, each with its name and type."""
        found = self._found
        return [] if found is None else [(found.fname(at), found.ftype(at)) for at in range(found.nfields)]

    def ask(self, text: str, values: Any, planning: Planning) -> list[Any]:
        """All rows. What is not prepared is planned for its values."""
        found = self._run(text, values, planning)
        self._found = found
        self._values.set_pgresult(found)
        return self._values.load_rows(0, found.ntuples, tuple)

    def do(self, text: str, values: Any) -> int:
        """Of a statement that gives no rows: how many it was about."""
        return self._run(text, values, Planning.ONCE).command_tuples or 0

    def _run(self, text: str, values: Any, planning: Planning) -> PGresult:
        self.take(text)
        if not self._connection.autocommit and self._libpq.transaction_status == TransactionStatus.IDLE:
            self._begin()
        sql, names, formats = _numbered(text)
        given: Any = self._values.dump_sequence([values[name] for name in names], formats)
        types = self._values.types or ()
        name = self._name_of((sql, types)) if planning is Planning.ONCE else None
        if name is None:
            return self._checked(self._libpq.exec_params(sql, given, types, self._values.formats))
        try:
            return self._checked(self._libpq.exec_prepared(name, given, self._values.formats))
        except psycopg.Error as error:
            if error.sqlstate in (OUTDATED, GONE):
                del self._names[sql, types]
            if error.sqlstate == OUTDATED:
                self._outdated.append(name)  # a transaction that has failed takes no DEALLOCATE
            raise

    def _begin(self) -> None:
        """As the driver does before the first statement."""
        assert self._connection.isolation_level is None  # which only streams have
        self._checked(self._libpq.exec_(b"BEGIN"))

    def _name_of(self, key: Key) -> bytes | None:
        """That of the prepared statement; none as long as it is asked for the first times."""
        name = self._names.get(key)
        if name is not None:
            self._names.move_to_end(key)
            return name
        seen = self._seen.pop(key, 0)
        if seen < PREPARED_AFTER:
            self._seen[key] = seen + 1
            if len(self._seen) > PREPARED_MOST:
                self._seen.popitem(last=False)
            return None
        return self._prepare(key)

    def _prepare(self, key: Key) -> bytes:
        if len(self._names) >= PREPARED_MOST:
            self._outdated.append(self._names.popitem(last=False)[1])
        while self._outdated:
            self._checked(self._libpq.exec_(b"DEALLOCATE " + self._outdated.pop()))
        self._last += 1
        name = b"portal_%d" % self._last
        self._checked(self._libpq.prepare(name, *key))
        self._names[key] = name
        return name

    def _checked(self, found: PGresult) -> PGresult:
        """Raises what a cursor would."""
        if found.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
            return found
        encoding = self._connection.info.encoding
        if self._libpq.status == ConnStatus.BAD:
            raise psycopg.OperationalError(found.get_error_message(encoding))
        raise error_from_result(found, encoding)


class InterruptibleCursor(DirectCursor):
    """Of connections whose statements may take as long as they take: with a cursor of the driver, Ctrl-C ends one."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        super().__init__(connection)
        connection.prepare_threshold, connection.prepared_max = PREPARED_AFTER, PREPARED_MOST
        self._cursor: Any = connection.cursor()

    def _run(self, text: str, values: Any, planning: Planning) -> PGresult:
        self.take(text)
        self._cursor.admitted = text
        self._cursor.execute(text, values, prepare=None if planning is Planning.ONCE else False)
        found: PGresult = self._cursor.pgresult
        return found


@lru_cache(maxsize=TEXTS)
def _numbered(text: str) -> tuple[bytes, tuple[str, ...], tuple[PyFormat, ...]]:
    """The text with `$1` in the place of the first name, the names in their order, and that all are written in
    whichever form is best."""
    places: dict[str, int] = {}

    def place(found: re.Match[str]) -> str:
        return "%" if found[1] is None else f"${places.setdefault(found[1], len(places) + 1)}"

    sql = _PLACE.sub(place, text)
    return sql.encode(), tuple(places), (PyFormat.AUTO,) * len(places)
