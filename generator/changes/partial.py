"""The same as `diff` where most record types are known to be as the lock has them: by looking at the rest.

A record type that is settled stands in by its key, with the line of the lock that is about the type itself; none of its
fields is looked at, and its lines stay. Where that might not be the whole truth there is no answer, and `diff` has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from generator.app import App, Record
from generator.changes.diff import Changes, diff
from generator.changes.facts import as_mapping
from generator.changes.lists import list_path
from generator.changes.lock import Entry, Lock
from generator.changes.storage import family
from generator.problems import Position, Text
from generator.traces import Lazy


def diff_of(lock: Lock, app: App, anew: Set[str], was: Mapping[str, Text | None]) -> Changes | None:
    """`anew` are the keys of the record types that are not settled; `was` are the former names that all of them give.

    None where lines are doubled, record types come or go, a field leaves a shared list, a table is to be made, or there
    is a problem to tell.
    """
    if not _is_plain(lock, frozenset(app.records)):
        return None
    looked_at = {key: app.records[key] for key in anew}
    lists = _lists(looked_at, lock)
    if lists is None:
        return None
    about = [(entry, _key(entry)) for entry in lock.entries]
    some = [entry for entry, key in about if key in anew or (not key and entry.parent in lists)]
    others = [entry for entry, key in about if entry.kind == "record" and key not in anew]
    records = Lazy(app.records, lambda key: looked_at[key] if key in anew else _stand_in(key, was.get(key)))
    reduced = Lock((*some, *(replace(each, facts=()) for each in others)), lock.file)
    changes = diff(reduced, replace(app, records=records))
    if changes.problems or not _fits(changes.lock.entries, some, lock):
        return None
    return replace(changes, lock=_joined(lock, some, others, changes.lock))


def _is_plain(lock: Lock, keys: Set[str]) -> bool:
    """Whether each thing has one line, and the record types are those of the specs."""
    paths = [entry.path for entry in lock.entries if entry.status == "active"]
    types = {_key(entry) for entry in lock.entries if entry.kind == "record" and entry.status == "active"}
    ids = {entry.id for entry in lock.entries}
    if any(entry.facts is None for entry in lock.entries):  # of an older form: it does not say who uses which list
        return False
    return len(ids) == len(lock.entries) and len(set(paths)) == len(paths) and types == keys


def _lists(records: Mapping[str, Record], lock: Lock) -> Set[str] | None:
    """The paths of the shared lists in use by these record types; None where a field had another one."""
    now = {
        f"records.{key}.{field.name}": field.choices.shared
        for key, record in records.items()
        for field in record.fields
        if field.choices is not None and field.choices.shared
    }
    for entry in lock.entries:
        if entry.facts and _key(entry) in records and not entry.is_choice and entry.status == "active":
            before = as_mapping(entry.facts).get("of")
            if before is not None and now.get(entry.path) != before:
                return None
    return frozenset(list_path("", "", shared) for shared in now.values())


def _fits(found: Sequence[Entry], some: Sequence[Entry], lock: Lock) -> bool:
    """Whether what is new has ids that nothing else has, and needs no table, whose name would have to be free."""
    known, taken = {entry.id for entry in some}, {entry.id for entry in lock.entries}
    born = [entry for entry in found if entry.id not in known and _is_new(entry, lock)]
    return not any(entry.id in taken or entry.kind == "record" or family(entry.kind) == "links" for entry in born)


def _is_new(entry: Entry, lock: Lock) -> bool:
    there = lock.by_id(entry.id)
    return there is None or there.path != entry.path


def _joined(lock: Lock, some: Sequence[Entry], others: Sequence[Entry], found: Lock) -> Lock:
    """The same lock where nothing in it is different: its text is known."""
    gone, stand_ins = {entry.id for entry in some}, {entry.id for entry in others}
    entries = [
        *(entry for entry in lock.entries if entry.id not in gone),
        *(entry for entry in found.entries if entry.id not in stand_ins),
    ]
    joined = Lock(tuple(sorted(entries, key=lambda entry: (entry.path, entry.id))), lock.file)
    return lock if joined == lock else joined


def _key(entry: Entry) -> str:
    """The record type that a line is about; "" for one of a shared list."""
    return entry.path.split(".", 2)[1] if entry.path.startswith("records.") else ""


def _stand_in(key: str, was: Text | None) -> Record:
    at = Position("", 1, 1)
    return Record(
        key=key,
        class_name="",
        label="",
        plural="",
        address="",
        title="",
        number=None,
        file="",
        fields=(),
        back_links=(),
        rules=(),
        checks=(),
        unique=(),
        accesses=(),
        at=at,
        was=was,
    )
