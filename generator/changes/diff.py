"""From the lock and the application of today to the operations between them, and the lock that then holds.

Pure, and the same for the same input. First each thing of the specs finds its entry, then the operations follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.app import App
from generator.changes.choice_changes import operations_on_list, operations_on_restored, operations_on_switch
from generator.changes.draft import Draft
from generator.changes.facts import facts_of
from generator.changes.fates import Fates, FieldFate, RecordFate
from generator.changes.field_changes import operations_on, retired
from generator.changes.fields import identify_fields
from generator.changes.joint_changes import joint_facts, operations_on_joint
from generator.changes.lists import Use, lists_of, path_of
from generator.changes.lock import Entry, Lock
from generator.changes.merging import reconcile
from generator.changes.operations import Operation
from generator.changes.order import in_order
from generator.changes.record_changes import operations_on_record, retired_record
from generator.changes.records import PARENT, identify_records
from generator.changes.switching import Lists, identify_lists
from generator.changes.world import World
from generator.problems import Problem, errors


@dataclass(frozen=True, slots=True)
class Changes:
    """`lock` is the one to be; where there are problems, it is the one that was, and there are no operations."""

    operations: tuple[Operation, ...]
    problems: tuple[Problem, ...]
    lock: Lock


def diff(lock: Lock, app: App) -> Changes:
    """What changed between the specs that the lock knows and those of today."""
    entries, problems = reconcile(lock, present_paths(app))
    if problems:
        return Changes((), tuple(problems), lock)
    draft = Draft(entries, lock.file)
    names = frozenset(draft.active(PARENT)) | frozenset(draft.gone(PARENT))
    records, gone_records, found = identify_records(app, draft)
    problems += found
    if errors(problems):
        return Changes((), _once(problems), lock)
    fields: dict[Use, FieldFate] = {}
    gone: list[tuple[str, Entry]] = []
    targets = {key: fate.entry.id for key, fate in records.items()}
    for key, fate in records.items():
        of_record = identify_fields(fate, targets, names - frozenset(records), draft)
        problems += of_record.problems
        fields |= {(key, each.field.name): each for each in of_record.fates}
        gone += [(key, entry) for entry in of_record.gone]
    lists = identify_lists(app, fields, draft)
    problems += lists.problems
    if errors(problems):
        return Changes((), _once(problems), lock)
    fields |= _clashing(fields, lists, draft)
    records, fields = _with_facts(records, fields, draft)
    world = World(Fates(records, fields, lists.fates, gone_records, tuple(gone)), lists, draft)
    return Changes(in_order(_operations(world)), _once(problems), draft.lock())


def present_paths(app: App) -> frozenset[str]:
    """The paths of all things in the specs."""
    records = {f"{PARENT}.{key}" for key in app.records}
    fields = {f"{PARENT}.{key}.{field.name}" for key, record in app.records.items() for field in record.fields}
    choices = {f"{path}.{name}" for path, used in lists_of(app).items() for name, _ in used.choices.options}
    return frozenset(records | fields | choices)


def _clashing(fields: dict[Use, FieldFate], lists: Lists, draft: Draft) -> dict[Use, FieldFate]:
    """Fields whose values would be read as other choices by their new list: these are converted."""
    changed = {}
    for use, switch in lists.switches.items():
        fate = fields[use]
        if switch.clash and fate.before is not None:
            entry = draft.bear(fate.entry.path, fate.entry.kind)
            draft.put(replace(draft.entry(fate.before.id), status="retired", facts=(f"became={entry.id}",)))
            changed[use] = replace(fate, entry=entry, how="converted")
    return changed


def _with_facts(
    records: Mapping[str, RecordFate], fields: Mapping[Use, FieldFate], draft: Draft
) -> tuple[dict[str, RecordFate], dict[Use, FieldFate]]:
    """The fates with what is promised from now on, which the draft keeps too."""
    settled = {}
    for use, fate in fields.items():
        entry = draft.promise(fate.entry.id, facts_of(fate.record, fate.field))
        settled[use] = fate if entry is fate.entry else replace(fate, entry=entry)
    known = {}
    for key, of_record in records.items():
        entries = {field.name: settled[key, field.name].entry for field in of_record.record.fields}
        facts = joint_facts(of_record.record, entries)
        known[key] = replace(of_record, entry=draft.promise(of_record.entry.id, facts))
    return known, settled


def _operations(world: World) -> Iterator[Operation]:
    for record in world.fates.records.values():
        yield from operations_on_record(record, world)
        yield from operations_on_joint(record, world)
    for (key, _), fate in world.fates.fields.items():
        yield from operations_on(fate, world.fates.records[key], world)
    yield from _operations_on_choices(world)
    yield from (retired(key, entry, world) for key, entry in world.fates.gone_fields)
    yield from (retired_record(entry, world) for entry in world.fates.gone_records)


def _operations_on_choices(world: World) -> Iterator[Operation]:
    for of_list in world.fates.lists.values():
        yield from operations_on_list(of_list, world)
    for use, fate in world.fates.fields.items():
        path = path_of(fate.record, fate.field)
        if path is None:
            continue
        if use in world.lists.switches and fate.how != "converted":
            yield from operations_on_switch(world.lists.switches[use], world.fates.lists[path], world)
        elif fate.how == "restored":
            yield from operations_on_restored(fate, world.fates.lists[path], world)


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """A mixin's field is looked at in each record type that uses it."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.position, each.code, each.message)))
