"""A SELECT compiled once, run as text from then on; and the bounded store of those that were compiled."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Dialect, Select
from sqlalchemy.types import TypeEngine

from runtime.scope.bindings import Bindings

Process = Callable[[Any], Any]
Raw = Sequence[Any]
Made = TypeVar("Made")


class Shape:
    """The text of a statement, its fixed parameters, and the names of those that each request must give."""

    __slots__ = ("_fixed", "_given", "_order", "_results", "_types", "text")

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        process = {name: _bind(bound.type, dialect) for bound, name in compiled.bind_names.items()}
        given = [name for bound, name in compiled.bind_names.items() if bound.required]
        state = compiled.construct_expanded_state(dict.fromkeys(given))
        process |= state.processors
        parameters = cast("dict[str, Any]", state.parameters)
        self.text = state.statement
        self._order = None if state.positiontup is None else tuple(state.positiontup)
        self._given = tuple((name, process.get(name)) for name in given)
        self._fixed = {
            name: _processed(process.get(name), value) for name, value in parameters.items() if name not in given
        }
        self._types = tuple(column.type.dialect_impl(dialect) for column in statement.selected_columns)
        self._results: tuple[tuple[int, Process], ...] | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of what each request must give."""
        return tuple(name for name, _ in self._given)

    def run(self, connection: Connection, bindings: Bindings) -> list[Raw]:
        """All rows, as tuples of Python values in the order of the columns."""
        found = self._ask(connection, bindings).all()
        return [_read(row, self._results) for row in found] if self._results else cast("list[Raw]", found)

    def stream(self, connection: Connection, bindings: Bindings, size: int) -> Iterator[Sequence[Raw]]:
        """The same, `size` rows at a time, as the driver gives them."""
        for found in self._ask(connection, bindings).partitions(size):
            yield [_read(row, self._results) for row in found] if self._results else found

    def _ask(self, connection: Connection, bindings: Bindings) -> CursorResult[Any]:
        values = {name: _processed(process, bindings[name]) for name, process in self._given}
        values |= self._fixed
        parameters = values if self._order is None else tuple(values[name] for name in self._order)
        result = connection.exec_driver_sql(self.text, parameters)
        if self._results is None:
            self._results = self._find_results(connection.dialect, result)
        return result

    def _find_results(self, dialect: Dialect, result: CursorResult[Any]) -> tuple[tuple[int, Process], ...]:
        """What makes Python values of the driver's, by index; it depends on what the driver says of its columns."""
        codes = [described[1] for described in result.cursor.description]
        made = [of.result_processor(dialect, code) for of, code in zip(self._types, codes, strict=True)]
        return tuple((index, process) for index, process in enumerate(made) if process is not None)


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
