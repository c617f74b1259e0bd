"""The records of one or several sets, to ask whether there are any, to count or add up, or to look into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Alias as TableAlias
from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, exists, func, literal_column, select, true
from sqlalchemy.sql import type_coerce

Alias = TableAlias[Any]
"""A table under a name of its own; its columns are under `.c`."""

Columns = Callable[..., ColumnElement[Any]]


def alias_of(model: type[Any]) -> Alias:
    """The table of a mapped class under a fresh name."""
    alias: Alias = model.__table__.alias()
    return alias


def rows(*models: type[Any], where: Callable[..., ColumnElement[bool]]) -> Rows:
    """The rows of the models' tables for which the condition holds; it takes an alias of each."""
    aliases = tuple(alias_of(model) for model in models)
    return Rows(aliases, where(*aliases))


class Rows:
    """A set of rows, or of combinations of rows of several tables."""

    def __init__(self, aliases: tuple[Alias, ...], condition: ColumnElement[bool]) -> None:
        self._aliases = aliases
        self._condition = condition

    def exist(self) -> ColumnElement[bool]:
        return exists(self._select(literal_column("1")))

    def count(self, value: Columns | None = None) -> ScalarSelect[int]:
        """How many rows, or how many that have the value."""
        counted = func.count() if value is None else func.count(value(*self._aliases))
        return self._select(counted).scalar_subquery()

    def sum(self, value: Columns) -> ColumnElement[Any]:
        """Missing ones are skipped; the sum of nothing is 0."""
        added = value(*self._aliases)
        return type_coerce(func.coalesce(self._aggregate(func.sum, added), literal_column("0")), added.type)

    def least(self, value: Columns) -> ColumnElement[Any]:
        """Missing if there is none."""
        return self._aggregate(func.min, value(*self._aliases))

    def most(self, value: Columns) -> ColumnElement[Any]:
        """Missing if there is none."""
        return self._aggregate(func.max, value(*self._aliases))

    def each(self, value: Columns) -> Select[Any]:
        """The values, to look into with `in_`."""
        return self._select(value(*self._aliases))

    def _aggregate(self, function: Callable[..., ColumnElement[Any]], value: ColumnElement[Any]) -> ColumnElement[Any]:
        return type_coerce(self._select(function(value)).scalar_subquery(), value.type)

    def _select(self, column: ColumnElement[Any]) -> Select[Any]:
        tables: FromClause = self._aliases[0]
        for alias in self._aliases[1:]:
            tables = tables.join(alias, true())
        return select(column).select_from(tables).where(self._condition).correlate_except(*self._aliases)
