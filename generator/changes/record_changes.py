"""The operations on whole record types. What goes by several of their fields is the business of `joint_changes`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Record
from generator.changes.fates import FieldFate, RecordFate
from generator.changes.lock import Entry
from generator.changes.operations import Operation
from generator.changes.record_operations import AddRecord, RenameRecord, RestoreRecord, RetireRecord
from generator.changes.world import World


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


def _fields(record: Record, world: World) -> list[FieldFate]:
    return [world.fates.fields[record.key, field.name] for field in record.fields]
