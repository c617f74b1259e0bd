"""How a field becomes columns of a statement, and these a value again: links with titles, sets and files included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, and_, case, literal_column, null, select

from runtime import records, tables
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.rules import Rule
from runtime.records import fields_of
from runtime.scope.gathered import gather
from runtime.scope.policy import Readable
from runtime.scope.results import NOT_SHOWN, FileRow, Linked, Row, Value
from runtime.scope.rows import lay_out_permits, lay_out_row, permitted
from runtime.scope.shape import Raw
from runtime.scope.sources import Source, Sources
from runtime.scope.titles import read_title, words_by

Read = Callable[[Sequence[Raw]], Sequence[Value]]
"""A column of some rows: what costs a call is done once for all of them."""
ReadTitles = Callable[[Sequence[Raw]], Sequence[str]]
TITLE_DEPTH = 3
"""How many links a title may lead through: a column's own, one in its title, one in that one's."""


class Layout:
    """The columns of a statement in order, each at its index."""

    def __init__(self) -> None:
        self.columns: list[ColumnElement[Any]] = []

    def add(self, column: ColumnElement[Any]) -> int:
        """Where the column stands: one that is there already is not asked for twice. It is the same only where it is
        the same object: to SQLAlchemy, columns of two aliases of one table compare as equal."""
        known = next((at for at, each in enumerate(self.columns) if each is column), None)
        if known is None:
            self.columns.append(column)
        return len(self.columns) - 1 if known is None else known

    def flag(self, condition: ColumnElement[bool]) -> int:
        """Yes or no as 1 or 0, a missing answer as no."""
        return self.add(case((condition, literal_column("1", Integer)), else_=literal_column("0", Integer)))


class Cells:
    """Lays out what is read of the sources of one statement."""

    def __init__(self, sources: Sources, layout: Layout) -> None:
        self.sources = sources
        self.layout = layout
        self._flags: dict[Rule, int] = {}
        self._reads: dict[tuple[Source, str, int], Read] = {}

    def flag(self, rule: Rule) -> int:
        """Whether a rule holds of the root."""
        if rule not in self._flags:
            self._flags[rule] = self.layout.flag(self.sources.judged(rule, self.sources.root))
        return self._flags[rule]

    def value(self, source: Source, readable: Readable, depth: int = TITLE_DEPTH) -> Read:
        key = (source, readable.name, depth if readable.field.kind in ("link", "links") else 0)
        if key not in self._reads:
            self._reads[key] = self._value(source, readable, depth)
        return self._reads[key]

    def titles(self, source: Source, depth: int = TITLE_DEPTH) -> ReadTitles:
        """The reader's titles of records, made of what they may see of them."""
        record = source.record
        access = self.sources.policy.access(record.key)
        template = read_title((access.title if access is not None else "") or record.title)
        readable = self.sources.policy.readable(record.key)
        seen = [readable[name] for name in template.names if name in readable]
        parts = [(self.value(source, found, depth), words_by(found.field)) for found in seen]
        compose = template.composer([found.name for found in seen], fallback=record.label)

        def read(raws: Sequence[Raw]) -> Sequence[str]:
            words = [write(values(raws)) for values, write in parts]
            return compose(zip(*words, strict=True) if words else repeat((), len(raws)))

        return read

    def _value(self, source: Source, readable: Readable, depth: int) -> Read:
        if readable.link is not None:
            there = Readable(readable.field.name, readable.field, ())
            return self.value(self.sources.granted(source, readable), there, depth)
        kind = readable.field.kind
        if kind == "link":
            return self._link(source, readable, depth)
        if kind == "links":
            return self._links(source, readable, depth)
        if kind == "lines":
            return self._lines(source, readable)
        if kind in FILE_KINDS:
            return self._files(source, readable)
        if kind == "account":
            return self._plain(self.sources.shown(source, readable, _name_of_account(source, readable.field.column)))
        return self._plain(self.sources.visible(source, readable))

    def _plain(self, column: ColumnElement[Any]) -> Read:
        value = itemgetter(self.layout.add(column))
        return lambda raws: list(map(value, raws))

    def _link(self, source: Source, readable: Readable, depth: int) -> Read:
        is_set = self.layout.flag(self.sources.visible(source, readable).is_not(null()))
        target = self.sources.linked(source, readable) if depth > 0 else None
        if target is None:
            return lambda raws: [NOT_SHOWN if raw[is_set] else None for raw in raws]
        at, titles = self.layout.add(target.id), self.titles(target, depth - 1)

        def read(raws: Sequence[Raw]) -> Sequence[Value]:
            of_each = {raw[at]: raw for raw in raws if raw[at] is not None}  # many rows link to few records
            found = dict(zip(of_each, map(linked, of_each, titles([*of_each.values()])), strict=True))
            return [found[raw[at]] if raw[at] is not None else NOT_SHOWN if raw[is_set] else None for raw in raws]

        return read

    def _links(self, source: Source, readable: Readable, depth: int) -> Read:
        policy, target = self.sources.policy, readable.field.target or ""
        if depth == 0 or not policy.readable(target):
            return lambda raws: [()] * len(raws)
        inner = Sources(policy, self.sources.given, target)
        cells = Cells(inner, Layout())
        id_of, titles = itemgetter(cells.layout.add(inner.root.id)), cells.titles(inner.root, depth - 1)
        pairs = records.links_table(source.record.model.__name__, readable.name).alias()
        gathered = gather(
            cells.layout.columns,
            inner.clause.join(pairs, pairs.c.target_id == inner.root.id),
            and_(pairs.c.owner_id == source.id, inner.rows(inner.root)),
            outer=source.alias,
        )
        held = self.layout.add(self.sources.shown(source, readable, gathered))

        def in_order(rows: Sequence[Raw]) -> tuple[Linked, ...]:
            return tuple(sorted(map(linked, map(id_of, rows), titles(rows)), key=lambda each: (each.title, each.id)))

        return lambda raws: [in_order(raw[held]) for raw in raws]

    def _lines(self, source: Source, readable: Readable) -> Read:
        """Whole rows, but for their link to this record, with what may be done to each."""
        policy, field = self.sources.policy, readable.field
        fields = [each for name, each in policy.readable(field.lines).items() if name != field.link]
        if not policy.readable(field.lines):
            return lambda raws: [()] * len(raws)
        inner = Sources(policy, self.sources.given, field.lines)
        cells = Cells(inner, Layout())
        row, permits = lay_out_row(cells, fields), lay_out_permits(cells)
        link = fields_of(inner.root.record.model)[field.link].column
        tied = and_(inner.root.alias.c[link] == source.id, inner.rows(inner.root))
        gathered = gather(cells.layout.columns, inner.clause, tied, outer=source.alias)
        held = self.layout.add(self.sources.shown(source, readable, gathered))

        def in_order(rows: Sequence[Raw]) -> tuple[Row, ...]:
            lines = map(permitted, row.read(rows), map(permits.read, rows))
            return tuple(sorted(lines, key=lambda line: line.id))

        return lambda raws: [in_order(raw[held]) for raw in raws]

    def _files(self, source: Source, readable: Readable) -> Read:
        file = tables.file.alias()
        gathered = gather(
            [file.c.id, file.c.name, file.c.size, file.c.media_type],
            file,
            files_of(file, source, readable.field),
            outer=source.alias,
        )
        held = self.layout.add(self.sources.shown(source, readable, gathered))
        return lambda raws: [
            tuple(sorted((FileRow(*row) for row in raw[held]), key=lambda file: file.id)) for raw in raws
        ]


@lru_cache(maxsize=16384)
def linked(key: int, title: str) -> Linked:
    """Kept: the same few records stand in each list."""
    return Linked(key, title)


def files_of(file: FromClause, source: Source, field: Field) -> ColumnElement[bool]:
    """The rows of the table of files that belong to a field of a record."""
    return and_(file.c.record == source.record.table, file.c.record_id == source.id, file.c.field == field.stored)


def _name_of_account(source: Source, column: str) -> ColumnElement[Any]:
    account = tables.account.alias()
    found = select(account.c.name).where(account.c.id == source.alias.c[column])
    return found.correlate(source.alias).scalar_subquery()
