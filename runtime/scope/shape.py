"""A SELECT compiled once, run as text from then on; and the bounded store of those that were compiled."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import CompoundSelect, Connection, Dialect, Engine, Select
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.visitors import iterate

from runtime.seam import Planning, context_of, fetch
from runtime.seam.ready import Process, Ready, Values
from runtime.seam.texts import Text

Query = Select[Any] | CompoundSelect[Any]
Raw = Sequence[Any]
Made = TypeVar("Made")


class Shape(Ready):
    """A statement with what makes Python values of what the driver gives. Where a part of it writes, it is judged by
    its tables."""

    __slots__ = ("_results", "_text", "_types")

    def __init__(self, statement: Query, dialect: Dialect, planning: Planning = Planning.EACH_TIME) -> None:
        compiled = statement.compile(dialect=dialect)
        super().__init__(compiled)
        judged = compiled if any(isinstance(part, UpdateBase) for part in iterate(statement)) else None
        self._text = Text(self._sql, planning, context_of(statement, compiled), judged)
        self._types = tuple(column.type.dialect_impl(dialect) for column in statement.selected_columns)
        self._results: tuple[tuple[int, Process], ...] | None = None

    @property
    def text(self) -> str:
        return self._text.sql

    @property
    def planning(self) -> Planning:
        return self._text.planning

    def run(self, where: Engine | Connection, values: Values) -> list[Raw]:
        """All rows, as tuples of Python values in the order of the columns; on an engine, a transaction of its own."""
        look = None if self._results is not None else partial(self._look, where.dialect)
        return self._read(fetch(where, self._text, self.parameters(values), look))

    def stream(self, connection: Connection, values: Values, size: int) -> Iterator[Sequence[Raw]]:
        """The same, `size` rows at a time, as the driver gives them."""
        found = connection.exec_driver_sql(self.text, self.parameters(values))
        if self._results is None:
            self._look(connection.dialect, cast("Any", found.cursor).description)
        for rows in found.partitions(size):
            yield self._read(rows)

    def _look(self, dialect: Dialect, description: Sequence[Any]) -> None:
        """Finds what makes Python values of the driver's, by index; it depends on what the driver says of columns."""
        codes = [described[1] for described in description]
        made = [of.result_processor(dialect, code) for of, code in zip(self._types, codes, strict=True)]
        self._results = tuple((index, process) for index, process in enumerate(made) if process is not None)

    def _read(self, rows: Any) -> list[Raw]:
        results = self._results
        return [_read(row, results) for row in rows] if results else rows


class Shapes:
    """The most recently used shapes, at most `capacity` of them."""

    def __init__(self, capacity: int = 2000) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under `key`, else what `make` makes; two threads may both make it, one of them is kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(Made, self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._kept)


def _read(row: Raw, results: tuple[tuple[int, Process], ...]) -> Raw:
    values = list(row)
    for index, process in results:
        values[index] = process(values[index])
    return values
