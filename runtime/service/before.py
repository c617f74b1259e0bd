"""What a record was like before a change, and what the change therefore has to mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.ids import MAXIMUM
from runtime.records import fields_of
from runtime.scope.reader import Reader
from runtime.service.change import Before, Entry, current_values
from runtime.service.linking import links_of
from runtime.service.outcomes import GENERAL, Forbidden, Refused
from runtime.tables import file as files

GONE = "A file that you chose to remove is not here any more. Load the page again."
FilesByField = Mapping[str, Mapping[int, str]]


def look_before(session: Session, record: RecordType, entity: Any, entry: Entry) -> Before:
    """One statement for each set of links, and one if it is about files."""
    fields = fields_of(record.model)
    sets = {name: links_of(session, record, entity.id, name) for name in entry.values if fields[name].kind == "links"}
    return Before(current_values(record, entity), sets, _files(session, record, entity, entry))


def complete(entry: Entry, before: Before, record: RecordType, reader: Reader, editable: Collection[str]) -> Entry:
    """The entry with all that it implies.

    A set of links keeps what its editor cannot see and so did not mean to remove. A link to what they cannot see is one
    to no record, even where it is there already: else they could try which it is. Files may be removed from fields that
    the person may edit; a new file takes the place of the old one where there can be one only.
    """
    fields = fields_of(record.model)
    held = _links_held(fields, entry, before)
    seen = reader.seen(held) if held else {}
    values = {name: _as_seen(fields[name], value, before, seen) for name, value in entry.values.items()}
    for name, old in before.sets.items():
        if isinstance(values[name], tuple):
            gone = [target for target in old if target not in values[name]]
            unseen = [target for target in gone if target not in seen[fields[name].target or ""]]
            values[name] = (*values[name], *unseen)
    _refuse_other_files(entry, before, editable)
    removed = {
        file_id
        for name, old_files in before.files.items()
        if name in editable
        for file_id in old_files
        if file_id in entry.removed or (name in entry.files and fields[name].kind != "files")
    }
    return replace(entry, values=values, removed=frozenset(removed))


def _refuse_other_files(entry: Entry, before: Before, editable: Collection[str]) -> None:
    """Raises Refused for files to remove that the record does not have, Forbidden for those that are not to be."""
    kept = {file_id: name for name, old in before.files.items() for file_id in old}
    if not entry.removed <= kept.keys():
        raise Refused({GENERAL: [GONE]})
    if any(kept[file_id] not in editable for file_id in entry.removed):
        raise Forbidden("You may not remove this file.")


def _links_held(fields: Mapping[str, Field], entry: Entry, before: Before) -> Mapping[str, Sequence[int]]:
    """The records that the entry's links lead to already, by record type."""
    held: dict[str, dict[int, None]] = {}
    for name, value in entry.values.items():
        field = fields[name]
        there = before.sets.get(name, ()) if field.kind == "links" else (value,) if _stays(field, value, before) else ()
        if there:
            held.setdefault(field.target or "", {}).update(dict.fromkeys(there))
    return {key: [*ids] for key, ids in held.items()}


def _stays(field: Field, value: Any, before: Before) -> bool:
    return field.kind == "link" and type(value) is int and value == before.values.get(field.name)


def _as_seen(field: Field, value: Any, before: Before, seen: Mapping[str, frozenset[int]]) -> Any:
    """The value, but for links that stay as they are and lead to what the person does not see."""
    if _stays(field, value, before):
        return value if value in seen[field.target or ""] else MAXIMUM
    held = before.sets.get(field.name, ())
    if field.kind == "links" and isinstance(value, tuple) and held:
        return tuple(each if each not in held or each in seen[field.target or ""] else MAXIMUM for each in value)
    return value


def _files(session: Session, record: RecordType, entity: Any, entry: Entry) -> FilesByField:
    """The files of the fields in which some come or go."""
    if not (entry.files or entry.removed):
        return {}
    own = (files.c.record == record.table, files.c.record_id == entity.id)
    found = session.execute(sa.select(files.c.id, files.c.field, files.c.name).where(*own).order_by(files.c.id)).all()
    fields = fields_of(record.model)
    concerned = {fields[name].stored for name in entry.files}
    concerned |= {stored for file_id, stored, _ in found if file_id in entry.removed}
    return {
        name: {file_id: text for file_id, stored, text in found if stored == field.stored}
        for name, field in fields.items()
        if field.stored in concerned and field.kind in FILE_KINDS
    }
