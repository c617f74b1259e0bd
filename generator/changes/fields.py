"""Which field of a record type is which of the lock, and whether its values can stay where they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from generator.app import Field
from generator.changes import refusals
from generator.changes.draft import Draft, is_restorable
from generator.changes.facts import as_mapping
from generator.changes.fates import FieldFate, How, RecordFate
from generator.changes.kinds import kind_of
from generator.changes.lock import Entry
from generator.changes.matching import Names, match
from generator.changes.storage import alike, convertible, family
from generator.problems import Problem, Text


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one record type. `gone`: as they were, those included whose place another one takes."""

    fates: tuple[FieldFate, ...]
    gone: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def identify_fields(
    record: RecordFate, targets: Mapping[str, str], retired_records: frozenset[str], draft: Draft
) -> Fields:
    """The draft is brought to the fields. `targets` are the ids of record types, by key."""
    path = record.entry.path
    active, gone = draft.active(path), draft.gone(path)
    present = {field.name: _was(field, {*active, *gone}) for field in record.record.fields}
    found = match(Names("field", "fields", present, active, gone, lenient=draft.fresh or record.before is None))
    problems = list(found.problems)
    known = {entry.id for entry in found.found.values()}
    left = [entry for entry in active.values() if entry.id not in known]
    for entry in left:
        draft.retire(entry)
    for name, entry in found.found.items():
        if entry.name != name:
            draft.set_aside(entry)
    fates, replaced = [], []
    for field in record.record.fields:
        kind = kind_of(field, targets)
        before = found.found.get(field.name) or _to_restore(gone.get(field.name, ()), kind)
        fate = _Settling(record, field, kind, draft).settle(before)
        if isinstance(fate, Problem):
            problems.append(fate)
            continue
        fates.append(fate)
        if before is not None and before.status == "active" and fate.how == "new":
            replaced.append(before)
    problems += refusals.undeclared_fields(record.record, left, [each for each in fates if each.how == "new"])
    problems += refusals.wrongly_retired(record.record, {entry.name for entry in left} | {*gone}, retired_records)
    return Fields(tuple(fates), (*left, *replaced), tuple(problems))


def _was(field: Field, known: Collection[str]) -> Text | None:
    """What a field was called. Of a move that is renamed, it may be that nothing was kept before."""
    return None if field.kept and field.was not in known else field.was


def _to_restore(gone: list[Entry] | tuple[Entry, ...], kind: str) -> Entry | None:
    """Of what was retired under the name, the one whose values fit best."""
    fit = [
        entry for entry in gone if is_restorable(entry) and (alike(entry.kind, kind) or convertible(entry.kind, kind))
    ]
    return max(fit, key=lambda entry: (alike(entry.kind, kind), entry.id), default=None)


@dataclass(frozen=True, slots=True)
class _Settling:
    """One field of the specs, while it is found out what becomes of the values that it had."""

    record: RecordFate
    field: Field
    kind: str
    draft: Draft

    def settle(self, before: Entry | None) -> FieldFate | Problem:
        if before is None:
            return self._fate(self._born(), None, "new")
        if self._becomes_computed(before):
            return self._replaced(before)
        if alike(before.kind, self.kind):
            return self._stays(before)
        if self.field.formula is not None:
            return self._replaced(before)
        if convertible(before.kind, self.kind):
            return self._moved(before, "converted")
        return self._elsewhere(before)

    def _elsewhere(self, before: Entry) -> FieldFate | Problem:
        """What cannot be read as the new kind: it stays in its column, and the field begins anew."""
        answered = self.field.backfill is not None or self.field.from_now
        relinked = family(before.kind) == family(self.kind) != "lines"
        if before.status == "active" and not answered:
            keys = {entry.id: entry.name for entry in self.draft.under("records")}
            return refusals.no_conversion(self.record.record, self.field, before.kind, self.kind, keys)
        return self._moved(before, "relinked") if relinked else self._replaced(before)

    def _becomes_computed(self, before: Entry) -> bool:
        """Then what people entered would be overwritten."""
        return self.field.formula is not None and before.facts is not None and "is" not in as_mapping(before.facts)

    def _stays(self, before: Entry) -> FieldFate:
        """In its column, under today's name and kind."""
        entry = self.draft.entry(before.id)
        if entry.path != self._path:
            self.draft.make_way(self._path)
            entry = self.draft.rename(entry, self._path)
        if (entry.kind, entry.status) != (self.kind, "active"):
            entry = self.draft.put(replace(entry, kind=self.kind, status="active"))
        return self._fate(entry, before, "kept" if before.status == "active" else "restored")

    def _replaced(self, before: Entry) -> FieldFate:
        """A new column begins; the old one is retired by itself."""
        entry = self.draft.entry(before.id)
        if before.status == "active":
            entry = self.draft.retire(entry)
        fate = self._fate(self._born(), None, "new")
        if before.status == "active":
            entry = self.draft.entry(before.id)
            facts = (*(entry.facts or ()), f"became={fate.entry.id}")
            self.draft.rename(self.draft.put(replace(entry, facts=facts)), before.path)
        return fate

    def _moved(self, before: Entry, how: How) -> FieldFate:
        """Its values go to a new column. A list of its own comes along, since choices are converted by their names."""
        old = self.draft.entry(before.id)
        own = [(child, child.name) for child in self.draft.under(old.path)]
        self.draft.put(replace(old, status="retired"))
        fate = self._fate(self._born(), before, how)
        for child, name in own:
            self.draft.rename(self.draft.entry(child.id), f"{self._path}.{name}")
        old = self.draft.entry(before.id)
        facts = (*(before.facts or ()), f"became={fate.entry.id}")
        self.draft.rename(self.draft.put(replace(old, facts=facts)), before.path)
        return fate

    def _born(self) -> Entry:
        self.draft.make_way(self._path)
        return self.draft.bear(self._path, self.kind)

    def _fate(self, entry: Entry, before: Entry | None, how: How) -> FieldFate:
        return FieldFate(self.record.record, self.field, entry, before, how)

    @property
    def _path(self) -> str:
        return f"{self.record.entry.path}.{self.field.name}"
