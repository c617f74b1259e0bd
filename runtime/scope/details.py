"""One record: all that the reader sees of it, what may be done to it, and its files. One statement each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Dialect, and_, bindparam, false, or_, select

from runtime import tables
from runtime.columns import Id
from runtime.declarations.fields import FILE_KINDS
from runtime.scope.cells import Cells, Layout, files_of
from runtime.scope.lists import statement_of
from runtime.scope.policy import Policy
from runtime.scope.results import FileRow, Row
from runtime.scope.rows import PermitsReader, RowReader, lay_out_permits, lay_out_row, permitted
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.seam import Planning
from runtime.sql import Given


@dataclass(frozen=True, slots=True)
class RecordShape:
    """The statement of one record; it takes `id`."""

    shape: Shape
    row: RowReader
    permits: PermitsReader

    def read(self, raw: Raw) -> Row:
        return permitted(self.row.read([raw])[0], self.permits.read(raw))


@dataclass(frozen=True, slots=True)
class PermitsShape:
    """The statement of what may be done to one record; it takes `id`."""

    shape: Shape
    permits: PermitsReader


@dataclass(frozen=True, slots=True)
class LinesShape:
    """The statement of what may be done to the lines of a record; it takes `id`, that of the record."""

    shape: Shape
    id: int
    permits: PermitsReader


def make_record(key: str, policy: Policy, given: Given, dialect: Dialect) -> RecordShape:
    cells = Cells(Sources(policy, given, key), Layout())
    row = lay_out_row(cells, policy.readable(key).values())
    permits = lay_out_permits(cells)
    return RecordShape(_of_one(cells, dialect), row, permits)


def make_permits(key: str, policy: Policy, given: Given, dialect: Dialect) -> PermitsShape:
    cells = Cells(Sources(policy, given, key), Layout())
    permits = lay_out_permits(cells)
    return PermitsShape(_of_one(cells, dialect), permits)


def make_lines(key: str, link: str, policy: Policy, given: Given, dialect: Dialect) -> LinesShape:
    """The statement of the lines of one record that are seen, and of what may be done to each; it takes `id`."""
    sources = Sources(policy, given, key)
    cells = Cells(sources, Layout())
    at, permits = cells.layout.add(sources.root.id), lay_out_permits(cells)
    where = [sources.root.alias.c[link] == bindparam("id", type_=Id), sources.rows(sources.root)]
    return LinesShape(Shape(statement_of(cells.layout, sources, where), dialect, Planning.ONCE), at, permits)


def make_file(key: str, policy: Policy, given: Given, dialect: Dialect) -> Shape:
    """The statement of one file in any field that the reader sees of the record; it takes `id` and `file_id`."""
    sources = Sources(policy, given, key)
    root, file = sources.root, tables.file.alias()
    fields = [found for found in policy.readable(key).values() if found.field.kind in FILE_KINDS and not found.link]
    seen = or_(
        false(),
        *(and_(files_of(file, root, found.field), sources.holds(found.conditions, root)) for found in fields),
    )
    asked = and_(root.id == bindparam("id", type_=Id), file.c.id == bindparam("file_id", type_=Id))
    columns = [file.c[name] for name in ("id", "name", "size", "media_type", "stored")]
    found = select(*columns).select_from(root.alias.join(file, seen)).where(asked, sources.rows(root))
    return Shape(found, dialect, Planning.ONCE)


def file_of(raw: Raw) -> FileRow:
    return FileRow(*raw)


def _of_one(cells: Cells, dialect: Dialect) -> Shape:
    sources = cells.sources
    where = [sources.root.id == bindparam("id", type_=Id), sources.rows(sources.root)]
    return Shape(statement_of(cells.layout, sources, where), dialect, Planning.ONCE)
