"""What a link may point to: the records that the reader sees and that the link's `where` lets pass. One statement.

All of them for the selects of a form are in `few`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Integer, bindparam, select, true

from runtime.columns import Id
from runtime.declarations.fields import Field
from runtime.declarations.rules import Candidates
from runtime.records import fields_of
from runtime.scope.cells import Cells, Layout, ReadTitles
from runtime.scope.lists import statement_of
from runtime.scope.order import title_key
from runtime.scope.plans import planning_of_count
from runtime.scope.policy import Policy
from runtime.scope.results import BadQuery
from runtime.scope.search import found_in, title_names, visible_texts
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.sql import BoundRow, Given

MOST_OPTIONS = 201


@dataclass(frozen=True, slots=True)
class Choosing:
    """A link (or links) field of `record` that this role may set, and which records it may point to.

    `form` are the columns whose values the form gives; `links` the columns of links that this role may set, with the
    record types that they lead to.
    """

    record: str
    field: Field
    where: Candidates | None
    form: frozenset[str]
    links: Mapping[str, str]

    @property
    def target(self) -> str:
        assert self.field.target is not None
        return self.field.target


@dataclass(frozen=True, slots=True)
class OptionsShape:
    shape: Shape
    id: int
    titles: ReadTitles

    def read(self, raws: Sequence[Raw]) -> dict[int, str]:
        """The titles by id, in their order."""
        return dict(zip(map(itemgetter(self.id), raws), self.titles(raws), strict=True))


class Filling:
    """A record while its form is filled in; stands for `this` in a rule, with its columns under `.c`.

    What the form lacks is as stored, if its reader sees that record. A link that the person may set counts only if it
    leads to a record that they see: else the options would tell about one that they do not.
    """

    def __init__(self, chosen: Choosing, sources: Sources) -> None:
        self.c = _Columns(chosen, sources)


class _Columns:
    def __init__(self, chosen: Choosing, sources: Sources) -> None:
        self._chosen, self._sources = chosen, sources

    def __getattr__(self, column: str) -> ColumnElement[Any]:
        record = self._sources.policy.site.records[self._chosen.record]
        if column not in self._chosen.form:
            return self._seen(record.key, bindparam("stored_id", type_=Id), column)
        bound = BoundRow(record.model.__table__).c[column]
        entered = self._chosen.links.get(column)
        return bound if entered is None else self._seen(entered, bound, "id")

    def _seen(self, key: str, record_id: ColumnElement[Any], column: str) -> ColumnElement[Any]:
        """A column of the record of that id, missing where the reader does not see it."""
        sources = Sources(self._sources.policy, self._sources.given, key)
        root = sources.root
        found = select(root.alias.c[column]).where(root.id == record_id, sources.rows(root))
        return found.correlate_except(root.alias).scalar_subquery()


def choosing(policy: Policy, record: str, name: str, form: Iterable[str]) -> Choosing:
    """Raises BadQuery where this role has no such link to set."""
    access, kind = policy.access(record), policy.site.records[record]
    fields = fields_of(kind.model)
    names = policy.settable(record)
    field = fields.get(name)
    if access is None or field is None or field.target is None or name not in names:
        raise BadQuery(f"There is nothing to choose for “{name}” here.")
    override = access.fields.get(name)
    return Choosing(
        record=record,
        field=field,
        where=kind.where.get(name) if override is None or override.where is None else override.where,
        form=frozenset(form).intersection(kind.model.__table__.c.keys()),
        links=policy.settable_links(record),
    )


def make_options(chosen: Choosing, words: int, policy: Policy, given: Given, dialect: Dialect) -> OptionsShape:
    """The statement of the options in whose titles all words are found; it takes `size` and the form's values."""
    sources = Sources(policy, given, chosen.target)
    cells = Cells(sources, Layout())
    at, titles = cells.layout.add(sources.root.id), cells.titles(sources.root)
    order = title_key(sources, sources.root)
    where = [sources.rows(sources.root), lets_pass(chosen, sources)]
    texts = visible_texts(sources, sources.root, title_names(policy, chosen.target)) if words else []
    where += [found_in(texts, f"word_{place}") for place in range(words)]
    found = statement_of(cells.layout, sources, where).order_by(order.asc().nulls_last(), sources.root.id)
    planning = planning_of_count(sources.root.alias, where)  # all are found, and sorted then
    return OptionsShape(Shape(found.limit(bindparam("size", type_=Integer)), dialect, planning), at, titles)


def padded(ids: Sequence[int]) -> list[int]:
    """The ids, the last repeated up to a power of two: so there are few statements for any number of ids."""
    return [*ids, *[ids[-1]] * ((1 << (len(ids) - 1).bit_length()) - len(ids))]


def form_values(chosen: Choosing, values: Mapping[str, object], stored: int | None) -> dict[str, object]:
    """What the form holds, by the names that `this` has in a statement."""
    return {"stored_id": stored, **{f"this_{column}": values[column] for column in chosen.form}}


def lets_pass(chosen: Choosing, sources: Sources) -> ColumnElement[bool]:
    if chosen.where is None:
        return true()
    return chosen.where.sql(Filling(chosen, sources), sources.given, sources.root.alias)
