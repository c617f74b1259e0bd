"""A list as a whole: the values of all its rows, by one statement, column by column. Not a page, and no rows for code.

A million rows go this way, so there is no object for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import cast

from sqlalchemy import Dialect

from runtime.scope.cells import Cells, Layout, Read
from runtime.scope.lists import Wanted, conditions_of, statement_of
from runtime.scope.order import order_of, sorted_by
from runtime.scope.policy import Policy, Readable
from runtime.scope.results import Row, Value
from runtime.scope.rows import Held
from runtime.scope.shape import Raw, Shape
from runtime.scope.sights import Sights
from runtime.scope.sources import Sources
from runtime.sql import Given

Columns = tuple[Sequence[Value], ...]
"""Some rows of a list: by column, the value of each row; None is what is missing or not seen there."""
KNOWN = 10_000
"""Records, linked to by one column, whose titles are kept while a list is read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the list. `target`: where a link has the id of what it leads to; `lines`: their record type."""

    name: str
    held: Held
    read: Read
    target: int | None
    lines: str


@dataclass(frozen=True, slots=True)
class WholeShape:
    shape: Shape
    record: str
    id: int
    version: int
    shown: tuple[Shown, ...]

    def read(self, stream: Iterable[Sequence[Raw]], sights: Sights | None) -> Iterator[Columns]:
        """Rows are noted before they are given."""
        reads = [_remembering(each) for each in self.shown]  # anew for each reader, who may not see the same
        for raws in stream:
            found = tuple(_column(each.held, read, raws) for each, read in zip(self.shown, reads, strict=True))
            if sights is not None:
                self._note(sights, raws, found)
            yield found

    def _note(self, sights: Sights, raws: Sequence[Raw], found: Columns) -> None:
        for names, rows in self._by_names(raws).items():
            sights.add_versions(self.record, names, map(itemgetter(self.id, self.version), rows))
        for shown, column in zip(self.shown, found, strict=True):
            for value in column if shown.lines else ():
                sights.add(shown.lines, cast("tuple[Row, ...]", value or ()))

    def _by_names(self, raws: Sequence[Raw]) -> Mapping[tuple[str, ...], Sequence[Raw]]:
        """The rows by the fields that are seen of them."""
        if not any(each.held.flags for each in self.shown):
            return {tuple(each.name for each in self.shown): raws}
        parted: dict[tuple[str, ...], list[Raw]] = {}
        for raw in raws:
            parted.setdefault(tuple(each.name for each in self.shown if each.held(raw)), []).append(raw)
        return parted


def make_whole(wanted: Wanted, policy: Policy, given: Given, dialect: Dialect) -> WholeShape:
    sources = Sources(policy, given, wanted.record)
    cells, readable = Cells(sources, Layout()), policy.readable(wanted.record)
    shown = tuple(_shown(cells, readable[name]) for name in wanted.columns)
    at = cells.layout.add(sources.root.id), cells.layout.add(sources.root.alias.c.revision)
    key = sorted_by(wanted.sort, sources)
    where = list(conditions_of(wanted, sources))
    statement = statement_of(cells.layout, sources, where).order_by(*order_of(wanted.sort, key, sources.root))
    return WholeShape(Shape(statement, dialect), wanted.record, *at, shown)


def _shown(cells: Cells, field: Readable) -> Shown:
    root = cells.sources.root
    held = Held(tuple(cells.flag(rule) for rule in field.conditions))
    read = cells.value(root, field)
    target = cells.sources.linked(root, field) if field.field.kind == "link" and field.link is None else None
    return Shown(field.name, held, read, None if target is None else cells.layout.add(target.id), field.field.lines)


def _column(held: Held, read: Read, raws: Sequence[Raw]) -> Sequence[Value]:
    values = read(raws)
    if not held.flags:
        return values
    return [value if held(raw) else None for raw, value in zip(raws, values, strict=True)]


def _remembering(shown: Shown) -> Read:
    """Many rows link to few records, whose titles take longest to read."""
    at, read, known = shown.target, shown.read, dict[int, Value]()
    if at is None:
        return read

    def read_once(raws: Sequence[Raw]) -> Sequence[Value]:
        fresh = [raw for raw in raws if raw[at] not in known]
        values = read(fresh)
        rest = iter(values)
        found = [known[raw[at]] if raw[at] in known else next(rest) for raw in raws]
        for raw, value in zip(fresh, values, strict=True):
            if raw[at] is not None and len(known) < KNOWN:
                known[raw[at]] = value
        return found

    return read_once
