"""A record type as Flask-AppBuilder's API asks for it: rows come from `scope`, changes go to `service`.

There are no filters of Flask-AppBuilder's in it: which rows there are is no matter of an interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_appbuilder.models.base import BaseInterface

from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS
from runtime.ids import read_id
from runtime.records import fields_of
from runtime.scope import FileRow, ListQuery, Page, Row
from runtime.scope.saying import COMMENT_FILES
from runtime.service import Missing, Refused, Saved
from runtime.service.outcomes import Upload
from runtime.web.api.sent import Files
from runtime.web.context import Context, current
from runtime.web.forms.rules import given_of, presets

MOST_OPTIONS = 200
NO_FILES = "There are no such files here to stay."


@dataclass(frozen=True, slots=True)
class Change:
    """What was sent, as the service takes it. `kept` are the files that stay, of each field that says so."""

    values: Mapping[str, Any]
    uploads: Mapping[str, tuple[Upload, ...]]
    kept: Mapping[str, frozenset[int]]


class ScopedRecords(BaseInterface):
    """The records of one type, as the person sees and may change them who asks at the moment."""

    def __init__(self, record: RecordType) -> None:
        super().__init__(record.model)
        self._record = record

    @property
    def model_name(self) -> str:
        return self._record.label

    def get_pk_name(self) -> str:
        return "id"

    def query(self, wanted: ListQuery) -> Page:
        """Raises BadQuery."""
        return current().reader.page(wanted)

    def get(self, pk: int | str) -> Row:
        """Raises Missing."""
        row = current().reader.record(self._record.key, pk)
        if row is None:
            raise Missing
        return row

    def options(self, field: str, q: str, given: Mapping[str, str], pk: str | None) -> Mapping[int, str]:
        """What a link may point to, by id, of a record that is new or has the id `pk`. Raises BadQuery.

        `given` are other links that are set at the same time, since it may depend on them.
        """
        ctx, fields = current(), fields_of(self._record.model)
        columns = {fields[name].column: read_id(text) for name, text in given.items() if fields[name].column}
        if pk is None:
            access = ctx.access(self._record)
            preset = presets(self._record, access, given_of(ctx.principal, ctx.printer.formats.zone))
            columns = {**preset, **columns}
        stored = None if pk is None else read_id(pk)
        return ctx.reader.options(self._record.key, field, columns, q, limit=MOST_OPTIONS, record_id=stored)

    def file(self, pk: str, file_id: str) -> FileRow:
        """Raises Missing."""
        found = current().reader.file(self._record.key, pk, file_id)
        if found is None:
            raise Missing
        return found

    def add(self, item: Change) -> Saved:
        """Raises Refused or Forbidden."""
        ctx = current()
        if any(item.kept.values()):
            raise Refused({name: [NO_FILES] for name, kept in item.kept.items() if kept})
        return ctx.service.create(ctx.principal, self._record.key, item.values, uploads=item.uploads)

    def edit(self, pk: str, item: Change, revision: int) -> Saved:
        """Raises Missing, Conflict, Forbidden or Refused."""
        ctx = current()
        removed = self._removed(ctx, pk, item) if item.kept else frozenset()
        return ctx.service.edit(
            ctx.principal,
            self._record.key,
            _id(pk),
            item.values,
            revision=revision,
            uploads=item.uploads,
            removed_files=removed,
        )

    def move(self, pk: str, name: str, item: Change, revision: int) -> Saved:
        """Raises Missing, NotNow, Conflict, Forbidden or Refused."""
        ctx = current()
        try:
            removed = self._removed(ctx, pk, item) if item.kept else frozenset()
        except Missing:  # moved out of sight by this very request, maybe: the service knows
            removed = frozenset()
        return ctx.service.move(
            ctx.principal,
            self._record.key,
            _id(pk),
            name,
            item.values,
            revision=revision,
            uploads=item.uploads,
            removed_files=removed,
        )

    def delete(self, pk: str, revision: int) -> None:
        """Raises Missing, Conflict, Forbidden or Refused."""
        ctx = current()
        ctx.service.delete(ctx.principal, self._record.key, _id(pk), revision=revision)

    def split(self, values: Mapping[str, Any]) -> Change:
        """The values sent, files apart. A file that is null goes, as if a list without it had been sent."""
        kinds = {name: field.kind for name, field in fields_of(self._record.model).items()}
        if COMMENT_FILES not in kinds:
            kinds[COMMENT_FILES] = "files"  # of a comment that is sent with a move
        files = {name: value or Files() for name, value in values.items() if kinds.get(name) in FILE_KINDS}
        return Change(
            values={name: value for name, value in values.items() if name not in files},
            uploads={name: each.added for name, each in files.items() if each.added},
            kept={name: each.kept for name, each in files.items()},
        )

    def _removed(self, ctx: Context, pk: str, item: Change) -> frozenset[int]:
        """Of the fields that were sent, the files that do not stay. Raises Missing, and Refused for others' files."""
        row = ctx.reader.record(self._record.key, pk)
        if row is None:
            raise Missing
        there = {name: _ids(row.values.get(name)) for name in item.kept}
        foreign = {name: [NO_FILES] for name, kept in item.kept.items() if kept - there[name]}
        if foreign:
            raise Refused(foreign)
        return frozenset(each for name, kept in item.kept.items() for each in there[name] - kept)


def _ids(value: object) -> frozenset[int]:
    several: Iterable[object] = value if isinstance(value, tuple) else ()
    return frozenset(each.id for each in several if isinstance(each, FileRow))


def _id(pk: str) -> int:
    """As it stands in an address; raises Missing for what is the id of no record."""
    found = read_id(pk)
    if found is None:
        raise Missing
    return found
