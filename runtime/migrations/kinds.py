"""How the column of each field kind stands in the database, by the kind's name alone: no model is needed.

Revisions outlive the models that they were made with, so they go by these. Choices are the stored values themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from runtime import columns
from runtime.declarations.fields import TEXT_KINDS

_PLAIN: Mapping[str, Callable[[], sa.types.TypeEngine[Any]]] = {
    **dict.fromkeys(TEXT_KINDS, columns.PlainText),
    "integer": sa.BigInteger,
    "date": sa.Date,
    "datetime": columns.UtcDateTime,
    "time": sa.Time,
    "duration": columns.Duration,
    "yesno": sa.Boolean,
    "choice": lambda: columns.PlainText(100),
    "choices": columns.ChoicesColumn,
    "link": lambda: columns.Id,
    "account": lambda: columns.Id,
}


_FORMS: Mapping[type[sa.types.TypeEngine[Any]], str] = {sa.BigInteger: "whole number", columns.ChoicesColumn: "choices"}


def column_type(kind: str, places: int | None = None) -> sa.types.TypeEngine[Any]:
    """The type of a column; KeyError for a kind that has no column."""
    if kind in {"decimal", "percent", "money"}:
        return columns.Scaled(places or 0)
    return _PLAIN[kind]()


def form_of(kind: sa.types.TypeEngine[Any]) -> str:
    """How values of this type stand in the database: two types may be one there and yet be read otherwise."""
    if isinstance(kind, columns.Scaled):
        return f"number of {kind.places} places"
    if isinstance(kind, sa.String | columns.PlainText):
        return "text"
    return _FORMS.get(type(kind), type(kind).__name__.lower())


def rows_of(table: str, **typed: sa.types.TypeEngine[Any]) -> sa.TableClause:
    """The table with its `id` and these columns."""
    return sa.table(table, sa.column("id", columns.Id), *(sa.column(name, of) for name, of in typed.items()))
