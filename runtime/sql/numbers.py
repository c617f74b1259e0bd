"""Exact numbers in SQL. SQLite keeps them as integers of units, so whatever meets must have as many places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, Numeric, literal, literal_column, type_coerce
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from runtime.columns import Scaled

Number = ColumnElement[Any] | Decimal | int


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
    """The number with so many digits after the point, no fewer than it has."""
    if not isinstance(number, ColumnElement):
        return literal(number, Scaled(places))
    own = _places(number)
    if own == places and isinstance(number.type, Scaled):
        return number
    power: ColumnElement[Any] = literal_column(str(10 ** (places - own)))
    return type_coerce(units(number, power), Scaled(places))


def plus(left: Number, right: Number) -> ColumnElement[Any]:
    places = max(_places(left), _places(right))
    return type_coerce(scaled(left, places) + scaled(right, places), Scaled(places))


def minus(left: Number, right: Number) -> ColumnElement[Any]:
    places = max(_places(left), _places(right))
    return type_coerce(scaled(left, places) - scaled(right, places), Scaled(places))


def times(left: Number, right: Number) -> ColumnElement[Any]:
    ours, theirs = _places(left), _places(right)
    return type_coerce(scaled(left, ours) * scaled(right, theirs), Scaled(ours + theirs))


def _places(number: Number) -> int:
    if isinstance(number, ColumnElement):
        return number.type.places if isinstance(number.type, Scaled) else 0
    return max(0, -cast("int", Decimal(number).as_tuple().exponent))
