"""The lists that a role can open, and their statements as pages make them: to be looked at, not to be shown.

How a list is ordered when it opens is the business of `runtime.web`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Dialect

from runtime.scope.lists import COUNTED, Wanted, make_count, make_rows
from runtime.scope.offered import Offered
from runtime.scope.order import NEWEST_FIRST, Sort
from runtime.scope.policy import Policy, sortable
from runtime.scope.shape import Shape
from runtime.sql import Given

SORTS = (Sort("updated", descending=True), Sort("due_by", descending=False))
"""The orders beside the newest first that indexes are made for, where the list shows the field."""
PAGE = 26
"""The rows of a usual page, and one to know whether there are more."""


@dataclass(frozen=True, slots=True)
class List:
    """`view` is the menu's entry, None for all that the role sees."""

    record: str
    view: str | None
    sort: Sort


@dataclass(frozen=True, slots=True)
class Statement:
    """`own` are the values that the page gives; at most `most` rows come out of what is gone through."""

    shape: Shape
    own: dict[str, object]
    most: int


def lists_of(policy: Policy) -> Iterator[List]:
    """Of lines and comments there are none: they stand with their records."""
    menu = policy.site.portals[policy.portal].menu
    for key, record in policy.site.records.items():
        readable = policy.readable(key)
        if record.parent or record.thread or not readable:
            continue
        shown = {field.name for field in Offered(policy).listed(key)}
        fit = [sort for sort in SORTS if sort.name in shown and sortable(readable[sort.name])]
        for view in (None, *(entry.name for entry in menu if entry.record == key and entry.filtered)):
            yield from (List(key, view, sort) for sort in (NEWEST_FIRST, *fit))


def statements_of(of: List, policy: Policy, dialect: Dialect) -> tuple[Statement, Statement]:
    """That of a page's rows, and that which counts them."""
    columns = tuple(field.name for field in Offered(policy).listed(of.record))
    wanted = Wanted(of.record, columns, of.sort, view=of.view, size=PAGE)
    given = Given(policy.site.records[policy.site.portals[policy.portal].who].model.__table__)
    rows = Statement(make_rows(wanted, policy, given, dialect).shape, {}, PAGE)
    return rows, Statement(make_count(wanted, policy, given, dialect), {}, COUNTED + 1)
