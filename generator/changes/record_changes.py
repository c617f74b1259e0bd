"""The operations on whole record types, and on what must be unique among their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.app import Record
from generator.changes.fates import FieldFate, RecordFate
from generator.changes.lock import Entry
from generator.changes.operations import Operation
from generator.changes.record_operations import (
    AddRecord,
    AddUnique,
    DropUnique,
    RenameRecord,
    RestoreRecord,
    RetireRecord,
)
from generator.changes.world import World

UNIQUE = "unique="


def operations_on_record(fate: RecordFate, world: World) -> Iterator[Operation]:
    record, before, table = fate.record, fate.before, fate.entry.stored
    if before is None:
        columns = tuple(world.column(each) for each in _fields(record, world))
        yield AddRecord(record.at, record.key, record.label, table, columns)
        return
    if before.name != record.key:
        yield RenameRecord(record.at, record.key, before.name, table)
    if before.status == "retired":
        again = tuple(world.column(each) for each in _fields(record, world) if each.how == "restored")
        yield RestoreRecord(record.at, record.key, table, again)


def retired_record(entry: Entry, world: World) -> RetireRecord:
    return RetireRecord(world.draft.place(entry), entry.name, entry.stored)


def unique_facts(record: Record, fields: Mapping[str, Entry]) -> tuple[str, ...]:
    """What is unique together, as the lock has it: `unique=serial_number+product`, by stored names."""
    together = {
        "+".join(fields[name].stored for name in unique.fields) for unique in record.unique if not unique.unless
    }
    return tuple(f"{UNIQUE}{names}" for names in sorted(together))


def operations_on_unique(fate: RecordFate, world: World) -> Iterator[AddUnique | DropUnique]:
    """Of a record type that was there before."""
    if fate.before is None or fate.before.facts is None:
        return
    if not fate.record.unique and not fate.before.facts:
        return
    fates = {each.field.name: each for each in _fields(fate.record, world)}
    stored = {each.entry.stored: name for name, each in fates.items()}
    for unique in fate.record.unique:
        fact = UNIQUE + "+".join(fates[name].entry.stored for name in unique.fields)
        if unique.unless is None and fact not in fate.before.facts:
            columns = tuple(world.column(fates[name]) for name in unique.fields)
            yield AddUnique(unique.at, fate.record.key, unique.fields, fate.entry.stored, columns)
    for fact in fate.before.facts:
        if fact.startswith(UNIQUE) and fact not in (fate.entry.facts or ()):
            names = fact.removeprefix(UNIQUE).split("+")
            entries = {entry.stored: entry for entry in world.draft.under(fate.entry.path)}
            columns = tuple(world.column_gone(fate.record.key, entries[name]) for name in names if name in entries)
            words = tuple(stored.get(name, name) for name in names)
            yield DropUnique(fate.record.at, fate.record.key, words, fate.entry.stored, columns)


def _fields(record: Record, world: World) -> list[FieldFate]:
    return [world.fates.fields[record.key, field.name] for field in record.fields]
