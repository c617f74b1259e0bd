"""Statements compiled once: what goes to the driver is their text and, each time, values in the driver's own form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import Connection, Delete, Dialect, Insert, Table, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from runtime.seam.planning import Planning
from runtime.seam.texts import Text, change, fetch

Process = Callable[[Any], Any]
Made = TypeVar("Made")
MOST_KEPT = 100
"""Of one table: which columns change together is different from case to case."""


class Values(Protocol):
    """What a run gives, by name."""

    def __getitem__(self, name: str, /) -> object: ...


class Ready:
    """The text of a statement, its fixed parameters, and the names of those that each run must give."""

    __slots__ = ("_fixed", "_given", "_order", "_sql")

    def __init__(self, compiled: SQLCompiler) -> None:
        dialect = compiled.dialect
        process = {name: _bind(bound.type, dialect) for bound, name in compiled.bind_names.items()}
        given = [name for bound, name in compiled.bind_names.items() if bound.required]
        state = compiled.construct_expanded_state(dict.fromkeys(given))
        process |= state.processors
        parameters = cast("dict[str, Any]", state.parameters)
        self._sql = state.statement
        self._order = None if state.positiontup is None else tuple(state.positiontup)
        self._given = tuple((name, process.get(name)) for name in given)
        self._fixed = {
            name: _processed(process.get(name), value) for name, value in parameters.items() if name not in given
        }

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of what each run must give."""
        return tuple(name for name, _ in self._given)

    def parameters(self, values: Values) -> dict[str, object] | tuple[object, ...]:
        """What goes with the text, as the driver takes it."""
        given = {name: values[name] if process is None else process(values[name]) for name, process in self._given}
        given |= self._fixed
        return given if self._order is None else tuple(given[name] for name in self._order)


class Write(Ready):
    """A change of rows, judged by the tables that it is about. Without `names` its values are those of its binds, else
    the columns of these keys get what each run gives."""

    __slots__ = ("_text",)

    def __init__(
        self, statement: Insert | Update | Delete, dialect: Dialect, names: Sequence[str] | None = None
    ) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=names)
        super().__init__(compiled)
        self._text = Text(self._sql, Planning.ONCE, compiled=compiled)

    def run(self, connection: Connection, values: Values) -> int:
        """How many rows it was about."""
        return change(connection, self._text, self.parameters(values))

    def fetch(self, connection: Connection, values: Values) -> list[Sequence[Any]]:
        """What it returns, as the driver gives it."""
        return fetch(connection, self._text, self.parameters(values))


def kept_with(table: Table, what: tuple[str, ...], dialect: Dialect, make: Callable[[], Made]) -> Made:
    """What `make` makes of a table, once while it is among those that were made last. Two threads may both make it."""
    kept: dict[tuple[str, ...], Made] = table.info.setdefault("ready", {})
    key = (dialect.name, *what)
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
        for oldest in [*kept][:-MOST_KEPT]:
            kept.pop(oldest, None)
    return found


def _bind(of: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return of.dialect_impl(dialect).bind_processor(dialect)


def _processed(process: Process | None, value: object) -> object:
    return value if process is None else process(value)
