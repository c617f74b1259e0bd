"""Exact numbers in SQL. SQLite keeps them as integers of units, so whatever meets must have the same number of places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, Numeric, literal
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression
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
    return f"({number} * {power})"
