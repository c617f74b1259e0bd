"""Which record type of the specs is which of the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.app import App, Field, Record
from generator.changes.draft import Draft, is_restorable
from generator.changes.fates import RecordFate
from generator.changes.lock import Entry
from generator.changes.matching import Names, match
from generator.changes.refusals import undeclared_record
from generator.changes.storage import family
from generator.problems import Problem

PARENT = "records"


def identify_records(app: App, draft: Draft) -> tuple[Mapping[str, RecordFate], tuple[Entry, ...], list[Problem]]:
    """The record types, those that are gone (as they were), and what is wrong. The draft is brought to them."""
    active, gone = draft.active(PARENT), draft.gone(PARENT)
    present = {record.key: record.was for record in app.records.values()}
    found = match(Names("record type", "record types", present, active, gone, lenient=draft.fresh))
    before = dict(found.found)
    for key in present:
        restorable = [entry for entry in gone.get(key, ()) if is_restorable(entry)]
        if key not in before and restorable:
            before[key] = restorable[-1]
    known = {entry.id for entry in before.values()}
    left = [entry for entry in active.values() if entry.id not in known]
    new = [record for key, record in app.records.items() if key not in before]
    problems = [*found.problems, *_undeclared(left, new, app, draft)]
    if problems:
        return {}, tuple(left), problems
    for entry in left:
        draft.retire(entry)
    for key, entry in before.items():
        if entry.name != key:
            draft.set_aside(draft.entry(entry.id))
    fates = {key: _fate(record, before.get(key), draft) for key, record in app.records.items()}
    return fates, tuple(left), problems


def _fate(record: Record, before: Entry | None, draft: Draft) -> RecordFate:
    path = f"{PARENT}.{record.key}"
    if before is None:
        draft.make_way(path)
        return RecordFate(record, draft.bear(path, "record"), None)
    entry = draft.entry(before.id)
    if entry.path != path:
        draft.make_way(path)
        entry = draft.rename(entry, path)
    return RecordFate(record, draft.revive(entry), before)


def _undeclared(left: Sequence[Entry], new: Sequence[Record], app: App, draft: Draft) -> Iterator[Problem]:
    """A record type that is gone, and a new one with mostly the same fields, may be one that was renamed."""
    meant = {str(name) for record in app.records.values() for name in record.retired}
    for entry in left:
        fields = {name: child.kind for name, child in draft.active(entry.path).items()}
        twin = next((record for record in new if _mostly_alike(fields, record.fields)), None)
        if twin is not None and twin.was is None and entry.name not in meant:
            yield undeclared_record(entry, twin)


def _mostly_alike(old: Mapping[str, str], new: Sequence[Field]) -> bool:
    """Whether more than half of the fields have the same name and are stored in the same family."""
    same = sum(field.name in old and family(old[field.name]) == family(field.kind) for field in new)
    return 2 * same > max(len(old), len(new))
