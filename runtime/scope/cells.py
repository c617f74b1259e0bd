"""How a field becomes columns of a statement, and these a value again: links with titles, sets and files included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, Integer, and_, case, literal_column, null, select

from runtime import records, tables
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.rules import Rule
from runtime.records import fields_of
from runtime.scope.gathered import gather
from runtime.scope.policy import Readable
from runtime.scope.results import NOT_SHOWN, FileRow, Linked, Value
from runtime.scope.rows import lay_out_permits, lay_out_row, permitted
from runtime.scope.shape import Raw
from runtime.scope.sources import Source, Sources
from runtime.scope.titles import Title, read_title, tidy, words_of

Read = Callable[[Raw], Value]
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

    def title(self, source: Source, depth: int = TITLE_DEPTH) -> Callable[[Raw], str]:
        """The reader's title of a record, made of what they may see of it."""
        template, reads = self._parts_of_title(source, depth)
        alone, label = _one_text(template, reads), source.record.label
        if alone is not None:
            return lambda raw: tidy(alone(raw) or "") or label

        def compose(raw: Raw) -> str:
            words = {name: words_of(field, read(raw)) for name, field, read in reads}
            return template.compose(words, fallback=label)

        return compose

    def titles(self, source: Source) -> Callable[[Sequence[Raw]], list[str]]:
        """Those of many rows. Most are one text as it stands, and then nothing of ours is called for each."""
        alone, label = _one_text(*self._parts_of_title(source, TITLE_DEPTH)), source.record.label
        if alone is None:
            title = self.title(source)
            return lambda raws: [title(raw) for raw in raws]
        return lambda raws: [text or label for text in map(tidy, [text or "" for text in map(alone, raws)])]

    def _parts_of_title(self, source: Source, depth: int) -> tuple[Title, list[tuple[str, Field, Read]]]:
        """Its template, and how the fields in it are read of which the reader sees some."""
        record = source.record
        access = self.sources.policy.access(record.key)
        template = read_title((access.title if access is not None else "") or record.title)
        readable = self.sources.policy.readable(record.key)
        seen = [readable[name] for name in template.names if name in readable]
        return template, [(found.name, found.field, self.value(source, found, depth)) for found in seen]

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
        return itemgetter(self.layout.add(column))

    def _link(self, source: Source, readable: Readable, depth: int) -> Read:
        is_set = self.layout.flag(self.sources.visible(source, readable).is_not(null()))
        target = self.sources.linked(source, readable) if depth > 0 else None
        if target is None:
            return lambda raw: NOT_SHOWN if raw[is_set] else None
        at = self.layout.add(target.id)
        title = self.title(target, depth - 1)

        def read(raw: Raw) -> Value:
            if raw[at] is None:
                return NOT_SHOWN if raw[is_set] else None
            return Linked(raw[at], title(raw))

        return read

    def _links(self, source: Source, readable: Readable, depth: int) -> Read:
        policy, target = self.sources.policy, readable.field.target or ""
        if depth == 0 or not policy.readable(target):
            return lambda _raw: ()
        inner = Sources(policy, self.sources.given, target)
        cells = Cells(inner, Layout())
        at, title = cells.layout.add(inner.root.id), cells.title(inner.root, depth - 1)
        pairs = records.links_table(source.record.model.__name__, readable.name).alias()
        gathered = gather(
            cells.layout.columns,
            inner.clause.join(pairs, pairs.c.target_id == inner.root.id),
            and_(pairs.c.owner_id == source.id, inner.rows(inner.root)),
            outer=source.alias,
        )
        held = self.layout.add(self.sources.shown(source, readable, gathered))
        return lambda raw: tuple(
            sorted((Linked(row[at], title(row)) for row in raw[held]), key=lambda linked: (linked.title, linked.id))
        )

    def _lines(self, source: Source, readable: Readable) -> Read:
        """Whole rows, but for their link to this record, with what may be done to each."""
        policy, field = self.sources.policy, readable.field
        fields = [each for name, each in policy.readable(field.lines).items() if name != field.link]
        if not policy.readable(field.lines):
            return lambda _raw: ()
        inner = Sources(policy, self.sources.given, field.lines)
        cells = Cells(inner, Layout())
        row, permits = lay_out_row(cells, fields), lay_out_permits(cells)
        link = fields_of(inner.root.record.model)[field.link].column
        tied = and_(inner.root.alias.c[link] == source.id, inner.rows(inner.root))
        gathered = gather(cells.layout.columns, inner.clause, tied, outer=source.alias)
        held = self.layout.add(self.sources.shown(source, readable, gathered))

        def read(raw: Raw) -> Value:
            lines = (permitted(row.read(each), permits.read(each)) for each in raw[held])
            return tuple(sorted(lines, key=lambda line: line.id))

        return read

    def _files(self, source: Source, readable: Readable) -> Read:
        file = tables.file.alias()
        gathered = gather(
            [file.c.id, file.c.name, file.c.size, file.c.media_type],
            file,
            files_of(file, source, readable.field),
            outer=source.alias,
        )
        held = self.layout.add(self.sources.shown(source, readable, gathered))
        return lambda raw: tuple(sorted((FileRow(*row) for row in raw[held]), key=lambda file: file.id))


def _one_text(template: Title, reads: Sequence[tuple[str, Field, Read]]) -> Callable[[Raw], str | None] | None:
    """How a title is read that is a text and nothing else; None for others."""
    if not (template.is_one_field and reads and reads[0][1].kind == "text" and not reads[0][1].choices):
        return None
    return cast("Callable[[Raw], str | None]", reads[0][2])


def files_of(file: FromClause, source: Source, field: Field) -> ColumnElement[bool]:
    """The rows of the table of files that belong to a field of a record."""
    return and_(file.c.record == source.record.table, file.c.record_id == source.id, file.c.field == field.stored)


def _name_of_account(source: Source, column: str) -> ColumnElement[Any]:
    account = tables.account.alias()
    found = select(account.c.name).where(account.c.id == source.alias.c[column])
    return found.correlate(source.alias).scalar_subquery()
