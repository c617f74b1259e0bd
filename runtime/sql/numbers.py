"""Exact numbers in SQL. SQLite keeps them as integers of units, so whatever meets must have as many places."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, Numeric, literal, literal_column, type_coerce
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from runtime.columns import Duration, Scaled

Number = ColumnElement[Any] | Decimal | int | timedelta
"""A duration is a number of seconds."""


class units(GenericFunction[Any]):  # noqa: N801 - SQLAlchemy calls a function as its class
    """A number times a power of ten on SQLite; PostgreSQL's numeric needs no help."""

    inherit_cache = True


@compiles(units, "postgresql")
def _exact(element: units, compiler: SQLCompiler, **options: Any) -> str:
    number, _ = element.clauses
    return compiler.process(sql_cast(number, Numeric()), **options)


@compiles(units)
def _multiplied(element: units, compiler: SQLCompiler, **options: Any) -> str:
    number, power = (compiler.process(part, **options) for part in element.clauses)
    return f"(({number}) * {power})"


def scaled(number: Number, places: int) -> ColumnElement[Any]:
    """The number with so many digits after the point, no fewer than it has.

    On SQLite that has to fit into 64 bits: with six digits, anything up to nine million millions.
    """
    if isinstance(number, timedelta):
        return literal(number, Duration())
    if not isinstance(number, ColumnElement):
        return literal(number, Scaled(places))
    own = _places(number)
    if own == places and isinstance(number.type, Scaled):
        return number
    power: ColumnElement[Any] = literal_column(str(10 ** (places - own)))
    return type_coerce(units(number, power), Scaled(places))


def plus(left: Number, right: Number) -> ColumnElement[Any]:
    places = max(_places(left), _places(right))
    return type_coerce(scaled(left, places) + scaled(right, places), _type(places, left, right))


def minus(left: Number, right: Number) -> ColumnElement[Any]:
    places = max(_places(left), _places(right))
    return type_coerce(scaled(left, places) - scaled(right, places), _type(places, left, right))


def times(left: Number, right: Number) -> ColumnElement[Any]:
    ours, theirs = _places(left), _places(right)
    return type_coerce(scaled(left, ours) * scaled(right, theirs), _type(ours + theirs, left, right))


def _type(places: int, *numbers: Number) -> Scaled | Duration:
    return Duration() if any(map(_lasts, numbers)) else Scaled(places)


def _lasts(number: Number) -> bool:
    return isinstance(number, timedelta) or (isinstance(number, ColumnElement) and isinstance(number.type, Duration))


def _places(number: Number) -> int:
    if isinstance(number, timedelta):
        return 0
    if isinstance(number, ColumnElement):
        return number.type.places if isinstance(number.type, Scaled) else 0
    return max(0, -cast("int", Decimal(number).as_tuple().exponent))
