"""The lock while it is brought to the specs: things are born, renamed, retired and restored, and never lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.changes.identity import free_name, fresh_id
from generator.changes.lock import Entry, Lock, split
from generator.changes.storage import family
from generator.problems import Position

ASIDE = "~"
SUPERSEDED = ("became=", "becomes=")
"""Facts of retired things that cannot be restored: their values live on in something else."""


class Draft:
    """All entries by id and by what holds them. `fresh`: there was no lock."""

    def __init__(self, entries: Iterable[Entry], file: str) -> None:
        self._file = file
        self._entries: dict[str, Entry] = {}
        self._children: dict[str, dict[str, None]] = {}
        self._tables: set[str] | None = None
        for entry in entries:
            self.put(entry)
        self.fresh = not self._entries

    def lock(self) -> Lock:
        entries = sorted(self._entries.values(), key=lambda entry: (entry.path, entry.id))
        return Lock(tuple(entries), self._file)

    def entry(self, id_: str) -> Entry:
        """The entry as it is by now."""
        return self._entries[id_]

    def under(self, parent: str) -> list[Entry]:
        """What the parent holds or held, sorted."""
        ids = self._children.get(parent, {})
        return sorted((self._entries[id_] for id_ in ids), key=lambda entry: (entry.path, entry.id))

    def active(self, parent: str) -> dict[str, Entry]:
        return {entry.name: entry for entry in self.under(parent) if entry.status == "active"}

    def gone(self, parent: str) -> dict[str, list[Entry]]:
        """By name: what can be restored; and what was purged or lives on in something else, which only is known."""
        found: dict[str, list[Entry]] = {}
        for entry in self.under(parent):
            if entry.status != "active":
                found.setdefault(entry.name, []).append(entry)
        return found

    def promise(self, id_: str, facts: tuple[str, ...]) -> Entry:
        """With what is demanded of its values from now on."""
        entry = self._entries[id_]
        return entry if entry.facts == facts else self.put(replace(entry, facts=facts))

    def put(self, entry: Entry) -> Entry:
        before = self._entries.get(entry.id)
        if before is not None and before.parent != entry.parent:
            del self._children[before.parent][entry.id]
        self._entries[entry.id] = entry
        self._children.setdefault(entry.parent, {})[entry.id] = None
        return entry

    def bear(self, path: str, kind: str, *, stored: str | None = None) -> Entry:
        """Something new; `stored` where it is to share the name of what it comes from."""
        id_ = fresh_id(path, kind, self._entries)
        entry = Entry(path, id_, kind, "")
        name = stored or free_name(entry.name, id_, _names(entry.name, kind), self._names_under(entry.parent))
        return self.put(self._free_table(replace(entry, stored=name)))

    def retire(self, entry: Entry, *facts: str) -> Entry:
        """What it held goes with it."""
        for child in self.under(entry.path):
            if child.status == "active":
                self.retire(child)
        return self.put(replace(entry, status="retired", facts=(*(entry.facts or ()), *facts)))

    def make_way(self, path: str) -> None:
        """What is gone, and what it held, leaves its name to another thing."""
        parent, name = split(path)
        for entry in self.gone(parent).get(name, []):
            self.rename(entry, f"{path}_{entry.id}")

    def revive(self, entry: Entry) -> Entry:
        """The thing is there again; what it held is for others to look at."""
        return entry if entry.status == "active" else self.put(replace(entry, status="active"))

    def rename(self, entry: Entry, path: str) -> Entry:
        """What it holds, gone things included, comes along; what is gone leaves that to what has its name by now."""
        if entry.path == path:
            return entry
        if entry.status == "active" or not self._is_taken(entry.path):
            for child in self.under(entry.path):
                self.rename(child, f"{path}.{child.name}")
        return self.put(replace(entry, path=path))

    def set_aside(self, entry: Entry) -> None:
        """Before its path is given to another thing that is renamed too."""
        self.rename(entry, f"{entry.path}{ASIDE}{entry.id}")

    def _is_taken(self, path: str) -> bool:
        parent, name = split(path)
        return name in self.active(parent)

    def place(self, entry: Entry) -> Position:
        """Its line in the lock."""
        return Position(self._file, entry.line, 1, len(entry.path))

    def _free_table(self, entry: Entry) -> Entry:
        """With another stored name where its table would be that of something else: sets of links have theirs, too."""
        if entry.kind != "record" and family(entry.kind) != "links":
            return entry
        if self._tables is None:
            self._tables = set(self._tables_there())
        holder = f"{self._holders()[entry.parent]}_" if entry.kind != "record" else ""
        if holder + entry.stored in self._tables:
            entry = replace(entry, stored=f"{entry.name}_{entry.id}")
        self._tables.add(holder + entry.stored)
        return entry

    def _tables_there(self) -> Iterator[str]:
        """What the database has or had: of record types, and of their sets of links."""
        yield from (record.stored for record in self.under("records"))
        for path, table in self._holders().items():
            fields = (field for field in self.under(path) if family(field.kind) == "links")
            yield from (f"{table}_{field.stored}" for field in fields)

    def _holders(self) -> dict[str, str]:
        """The tables of record types by path; of one that is gone, unless another one has its path."""
        records = sorted(self.under("records"), key=lambda record: record.status == "active")
        return {record.path: record.stored for record in records}

    def _names_under(self, parent: str) -> set[str]:
        return {name for entry in self.under(parent) for name in _names(entry.stored, entry.kind)}


def is_restorable(entry: Entry) -> bool:
    return entry.status == "retired" and not any(fact.startswith(SUPERSEDED) for fact in entry.facts or ())


def _names(stored: str, kind: str) -> set[str]:
    """What the database has under a stored name: of a link also its column."""
    return {stored, f"{stored}_id"} if family(kind) == "link" else {stored}
