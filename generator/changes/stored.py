"""The application with the names that the database knows things by, from the lock that is to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.app import App, Choices, Field, Record
from generator.changes.lists import list_path
from generator.changes.lock import Entry, Lock
from generator.changes.storage import family
from generator.names import BUILT_IN

LINKS = ("owner_id", "target_id")
"""The columns of a table of links."""


def name_stored(app: App, lock: Lock) -> App:
    """Tables, fields and choices with their stored names, and what is retired: table -> its columns without a field."""
    records = {key: stored_record(record, lock) for key, record in app.records.items()}
    return replace(app, records=records, retired=retired_columns(lock), purged=purged_columns(lock))


def retired_columns(lock: Lock) -> Mapping[str, tuple[str, ...]]:
    """The columns of each table that no field has any more: of a retired record type all, of retired links both."""
    records = {entry.path: entry for entry in lock.entries if entry.kind == "record" and entry.status != "purged"}
    found: dict[str, list[str]] = {entry.stored: [*BUILT_IN] for entry in records.values() if entry.status == "retired"}
    for entry in (entry for entry in lock.entries if entry.status == "retired"):
        record = records.get(entry.parent)
        if record is not None:
            for table, columns in _retired(record.stored, entry):
                found.setdefault(table, []).extend(columns)
    return {table: tuple(sorted(columns)) for table, columns in sorted(found.items())}


def purged_columns(lock: Lock) -> Mapping[str, tuple[str, ...]]:
    """What a purge took from one database; another one, or one that is put back from a backup, may have it yet."""
    records = {entry.path: entry.stored for entry in lock.entries if entry.kind == "record"}
    found: dict[str, list[str]] = {}
    for entry in (entry for entry in lock.entries if entry.status == "purged"):
        if entry.kind == "record":
            found.setdefault(entry.stored, []).extend(BUILT_IN)
        elif entry.parent in records:
            for table, columns in _retired(records[entry.parent], entry):
                found.setdefault(table, []).extend(columns)
    return {table: tuple(sorted(columns)) for table, columns in sorted(found.items())}


def _retired(table: str, entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The table and columns of one field that is gone; none of files, which are kept in a table of all files, and of
    lines, which are records."""
    match family(entry.kind):
        case "links":
            yield f"{table}_{entry.stored}", LINKS
        case "lines" | "file" | "files" | "image":
            return
        case "link":
            yield table, (f"{entry.stored}_id",)
        case _:
            yield table, (entry.stored,)


def stored_record(record: Record, lock: Lock) -> Record:
    """One record type, likewise."""
    entry = lock.active(f"records.{record.key}")
    table = entry.stored if entry else record.key
    fields = tuple(_field(record, field, lock) for field in record.fields)
    if table == record.table and all(new is old for new, old in zip(fields, record.fields, strict=True)):
        return record
    return replace(record, table=table, fields=fields)


def _field(record: Record, field: Field, lock: Lock) -> Field:
    entry = lock.active(f"records.{record.key}.{field.name}")
    stored = entry.stored if entry else field.name
    choices = _choices(record, field, field.choices, lock) if field.choices else None
    if stored == field.stored and choices is field.choices:
        return field
    return replace(field, stored=stored, choices=choices)


def _choices(record: Record, field: Field, choices: Choices, lock: Lock) -> Choices:
    path = list_path(record.key, field.name, choices.shared)
    entries = {name: lock.active(f"{path}.{name}") for name, _ in choices.options}
    stored = {name: entry.stored for name, entry in entries.items() if entry is not None and entry.stored != name}
    return replace(choices, stored=stored) if stored else choices
