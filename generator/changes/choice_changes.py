"""The operations on choices, from what became of each list and of each field that has another one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.changes.choice_operations import AddChoice, MergeChoice, RenameChoice, RetireChoice
from generator.changes.columns import Column
from generator.changes.facts import as_mapping
from generator.changes.fates import FieldFate, ListFate
from generator.changes.lists import words_of
from generator.changes.lock import Entry
from generator.changes.operations import Operation
from generator.changes.switching import Switch
from generator.changes.world import World


def operations_on_list(fate: ListFate, world: World) -> Iterator[Operation]:
    """For the fields that have this list as before; none where there is no such field."""
    columns = world.columns(world.lists.same[fate.path])
    if not columns:
        return
    where, places = words_of(fate.path), fate.choices.places
    for choice, was in fate.renamed.items():
        yield RenameChoice(places[choice], where, choice, was, fate.entries[choice].stored, columns)
    for choice in fate.added:
        yield AddChoice(places[choice], where, choice, fate.entries[choice].stored, columns)
    yield from _merged(fate, (*fate.merged, *fate.answered), columns)
    yield from _retired(where, fate.retired, columns, world)


def operations_on_switch(switch: Switch, fate: ListFate, world: World) -> Iterator[Operation]:
    """For a field that has this list instead of another one."""
    columns = world.columns((switch.use,))
    yield from _merged(fate, switch.merged, columns)
    yield from _retired(".".join(switch.use), switch.retired, columns, world)


def operations_on_restored(field: FieldFate, fate: ListFate, world: World) -> Iterator[Operation]:
    """For a field that is there again: what was merged or retired since it went, now too."""
    by_id = {entry.id: name for name, entry in fate.entries.items()}
    columns, where = (world.column(field),), words_of(fate.path)
    for entry in world.draft.under(fate.path):
        if entry.status == "active":
            continue
        becomes = by_id.get(as_mapping(entry.facts or ()).get("becomes", ""))
        if becomes is not None:
            new = fate.entries[becomes].stored
            yield MergeChoice(field.field.at, where, entry.name, becomes, entry.stored, new, columns)
        else:
            yield RetireChoice(field.field.at, where, entry.name, entry.stored, columns)


def _merged(
    fate: ListFate, merged: tuple[tuple[Entry, str], ...], columns: tuple[Column, ...]
) -> Iterator[MergeChoice]:
    where = words_of(fate.path)
    for entry, becomes in merged:
        at = next(gone.at for gone, _ in fate.choices.becomes if gone == entry.name)
        new = fate.entries[becomes].stored
        yield MergeChoice(at, where, entry.name, becomes, entry.stored, new, columns)


def _retired(where: str, gone: tuple[Entry, ...], columns: tuple[Column, ...], world: World) -> Iterator[RetireChoice]:
    for entry in gone:
        yield RetireChoice(world.draft.place(entry), where, entry.name, entry.stored, columns)
