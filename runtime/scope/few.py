"""What the links of a form may point to, for selects, which have all records or none: one statement for all links whose
plan may be kept, as for one of them (`plans`), and one each for the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Integer,
    Select,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from runtime.scope.cells import Cells, Layout, ReadTitles
from runtime.scope.options import Choosing, lets_pass
from runtime.scope.order import title_key
from runtime.scope.plans import planning_of_count
from runtime.scope.policy import Policy
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.seam import Planning
from runtime.sql import Given

MOST_TOGETHER = 4
"""Links of one statement: each row of it has the columns of all of them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and where in a row stands what is read of it: from its id up to `end`."""

    chosen: Choosing
    id: int
    end: int
    titles: ReadTitles


@dataclass(frozen=True, slots=True)
class FewShape:
    """`place` is where it stands in a row which of the links the row is of."""

    shape: Shape
    links: tuple[Link, ...]
    place: int

    def read(self, raws: Sequence[Raw]) -> Iterator[tuple[Choosing, Mapping[int, str]]]:
        """The titles by id, in their order, of each link."""
        of = {place: [*rows] for place, rows in groupby(raws, itemgetter(self.place))}
        for place, link in enumerate(self.links):
            rows = of.get(place, [])
            yield link.chosen, dict(zip(map(itemgetter(link.id), rows), link.titles(rows), strict=True))


@dataclass(frozen=True, slots=True)
class FewOptions:
    """All links of a form have the same values of it, as `form_values` gives them for the `first`."""

    first: Choosing
    shapes: tuple[FewShape, ...]


def make_few_options(
    links: Sequence[Choosing], size: int, policy: Policy, given: Given, dialect: Dialect
) -> FewOptions:
    """The statements of all options, where there are fewer than `size`; else of any so many: no more are looked at, and
    only these are sorted."""
    asked = [_Asked.of(link, policy, given) for link in links]
    kept = [each for each in asked if each.planning is Planning.ONCE]
    groups = [kept[first : first + MOST_TOGETHER] for first in range(0, len(kept), MOST_TOGETHER)]
    groups += [[each] for each in asked if each.planning is Planning.EACH_TIME]
    return FewOptions(links[0], tuple(_make_shape(group, size, dialect) for group in groups))


@dataclass(frozen=True, slots=True)
class _Asked:
    chosen: Choosing
    sources: Sources
    where: Sequence[ColumnElement[bool]]

    @classmethod
    def of(cls, chosen: Choosing, policy: Policy, given: Given) -> _Asked:
        sources = Sources(policy, given, chosen.target)
        return cls(chosen, sources, [sources.rows(sources.root), lets_pass(chosen, sources)])

    @property
    def planning(self) -> Planning:
        return planning_of_count(self.sources.root.alias, self.where)


def _make_shape(group: Sequence[_Asked], size: int, dialect: Dialect) -> FewShape:
    """What only puts the rows in order comes last, and is not sent."""
    layout = Layout()
    laid = [_lay_out(asked, layout) for asked in group]
    sent = len(layout.columns)
    keys = [layout.add(title_key(asked.sources, asked.sources.root)) for asked in group]
    places = [(link, key, {key, *range(link.id, link.end)}) for link, key in zip(laid, keys, strict=True)]
    parts = [_some(place, group[place], own, layout, size) for place, (_, _, own) in enumerate(places)]
    rows = union_all(*parts).subquery()
    order = [rows.c[f"c{at}"].asc().nulls_last() for link, key, _ in places for at in (key, link.id)]
    found = select(*[*rows.c][:sent], rows.c.place).order_by(rows.c.place, *order)
    return FewShape(Shape(found, dialect, group[0].planning), tuple(laid), sent)


def _lay_out(asked: _Asked, layout: Layout) -> Link:
    at = layout.add(asked.sources.root.id)
    titles = Cells(asked.sources, layout).titles(asked.sources.root)
    return Link(asked.chosen, at, len(layout.columns), titles)


def _some(place: int, asked: _Asked, own: Collection[int], layout: Layout, size: int) -> Select[Any]:
    """Rows of one link, with nothing in the columns of the others."""
    columns = [layout.columns[at].label(f"c{at}") for at in sorted(own)]
    some = select(*columns).select_from(asked.sources.clause).where(*asked.where)
    rows = some.limit(literal_column(str(size), Integer)).subquery()
    padded: list[ColumnElement[Any]] = [
        rows.c[f"c{at}"] if at in own else cast(null(), column.type).label(f"c{at}")
        for at, column in enumerate(layout.columns)
    ]
    return select(*padded, literal_column(str(place), Integer).label("place"))
