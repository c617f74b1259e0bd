"""Lists: a page of rows, how many there are, and where it goes on. The count comes with the rows where PostgreSQL
plans these once: it then needs no plan of its own. Else it has a statement to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Dialect, Integer, Select, bindparam, func, literal_column, select, true
from sqlalchemy.types import TypeEngine

from runtime.scope.cells import Cells, Layout
from runtime.scope.order import Mark, Sort, going_on, order_of, sorted_by
from runtime.scope.plans import planning_of, planning_of_count
from runtime.scope.policy import Policy, Readable, filterable, sortable
from runtime.scope.results import BadQuery, Column, Row
from runtime.scope.rows import RowReader, lay_out_row
from runtime.scope.search import found_in, pattern, title_names, visible_texts
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.scope.terms import Term, condition
from runtime.seam import Planning
from runtime.sql import Given

MOST_ROWS = 100
NUMBERED_PAGES = 40
COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as it was asked for, checked: every name in it is one that the reader may see."""

    record: str
    columns: tuple[str, ...]
    sort: Sort
    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    view: str | None = None
    after: Mark | None = None
    size: int = 0
    """How many rows are read at once."""
    later: bool = False
    """Whether it is a page behind the first one."""
    counting: bool = False
    """Whether how many there are is to come with the rows."""
    shown: tuple[Column, ...] = ()
    """The columns as a page tells them."""

    @property
    def rows_shape(self) -> tuple[object, ...]:
        """All that makes a difference to the text of the statement of rows."""
        going = None if self.after is None else self.after.value is None
        return ("rows", *self.count_shape[1:], self.sort, going, self.size, self.later, self.counting)

    @property
    def whole_shape(self) -> tuple[object, ...]:
        return ("whole", *self.count_shape[1:], self.sort)

    @property
    def count_shape(self) -> tuple[object, ...]:
        terms = tuple(term.shape for term in self.terms)
        return "count", self.record, self.columns, terms, len(self.words), self.view

    def parameters(self) -> dict[str, object]:
        own: dict[str, object] = {f"filter_{place}": term.value for place, term in enumerate(self.terms)}
        own |= {f"word_{place}": pattern(word) for place, word in enumerate(self.words)}
        if self.after is not None:
            own |= {"after_value": self.after.value, "after_id": self.after.id}
        return own


class Found(NamedTuple):
    """`following` is the mark behind the rows where there are more; `total` None where it did not come with them."""

    rows: tuple[Row, ...]
    following: Mark | None
    total: int | None


@dataclass(frozen=True, slots=True)
class RowsShape:
    """`mark` is the index of what the rows are sorted by, `key` its type; `count` that of how many there are."""

    shape: Shape
    reader: RowReader
    mark: int
    key: TypeEngine[Any]
    count: int | None

    def read(self, raws: Sequence[Raw], size: int) -> Found:
        """At most `size` of the rows; one more only says that there are more."""
        last = raws[size - 1] if len(raws) > size else None
        return Found(
            rows=tuple(self.reader.read(raws[:size])),
            following=None if last is None else Mark(last[self.mark], last[self.reader.id]),
            total=raws[0][self.count] if raws and self.count is not None else None,
        )


def make_rows(wanted: Wanted, policy: Policy, given: Given, dialect: Dialect) -> RowsShape:
    """The statement of a page of rows; of a later one it takes `start`. The size stands in its text: the plan that
    PostgreSQL keeps for all readers must be one for few rows."""
    sources = Sources(policy, given, wanted.record)
    cells = Cells(sources, Layout())
    readable = policy.readable(wanted.record)
    reader = lay_out_row(cells, [readable[name] for name in wanted.columns])
    key = sorted_by(wanted.sort, sources)
    mark = cells.layout.add(key)
    where = _where(wanted, sources, key)
    planning = planning_of(sources.root.alias, where, key)
    order = order_of(wanted.sort, key, sources.root)
    if wanted.later:
        page = statement_of(cells.layout, sources, [sources.root.id.in_(_later_ids(wanted, policy, given))])
    else:
        page = statement_of(cells.layout, sources, where).limit(_literal(wanted.size))
    count = len(cells.layout.columns) if wanted.counting and planning is Planning.ONCE else None
    if count is not None:
        page = page.add_columns(count_of(wanted, policy, given)[0].scalar_subquery().label(f"c{count}"))
    return RowsShape(Shape(page.order_by(*order), dialect, planning), reader, mark, key.type, count)


