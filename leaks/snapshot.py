"""All rows of a scratch database: whether anything changed, and everything as it was. By SQLAlchemy's Core alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import fsspec
import sqlalchemy as sa

from runtime.engine import Engines
from runtime.records import Base

LEFT_OUT = frozenset(
    f"portal_{name}" for name in ("session", "attempt", "draft", "link", "mail", "job", "touch", "sight", "oversight")
)
"""What a request may write without changing anything of the business: sessions, counters, what was typed, letters, and
that somebody was here."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a request did to a table: rows that are gone, and rows that came."""

    table: str
    gone: frozenset[Row]
    came: frozenset[Row]


class Snapshot:
    """The database, and the bytes of all files below `files`, as they are when this is made."""

    def __init__(self, engines: Engines, files: str) -> None:
        self._engines = engines
        self._system, self._root = fsspec.core.url_to_fs(files)
        self._files: dict[str, bytes] = {path: self._system.cat_file(path) for path in self._system.find(self._root)}
        self._tables = [table for name, table in sorted(Base.metadata.tables.items()) if name not in LEFT_OUT]
        self._rows = self._read()

    def changes(self) -> list[Change]:
        now = self._read()
        return [
            Change(name, kept - now[name], now[name] - kept) for name, kept in self._rows.items() if kept != now[name]
        ]

    def restore(self, changes: list[Change]) -> None:
        """Undoes the changes. Rows are there before others point to them, and go after nobody does any more."""
        undone = [_Undone(Base.metadata.tables[change.table], change) for change in changes]
        sets, others = [each for each in undone if each.is_set], [each for each in undone if not each.is_set]
        with self._engines.write.begin() as connection:
            for each in sets:
                each.remove(connection)
            for step in (_Undone.forget_links, _Undone.remove, _Undone.add, _Undone.put_back):
                for each in others:
                    step(each, connection)
            for each in sets:
                each.add(connection)
        for path in self._files.keys() - set(self._system.find(self._root)):
            self._system.pipe_file(path, self._files[path])

    def _read(self) -> Mapping[str, frozenset[Row]]:
        with self._engines.read.connect() as connection:
            return {table.name: frozenset(map(tuple, connection.execute(sa.select(table)))) for table in self._tables}


class _Undone:
    """A change of one table. `is_set`: its rows are nothing but pairs of links."""

    def __init__(self, table: sa.Table, change: Change) -> None:
        self._table = table
        self.is_set = "links" in table.info
        gone, came = _by_key(table, change.gone), _by_key(table, change.came)
        self._gone = {key: row for key, row in gone.items() if key not in came}
        self._came = {key: row for key, row in came.items() if key not in gone}
        self._old = gone
        self._links = [column.key for column in table.c if column.foreign_keys and column.nullable]

    def add(self, connection: sa.Connection) -> None:
        """The rows that are gone, as yet without their links."""
        for row in self._gone.values():
            connection.execute(sa.insert(self._table).values(row | dict.fromkeys(self._links)))

    def put_back(self, connection: sa.Connection) -> None:
        for key, row in self._old.items():
            connection.execute(sa.update(self._table).where(self._is(key)).values(row))

    def forget_links(self, connection: sa.Connection) -> None:
        """Of all rows that came or are different."""
        for key in (*self._came, *(self._old.keys() - self._gone.keys())) if self._links else ():
            connection.execute(sa.update(self._table).where(self._is(key)).values(dict.fromkeys(self._links)))

    def remove(self, connection: sa.Connection) -> None:
        for key in self._came:
            connection.execute(sa.delete(self._table).where(self._is(key)))

    def _is(self, key: Row) -> sa.ColumnElement[bool]:
        return sa.and_(*(column == value for column, value in zip(self._table.primary_key, key, strict=True)))


def _by_key(table: sa.Table, rows: frozenset[Row]) -> dict[Row, dict[str, Any]]:
    names = [column.key for column in table.c]
    keyed = [dict(zip(names, row, strict=True)) for row in rows]
    return {tuple(row[column.key] for column in table.primary_key): row for row in keyed}
