"""Rows within a row: a correlated subquery whose rows come as one text of JSON, read back with their proper types.

So a list with a column of several links or files is still one statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    FromClause,
    Integer,
    Numeric,
    Text,
    Time,
    cast,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from runtime.scope.shape import Raw
from runtime.seam.ready import Process

MOST_AT_ONCE = 90
NUMERIC = 1700  # how PostgreSQL numbers its type of exact numbers


class Rows(TypeDecorator[list[Raw]]):
    """A JSON array of rows, each in parts, of text, read as rows of `types`."""

    impl = Text
    cache_ok = False

    def __init__(self, types: Sequence[TypeEngine[Any]]) -> None:
        super().__init__()
        self.types = types

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], list[Raw]]:
        readers = [_reader(of, dialect) for of in self.types]

        def read(text: str | None) -> list[Raw]:
            rows = ([value for part in row for value in part] for row in ([] if text is None else json.loads(text)))
            return [[read(value) for read, value in zip(readers, row, strict=True)] for row in rows]

        return read


class rows_as_json(FunctionElement[Any]):  # noqa: N801 - an SQL function, called like one
    """The aggregate of the subquery."""

    inherit_cache = False


@compiles(rows_as_json, "sqlite")
def _in_sqlite(element: rows_as_json, compiler: SQLCompiler, **options: Any) -> str:
    parts = _parts(element, compiler, options)
    return f"json_group_array(json_array({', '.join(f'json_array({part})' for part in parts)}))"


@compiles(rows_as_json, "postgresql")
def _in_postgresql(element: rows_as_json, compiler: SQLCompiler, **options: Any) -> str:
    parts = _parts(element, compiler, options)
    whole = ", ".join(f"json_build_array({part})" for part in parts)
    return f"CAST(json_agg(json_build_array({whole})) AS TEXT)"


def _parts(element: rows_as_json, compiler: SQLCompiler, options: dict[str, Any]) -> list[str]:
    """The columns, as many at once as a function of both databases takes."""
    written = [compiler.process(clause, **options) for clause in element.clauses]
    return [", ".join(written[start : start + MOST_AT_ONCE]) for start in range(0, len(written), MOST_AT_ONCE)]


def gather(
    columns: Sequence[ColumnElement[Any]], source: FromClause, where: ColumnElement[bool], outer: FromClause
) -> ColumnElement[Any]:
    """The rows of `source`, which `where` ties to a row of `outer`; in no order."""
    aggregate = rows_as_json(*(cast(column, Text) for column in columns))
    aggregate.type = Rows([column.type for column in columns])
    return select(aggregate).select_from(source).where(where).correlate(outer).scalar_subquery()


def _reader(of: TypeEngine[Any], dialect: Dialect) -> Process:
    """Text as the database casts it, to the value that a column of this type would have given."""
    stored = of.type_engine(dialect) if isinstance(of, TypeDecorator) else of.dialect_impl(dialect)
    parse = _parse(stored, dialect)
    process = of.dialect_impl(dialect).result_processor(dialect, NUMERIC if isinstance(stored, Numeric) else None)

    def read(text: str | None) -> Any:
        value = None if text is None else parse(text)
        return value if process is None else process(value)

    return read


def _parse(stored: TypeEngine[Any], dialect: Dialect) -> Callable[[str], Any]:
    if isinstance(stored, Integer):
        return int
    if dialect.name == "sqlite":
        return int if isinstance(stored, Boolean) else str
    for kind, parse in _FROM_POSTGRESQL:
        if isinstance(stored, kind):
            return parse
    return str


_FROM_POSTGRESQL: tuple[tuple[type[TypeEngine[Any]], Callable[[str], Any]], ...] = (
    (Boolean, "true".__eq__),
    (Numeric, Decimal),
    (DateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
)
