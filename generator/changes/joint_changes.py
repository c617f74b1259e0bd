"""The operations on what goes by several fields of a record type: what is unique together, and joint indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from generator.app import Record, Unique
from generator.changes.columns import Column
from generator.changes.fates import FieldFate, RecordFate
from generator.changes.lock import Entry
from generator.changes.record_operations import AddJointIndex, AddUnique, DropJointIndex, DropUnique
from generator.changes.world import World
from generator.indexes import Index

UNIQUE, INDEX = "unique=", "index="
BUILT_IN = {"id": "integer", "updated": "datetime"}
"""The fields of every record that joint indexes go by, with their kinds. They are stored as they are called."""

Joint = TypeVar("Joint", Unique, Index)


def joint_facts(record: Record, fields: Mapping[str, Entry]) -> tuple[str, ...]:
    """As the lock has it, by stored names: `unique=serial_number+product`, `index=account+updated+id`."""
    stored = {name: entry.stored for name, entry in fields.items()}
    unique = {_fact(UNIQUE, each.fields, stored) for each in record.unique if not each.unless}
    indexes = {_fact(INDEX, each.fields, stored) for each in record.indexes}
    return (*sorted(unique), *sorted(indexes))


def operations_on_joint(
    fate: RecordFate, world: World
) -> Iterator[AddUnique | DropUnique | AddJointIndex | DropJointIndex]:
    """Of a record type that was there before."""
    if fate.before is None or fate.before.facts is None:
        return
    if fate.before.facts == fate.entry.facts:
        return
    record, table, fates = fate.record, fate.entry.stored, _fields(fate.record, world)
    for unique in _new(UNIQUE, (each for each in record.unique if each.unless is None), fate, fates):
        columns = tuple(_column(name, fate, world) for name in unique.fields)
        yield AddUnique(unique.at, record.key, unique.fields, table, columns)
    for index in _new(INDEX, record.indexes, fate, fates):
        columns = tuple(_column(name, fate, world) for name in index.fields)
        yield AddJointIndex(index.at, record.key, index.fields, table, columns)
    for names in _gone(UNIQUE, fate):
        yield DropUnique(record.at, record.key, _today(names, fates), table, _columns_gone(names, fate, world))
    for names in _gone(INDEX, fate):
        yield DropJointIndex(record.at, record.key, _today(names, fates), table, _columns_gone(names, fate, world))


def _fact(sort: str, names: Iterable[str], stored: Mapping[str, str]) -> str:
    return sort + "+".join(stored.get(name, name) for name in names)


def _new(sort: str, wanted: Iterable[Joint], fate: RecordFate, fates: Mapping[str, FieldFate]) -> Iterator[Joint]:
    stored = {name: each.entry.stored for name, each in fates.items()}
    before = (fate.before and fate.before.facts) or ()
    return (each for each in wanted if _fact(sort, each.fields, stored) not in before)


def _gone(sort: str, fate: RecordFate) -> Iterator[list[str]]:
    """The stored names in each fact that holds no longer."""
    before = (fate.before and fate.before.facts) or ()
    left = (fact for fact in before if fact.startswith(sort) and fact not in (fate.entry.facts or ()))
    return (fact.removeprefix(sort).split("+") for fact in left)


def _column(name: str, fate: RecordFate, world: World) -> Column:
    if name in BUILT_IN:
        return Column(fate.entry.stored, name, BUILT_IN[name])
    return world.column(world.fates.fields[fate.record.key, name])


def _columns_gone(names: Iterable[str], fate: RecordFate, world: World) -> tuple[Column, ...]:
    entries = {entry.stored: entry for entry in world.draft.under(fate.entry.path)}
    return tuple(
        Column(fate.entry.stored, name, BUILT_IN[name])
        if name in BUILT_IN
        else world.column_gone(fate.record.key, entries[name])
        for name in names
        if name in BUILT_IN or name in entries
    )


def _today(names: Iterable[str], fates: Mapping[str, FieldFate]) -> tuple[str, ...]:
    today = {each.entry.stored: name for name, each in fates.items()}
    return tuple(today.get(name, name) for name in names)


def _fields(record: Record, world: World) -> Mapping[str, FieldFate]:
    return {field.name: world.fates.fields[record.key, field.name] for field in record.fields}
