"""What a request gives to a rule in SQL, as named parameters typed by their columns; their values come later."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Boolean, ColumnElement, Date, FromClause, bindparam, cast

from runtime.columns import Scaled, UtcDateTime, Word


class Given:
    """`me` is the table of the person's own record, None where nobody in particular reads."""

    def __init__(self, me: FromClause | None = None) -> None:
        self._me = me

    @property
    def me(self) -> BoundRow:
        if self._me is None:
            raise LookupError("A rule names 'me' where nobody in particular reads.")
        return BoundRow(self._me, "me")

    @property
    def role(self) -> BindParameter[str]:
        return bindparam("role", type_=Word())

    @property
    def portal(self) -> BindParameter[str]:
        return bindparam("portal", type_=Word())

    def now(self, seconds: int = 0) -> BindParameter[datetime]:
        return bindparam(_moved("now", seconds), type_=UtcDateTime())

    def today(self, days: int = 0) -> BindParameter[date]:
        return bindparam(_moved("today", days), type_=Date())


class BoundRow:
    """A record of which only values are known, such as a form's: `row.c.state` is the parameter `this_state`."""

    def __init__(self, table: FromClause, prefix: str = "this") -> None:
        self.c = _Parameters(table, prefix)


class _Parameters:
    """The columns of a table as parameters. Names of columns come first, whatever they are."""

    __slots__ = ("_prefix", "_table")

    def __init__(self, table: FromClause, prefix: str) -> None:
        self._table = table
        self._prefix = prefix

    def __getattr__(self, name: str) -> ColumnElement[Any]:
        return self[name]

    def __getitem__(self, name: str) -> ColumnElement[Any]:
        kind = self._table.c[name].type
        parameter = bindparam(f"{self._prefix}_{name}", type_=kind)
        # PostgreSQL is told the types of all other parameters; of these it sees the value only, and None has no type.
        return cast(parameter, kind) if isinstance(kind, (Scaled, Boolean)) else parameter


def _moved(name: str, by: int) -> str:
    if not by:
        return name
    return f"{name}_{'plus' if by > 0 else 'minus'}_{abs(by)}"
