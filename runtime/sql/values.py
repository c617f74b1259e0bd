"""Values that are computed in SQL, missing ones treated as the rules' language says."""

from __future__ import annotations

from functools import reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BindParameter, ColumnElement, Integer, case, extract, func, null, type_coerce
from sqlalchemy.types import NullType

from runtime.columns import ChoiceColumn, Word, as_stored

Value = Any
"""A column, or a plain value."""


def literal(value: Value) -> BindParameter[Any]:
    """A plain value where SQL needs one that can be compared."""
    return sa.literal(value, Word()) if isinstance(value, str) else sa.literal(value)


def choose(condition: ColumnElement[bool], yes: Value, no: Value) -> ColumnElement[Any]:
    """`yes if condition else no`."""
    kind = _type_of(yes, no)
    return type_coerce(case((condition, _typed(yes, kind)), else_=_typed(no, kind)), kind)


def later(first: Value, *others: Value) -> ColumnElement[Any]:
    """The latest of those that are not missing."""
    return reduce(lambda one, other: _prefer(one, other, later=True), others, first)


def earlier(first: Value, *others: Value) -> ColumnElement[Any]:
    """The earliest of those that are not missing."""
    return reduce(lambda one, other: _prefer(one, other, later=False), others, first)


def length(text: ColumnElement[str]) -> ColumnElement[int]:
    return func.length(text, type_=Integer())


def year(day: ColumnElement[Any]) -> ColumnElement[int]:
    return extract("year", day)


def month(day: ColumnElement[Any]) -> ColumnElement[int]:
    return extract("month", day)


def _prefer(one: Value, other: Value, *, later: bool) -> ColumnElement[Any]:
    kind = _type_of(one, other)
    one, other = _typed(one, kind), _typed(other, kind)
    preferred = one >= other if later else one <= other
    return type_coerce(case((one.is_(None), other), (other.is_(None), one), (preferred, one), else_=other), kind)


def _type_of(*values: Value) -> Any:
    """The type of the first column among the values, else of the first plain value."""
    columns = [value for value in values if isinstance(value, ColumnElement)]
    plain = [literal(value) for value in values if value is not None and not isinstance(value, ColumnElement)]
    return next((column.type for column in [*columns, *plain]), NullType())


def _typed(value: Value, kind: Any) -> ColumnElement[Any]:
    if value is None:
        return null()
    if not isinstance(value, ColumnElement):
        return sa.literal(value, kind)
    renamed: ColumnElement[Any] = as_stored(value, kind.stored) if isinstance(kind, ChoiceColumn) else value
    return renamed