def _later_ids(wanted: Wanted, policy: Policy, given: Given) -> Select[Any]:
    """Of the rows of a later page: what is only told of rows is not looked up for those that are passed over."""
    sources = Sources(policy, given, wanted.record)
    key = sorted_by(wanted.sort, sources)
    where = _where(wanted, sources, key)
    ids = select(sources.root.id).select_from(sources.clause).where(*where)
    ordered = ids.order_by(*order_of(wanted.sort, key, sources.root))
    return ordered.limit(_literal(wanted.size)).offset(bindparam("start", type_=Integer))


def _where(wanted: Wanted, sources: Sources, key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    where = list(conditions_of(wanted, sources))
    if wanted.after is not None:
        where.append(going_on(wanted.sort, key, sources.root, missing=wanted.after.value is None))
    return where


def _literal(number: int) -> ColumnElement[int]:
    return literal_column(str(number), Integer)


def make_count(wanted: Wanted, policy: Policy, given: Given, dialect: Dialect) -> Shape:
    counted, planning = count_of(wanted, policy, given)
    return Shape(counted, dialect, planning)


def count_of(wanted: Wanted, policy: Policy, given: Given) -> tuple[Select[Any], Planning]:
    """The statement that counts the rows, up to one more than is ever told."""
    sources = Sources(policy, given, wanted.record)
    where = list(conditions_of(wanted, sources))
    rows = select(_literal(1)).select_from(sources.clause).where(*where).limit(_literal(COUNTED + 1)).subquery()
    return select(func.count()).select_from(rows), planning_of_count(sources.root.alias, where)


def statement_of(layout: Layout, sources: Sources, where: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """All that was laid out, of all sources joined so far; so it comes last."""
    columns = [column.label(f"c{place}") for place, column in enumerate(layout.columns)]
    return select(*columns).select_from(sources.clause).where(*where)


def conditions_of(wanted: Wanted, sources: Sources) -> Iterable[ColumnElement[bool]]:
    yield sources.rows(sources.root)
    for place, term in enumerate(wanted.terms):
        yield condition(term, f"filter_{place}", sources)
    if wanted.words:
        names = (*wanted.columns, *title_names(sources.policy, wanted.record))
        texts = visible_texts(sources, sources.root, names)
        for place in range(len(wanted.words)):
            yield found_in(texts, f"word_{place}")
    yield _view(wanted, sources)


def _view(wanted: Wanted, sources: Sources) -> ColumnElement[bool]:
    """A saved filter of the menu: its author's, so that it may name what the reader does not see."""
    rule = sources.root.record.filters.get(f"{sources.policy.portal}.{wanted.view}")
    return true() if rule is None else sources.judged(rule, sources.root)


def check_view(policy: Policy, record: str, view: str | None) -> str | None:
    """Raises BadQuery where the portal's menu has no such list of this record type."""
    if view is None:
        return None
    portal = policy.site.portals[policy.portal]
    if not any(entry.name == view and entry.record == record for entry in portal.menu):
        raise BadQuery(f"There is no list called “{view}” here.")
    return view


def columns_of(policy: Policy, record: str, names: Iterable[str]) -> tuple[Column, ...]:
    """Raises BadQuery where one of them is not the reader's to see."""
    readable = policy.readable(record)
    kept: dict[str, Column] = policy.once("columns", record, lambda _key: {})
    columns = []
    for name in dict.fromkeys(names):
        if name not in readable:
            raise BadQuery(f"This list has no column called “{name}”.")
        columns.append(kept.get(name) or kept.setdefault(name, _column(readable[name])))
    return tuple(columns)


def _column(found: Readable) -> Column:
    return Column(found.name, found.field.label, found.field, sortable(found), filterable(found))


def pages_of(count: int, size: int) -> int:
    return max(1, min(ceil(count / size), NUMBERED_PAGES))
