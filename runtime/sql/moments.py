"""Dates, moments and durations that are moved in SQL. A duration is whole seconds; a date moves by whole days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, literal, literal_column, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from runtime.columns import Duration, UtcDateTime

Length = ColumnElement[Any] | timedelta
_FORWARD: ColumnElement[Any] = literal_column("1")
_BACK: ColumnElement[Any] = literal_column("-1")


class moved_day(GenericFunction[Any]):  # noqa: N801 - SQLAlchemy calls a function as its class
    """A date, moved by the whole days in a number of seconds, forward (1) or back (-1)."""

    inherit_cache = True


class moved_moment(GenericFunction[Any]):  # noqa: N801
    """A moment, moved by a number of seconds, forward (1) or back (-1)."""

    inherit_cache = True


class seconds_between(GenericFunction[Any]):  # noqa: N801
    """From one date to another."""

    inherit_cache = True


def after(start: ColumnElement[Any] | date, length: Length) -> ColumnElement[Any]:
    return _moved(start, length, _FORWARD)


def before(end: ColumnElement[Any] | date, length: Length) -> ColumnElement[Any]:
    return _moved(end, length, _BACK)


def span(end: ColumnElement[Any] | date, start: ColumnElement[Any] | date) -> ColumnElement[Any]:
    """The time from one date to another."""
    return type_coerce(seconds_between(_day(end), _day(start)), Duration())


def days(number: ColumnElement[Any]) -> ColumnElement[Any]:
    return _seconds(number, 86_400)


def hours(number: ColumnElement[Any]) -> ColumnElement[Any]:
    return _seconds(number, 3_600)


def _seconds(number: ColumnElement[Any], unit: int) -> ColumnElement[Any]:
    return type_coerce(type_coerce(number, BigInteger()) * literal_column(str(unit)), Duration())


def _moved(start: ColumnElement[Any] | date, length: Length, direction: ColumnElement[Any]) -> ColumnElement[Any]:
    seconds = length if isinstance(length, ColumnElement) else literal(length, Duration())
    place = _day(start)
    if isinstance(place.type, UtcDateTime):
        return type_coerce(moved_moment(place, seconds, direction), UtcDateTime())
    return type_coerce(moved_day(place, seconds, direction), Date())


def _day(day: ColumnElement[Any] | date) -> ColumnElement[Any]:
    return day if isinstance(day, ColumnElement) else literal(day, Date())


@compiles(moved_day, "postgresql")
def _day_on_postgresql(element: moved_day, compiler: SQLCompiler, **options: Any) -> str:
    day, seconds, direction = (compiler.process(part, **options) for part in element.clauses)
    return f"({day} + {direction} * CAST(floor(({seconds}) / 86400.0) AS INTEGER))"


@compiles(moved_day)
def _day_on_sqlite(element: moved_day, compiler: SQLCompiler, **options: Any) -> str:
    day, seconds, direction = (compiler.process(part, **options) for part in element.clauses)
    whole = f"(({seconds}) - ((({seconds}) % 86400) + 86400) % 86400) / 86400"  # rounded down, as Python does
    return f"date({day}, ({direction} * ({whole})) || ' days')"


@compiles(moved_moment, "postgresql")
def _moment_on_postgresql(element: moved_moment, compiler: SQLCompiler, **options: Any) -> str:
    moment, seconds, direction = (compiler.process(part, **options) for part in element.clauses)
    return f"({moment} + {direction} * ({seconds}) * INTERVAL '1 second')"


@compiles(moved_moment)
def _moment_on_sqlite(element: moved_moment, compiler: SQLCompiler, **options: Any) -> str:
    moment, seconds, direction = (compiler.process(part, **options) for part in element.clauses)
    whole = f"strftime('%Y-%m-%d %H:%M:%S', {moment}, ({direction} * ({seconds})) || ' seconds')"
    return f"({whole} || substr({moment}, 20))"  # SQLite counts milliseconds only; microseconds stay as they are


@compiles(seconds_between, "postgresql")
def _span_on_postgresql(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    end, start = (compiler.process(part, **options) for part in element.clauses)
    return f"(({end} - {start}) * 86400)"


@compiles(seconds_between)
def _span_on_sqlite(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    end, start = (compiler.process(part, **options) for part in element.clauses)
    return f"(CAST(julianday({end}) - julianday({start}) AS INTEGER) * 86400)"
