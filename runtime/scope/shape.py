"""A SELECT compiled once, run as text from then on; and the bounded store of those that were compiled."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from threading import Lock
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import Connection, Dialect, Engine, Select
from sqlalchemy.types import TypeEngine

from runtime.seam import Planning, context_of, fetch
from runtime.seam.texts import Text

Process = Callable[[Any], Any]
Raw = Sequence[Any]
Made = TypeVar("Made")


class Values(Protocol):
    """What a request gives, by name."""

    def __getitem__(self, name: str, /) -> object: ...


class Shape:
    """The text of a statement, its fixed parameters, and the names of those that each request must give."""

    __slots__ = ("_fixed", "_given", "_order", "_results", "_text", "_types")

    def __init__(self, statement: Select[Any], dialect: Dialect, planning: Planning = Planning.EACH_TIME) -> None:
        compiled = statement.compile(dialect=dialect)
        process = {name: _bind(bound.type, dialect) for bound, name in compiled.bind_names.items()}
        given = [name for bound, name in compiled.bind_names.items() if bound.required]
        state = compiled.construct_expanded_state(dict.fromkeys(given))
        process |= state.processors
        parameters = cast("dict[str, Any]", state.parameters)
        self._text = Text(state.statement, planning, context_of(statement, compiled))
        self._order = None if state.positiontup is None else tuple(state.positiontup)
        self._given = tuple((name, process.get(name)) for name in given)
        self._fixed = {
            name: _processed(process.get(name), value) for name, value in parameters.items() if name not in given
        }
        self._types = tuple(column.type.dialect_impl(dialect) for column in statement.selected_columns)
        self._results: tuple[tuple[int, Process], ...] | None = None

    @property
    def text(self) -> str:
        return self._text.sql

    @property
    def planning(self) -> Planning:
        return self._text.planning

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of what each request must give."""
        return tuple(name for name, _ in self._given)

    def parameters(self, values: Values) -> dict[str, object] | tuple[object, ...]:
        """What goes with the text, as the driver takes it."""
        given = {name: values[name] if process is None else process(values[name]) for name, process in self._given}
        given |= self._fixed
        return given if self._order is None else tuple(given[name] for name in self._order)

    def run(self, where: Engine | Connection, values: Values) -> list[Raw]:
        """All rows, as tuples of Python values in the order of the columns; on an engine, a transaction of its own."""
        found = fetch(where, self._text, self.parameters(values))
        results = self._results or self._find_results(where.dialect, found.cursor)
        return [_read(row, results) for row in found.rows] if results else found.rows

    def stream(self, connection: Connection, values: Values, size: int) -> Iterator[Sequence[Raw]]:
        """The same, `size` rows at a time, as the driver gives them."""
        found = connection.exec_driver_sql(self.text, self.parameters(values))
        results = self._results or self._find_results(connection.dialect, found.cursor)
        for rows in found.partitions(size):
            yield [_read(row, results) for row in rows] if results else rows

    def _find_results(self, dialect: Dialect, cursor: Any) -> tuple[tuple[int, Process], ...]:
        """What makes Python values of the driver's, by index; it depends on what the driver says of its columns."""
        if self._results is None:
            codes = [described[1] for described in cursor.description]
            made = [of.result_processor(dialect, code) for of, code in zip(self._types, codes, strict=True)]
            self._results = tuple((index, process) for index, process in enumerate(made) if process is not None)
        return self._results


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


def _bind(of: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return of.dialect_impl(dialect).bind_processor(dialect)


def _processed(process: Process | None, value: object) -> object:
    return value if process is None else process(value)
