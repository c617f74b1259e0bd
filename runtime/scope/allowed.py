"""Whether links of a form may be set as they are: one statement for all links of a record.

It may take along what its caller does besides: on the way to the database, the second statement costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, ColumnElement, Dialect, Integer, Select, bindparam, literal_column, select, union_all

from runtime.columns import Id
from runtime.scope import options
from runtime.scope.options import Choosing, choosing, form_values
from runtime.scope.policy import Policy
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.seam import Planning
from runtime.sql import Given

ALONG = -1
"""What its row has where others have the place of their field."""
Ids = Mapping[str, Sequence[int]]
"""By field."""


@dataclass(frozen=True, slots=True)
class Along:
    """A part of a statement of the caller's, judged as theirs: one row of one number, `value`. Two of one name are the
    same but for the values of this time."""

    name: str
    part: CTE = field(compare=False)
    values: Mapping[str, object] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """`form` are the columns that the form holds; `counts` has the links, each with the number of its ids. `along` is
    asked besides."""

    record: str
    form: frozenset[str]
    counts: tuple[tuple[str, int], ...]
    along: Along | None = None


@dataclass(frozen=True, slots=True)
class AllowedShape:
    """`first` of the links that are asked for: for all of them the form is the same. `fields` are theirs."""

    shape: Shape
    first: Choosing
    fields: tuple[str, ...]

    def values(
        self, ids: Ids, form: Mapping[str, object], stored: int | None, along: Along | None
    ) -> dict[str, object]:
        own = form_values(self.first, form, stored)
        for place, several in enumerate(ids.values()):
            own |= {_name(place, number): each for number, each in enumerate(several)}
        return own if along is None else {**own, **along.values}

    def read(self, raws: Sequence[Raw]) -> tuple[dict[str, frozenset[int]], int | None]:
        """Those that may be chosen, by field, and the number that came along."""
        found: list[list[int]] = [[] for _ in self.fields]
        number = None
        for place, value in raws:
            if place == ALONG:
                number = value
            else:
                found[place].append(value)
        return dict(zip(self.fields, map(frozenset, found), strict=True)), number


def make_allowed(asked: Asked, policy: Policy, given: Given, dialect: Dialect) -> AllowedShape:
    """The statement of those ids that may be chosen, each after the place of its field; first what comes along.

    Raises BadQuery where this role has no such link to set.
    """
    chosen = [choosing(policy, asked.record, name, asked.form) for name, _ in asked.counts]
    counts = [count for _, count in asked.counts]
    parts = [_allowed(place, link, counts[place], policy, given) for place, link in enumerate(chosen)]
    if asked.along is not None:
        parts.insert(0, select(literal_column(str(ALONG), Integer), asked.along.part.c.value))
    statement = union_all(*parts) if len(parts) > 1 else parts[0]
    fields = tuple(name for name, _ in asked.counts)
    return AllowedShape(Shape(statement, dialect, Planning.ONCE), chosen[0], fields)


def _allowed(place: int, chosen: Choosing, count: int, policy: Policy, given: Given) -> Select[Any]:
    sources = Sources(policy, given, chosen.target)
    ids = [bindparam(_name(place, number), type_=Id) for number in range(count)]
    where = [sources.rows(sources.root), options.lets_pass(chosen, sources), sources.root.id.in_(ids)]
    columns: list[ColumnElement[Any]] = [literal_column(str(place), Integer), sources.root.id]
    return select(*columns).select_from(sources.clause).where(*where)


def _name(place: int, number: int) -> str:
    return f"id_{place}_{number}"
