"""What a link may point to: the records that the reader sees and that the link's `where` lets pass. One statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Dialect, Integer, bindparam, select, true

from runtime.columns import Id
from runtime.declarations.fields import Field
from runtime.declarations.rules import Candidates
from runtime.records import fields_of
from runtime.scope.cells import Cells, Layout
from runtime.scope.lists import statement_of
from runtime.scope.order import title_key
from runtime.scope.policy import Policy, settable
from runtime.scope.results import BadQuery, Option
from runtime.scope.search import found_in, title_names, visible_texts
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.sql import BoundRow, Given

MOST_OPTIONS = 201


@dataclass(frozen=True, slots=True)
class Choosing:
    """A link (or links) field of `record` that this role may set, and which records it may point to."""

    record: str
    field: Field
    where: Candidates | None

    @property
    def target(self) -> str:
        assert self.field.target is not None
        return self.field.target


@dataclass(frozen=True, slots=True)
class OptionsShape:
    shape: Shape
    id: int
    title: Callable[[Raw], str]

    def read(self, raw: Raw) -> Option:
        return Option(raw[self.id], self.title(raw))


def choosing(policy: Policy, record: str, name: str) -> Choosing:
    """Raises BadQuery where this role has no such link to set."""
    access, kind = policy.access(record), policy.site.records[record]
    field = fields_of(kind.model).get(name)
    if access is None or field is None or field.target is None or name not in settable(access):
        raise BadQuery(f"There is nothing to choose for “{name}” here.")
    override = access.fields.get(name)
    where = override.where if override is not None and override.where is not None else kind.where.get(name)
    return Choosing(record, field, where)


def make_options(chosen: Choosing, words: int, policy: Policy, given: Given, dialect: Dialect) -> OptionsShape:
    """The statement of the options in whose titles all words are found; it takes `size` and the form's values."""
    sources = Sources(policy, given, chosen.target)
    cells = Cells(sources, Layout())
    at, title = cells.layout.add(sources.root.id), cells.title(sources.root)
    order = title_key(sources, sources.root)
    where = [sources.rows(sources.root), _lets_pass(chosen, sources)]
    texts = visible_texts(sources, sources.root, title_names(policy, chosen.target)) if words else []
    where += [found_in(texts, f"word_{place}") for place in range(words)]
    found = statement_of(cells.layout, sources, where).order_by(order.asc().nulls_last(), sources.root.id)
    return OptionsShape(Shape(found.limit(bindparam("size", type_=Integer)), dialect), at, title)


def make_allowed(chosen: Choosing, count: int, policy: Policy, given: Given, dialect: Dialect) -> Shape:
    """The statement of those of `count` ids (`id_0` …) that may be chosen."""
    sources = Sources(policy, given, chosen.target)
    ids = [bindparam(f"id_{place}", type_=Id) for place in range(count)]
    where = [sources.rows(sources.root), _lets_pass(chosen, sources), sources.root.id.in_(ids)]
    return Shape(select(sources.root.id).select_from(sources.clause).where(*where), dialect)


def padded(ids: Sequence[int]) -> list[int]:
    """The ids, the last repeated up to a power of two: so there are few statements for any number of ids."""
    return [*ids, *[ids[-1]] * ((1 << (len(ids) - 1).bit_length()) - len(ids))]


def form_values(policy: Policy, record: str, values: Mapping[str, object]) -> dict[str, object]:
    """What the form holds, by the names that `this` has in a statement; what it lacks is missing."""
    columns = policy.site.records[record].model.__table__.c
    return {f"this_{column.key}": values.get(column.key) for column in columns}


def _lets_pass(chosen: Choosing, sources: Sources) -> ColumnElement[bool]:
    if chosen.where is None:
        return true()
    model = sources.policy.site.records[chosen.record].model
    return chosen.where.sql(BoundRow(model.__table__), sources.given, sources.root.alias)
