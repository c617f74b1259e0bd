"""Whether PostgreSQL may keep one plan of a statement for all who ask it.

To plan costs a list half a millisecond of the two that it takes. But a plan for the average reader can be a hundred
times too slow for one with many rows: it may be kept only where it would be the same for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from sqlalchemy import (
    Alias,
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Table,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import True_
from sqlalchemy.sql.visitors import iterate

from runtime.seam import Planning


def planning_of(root: FromClause, where: Sequence[ColumnElement[bool]], order: ColumnElement[object]) -> Planning:
    """Of the rows of `root` for which all of `where` holds, the first ones by `order`."""
    equal = _columns_compared(root, where)
    ordered = equal is not None and any(_leads(names, equal, _own(root, order)) for names in _indexes(root))
    return Planning.ONCE if ordered else Planning.EACH_TIME


def planning_of_count(root: FromClause, where: Sequence[ColumnElement[bool]]) -> Planning:
    """Of how many rows of `root` there are for which all of `where` holds."""
    equal = _columns_compared(root, where)
    counted = equal is not None and (not equal or any(names[0] in equal for names in _indexes(root)))
    return Planning.ONCE if counted else Planning.EACH_TIME


def _leads(names: Sequence[str], equal: frozenset[str], order: str) -> bool:
    """Whether an index over these columns has the rows where those of `equal` are given one after the other."""
    return names.count(order) == 1 and equal == frozenset(names[: names.index(order)])


def _indexes(root: FromClause) -> list[list[str]]:
    table = cast("Table", root.element if isinstance(root, Alias) else root)
    return [[*index.columns.keys()] for index in table.indexes] + [[*table.primary_key.columns.keys()]]


def _columns_compared(root: FromClause, where: Sequence[ColumnElement[bool]]) -> frozenset[str] | None:
    """The columns of `root` that are compared with a value; None where anything else is asked of a row."""
    found = [_compared(root, each) for each in _conditions(where) if not _always(root, each)]
    return None if None in found else frozenset(cast("list[str]", found))


def _conditions(where: Iterable[ColumnElement[bool]]) -> Iterator[ColumnElement[bool]]:
    for each in where:
        if isinstance(each, BooleanClauseList) and each.operator is operators.and_:
            yield from _conditions(cast("Iterable[ColumnElement[bool]]", each.clauses))
        else:
            yield each


def _always(root: FromClause, condition: ColumnElement[bool]) -> bool:
    """Whether it holds for every row: true, or that there is an id, which is how a rule says "all"."""
    if not isinstance(condition, BinaryExpression):
        return isinstance(condition, True_)
    return condition.operator is operators.is_not and _own(root, condition.left) == "id"


def _compared(root: FromClause, condition: ColumnElement[bool]) -> str | None:
    if not isinstance(condition, BinaryExpression) or condition.operator is not operators.eq:
        return None
    return (_own(root, condition.left) or None) if _is_value(root, condition.right) else None


def _is_value(root: FromClause, found: object) -> bool:
    """The same for all rows of `root`: what a request gives, or what is read for all of them once."""
    if isinstance(found, ScalarSelect):
        return not any(getattr(part, "table", None) is root for part in iterate(found))
    return isinstance(found, BindParameter)


def _own(root: FromClause, column: object) -> str:
    """The column of `root` that this is, "" where it is none."""
    return str(getattr(column, "key", "")) if getattr(column, "table", None) is root else ""
