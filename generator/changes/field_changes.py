"""The operations on fields, from what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.changes.answers import answer_changed
from generator.changes.column_operations import ConvertField, RelinkField
from generator.changes.facts import as_mapping, formula_mark, formula_of
from generator.changes.fates import FieldFate, RecordFate
from generator.changes.field_operations import (
    AddField,
    AddIndex,
    ComputeField,
    DropIndex,
    RenameField,
    RequireField,
    RestoreField,
    RetireField,
)
from generator.changes.limits import limits_changed
from generator.changes.lock import Entry
from generator.changes.operations import Operation
from generator.changes.record_operations import AddUnique, DropUnique
from generator.changes.world import World


def operations_on(fate: FieldFate, record: RecordFate, world: World) -> Iterator[Operation]:
    """None for a field of a new record type, whose table is new with all its columns."""
    if record.before is None:
        return
    if fate.how == "kept" or (fate.how == "restored" and record.before.status == "retired"):
        if fate.before is not None and fate.before.name != fate.field.name:
            column = world.column(fate)
            yield RenameField(fate.field.at, fate.record.key, fate.field.name, column, fate.before.name)
        yield from _demands(fate, world)
        return
    yield _beginning(fate, world)
    if fate.how == "restored":
        yield from limits_changed(fate, world, anew=False)
    yield from _indexes(fate, world, {})


def retired(record: str, entry: Entry, world: World) -> RetireField:
    return RetireField(world.draft.place(entry), record, entry.name, world.column_gone(record, entry))


def _beginning(fate: FieldFate, world: World) -> AddField | RestoreField | ConvertField | RelinkField:
    field, key, column = fate.field, fate.record.key, world.column(fate)
    if fate.how == "converted":
        fill = world.backfill(fate)
        return ConvertField(
            field.at, key, field.name, world.column_before(fate), column, field.required, fill, field.from_now
        )
    if fate.how == "relinked":
        fill = world.backfill(fate)
        return RelinkField(
            field.at, key, field.name, world.column_before(fate), column, field.required, fill, field.from_now
        )
    kind = RestoreField if fate.how == "restored" else AddField
    computed = field.computed and (field.formula is not None or not field.kept)
    return kind(field.at, key, field.name, column, field.required, world.fill(fate), field.from_now, computed=computed)


def _demands(fate: FieldFate, world: World) -> Iterator[Operation]:
    """What is demanded of the values that were there, where that is known and another than before."""
    then, entry = fate.before, fate.entry
    if then is None or then.facts is None or (then.facts, then.kind) == (entry.facts, entry.kind):
        return
    field, key, column = fate.field, fate.record.key, world.column(fate)
    before, now = as_mapping(then.facts), as_mapping(entry.facts or ())
    settled_now = "from_now" in before and "from_now" not in now
    yield from limits_changed(fate, world, anew=settled_now)
    if "required" in now and ("required" not in before or settled_now):
        yield RequireField(field.at, key, field.name, column, world.fill(fate), field.from_now)
    else:
        yield from answer_changed(fate, world)
    if "is" in now and before.get("is") != now["is"] and not _only_renamed(fate, before.get("is"), world):
        yield ComputeField(field.at, key, field.name, column)
    yield from _indexes(fate, world, before)


def _indexes(fate: FieldFate, world: World, before: Mapping[str, str]) -> Iterator[Operation]:
    field, key, column = fate.field, fate.record.key, world.column(fate)
    now = as_mapping(fate.entry.facts or ())
    if "unique" in now and "unique" not in before:
        yield AddUnique(field.at, key, (field.name,), column.table, (column,))
    if "unique" in before and "unique" not in now:
        yield DropUnique(field.at, key, (field.name,), column.table, (column,))
    if "index" in now and "index" not in before:
        yield AddIndex(field.at, key, field.name, column)
    if "index" in before and "index" not in now:
        yield DropIndex(field.at, key, field.name, column)


def _only_renamed(fate: FieldFate, mark: str | None, world: World) -> bool:
    """Whether the formula is as before but for the names of today."""
    formula = formula_of(fate.record, fate.field)
    return formula is not None and mark == formula_mark(formula, world.former_names())
