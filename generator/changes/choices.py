"""Which choice of a list is which of the lock: renamed, merged into another one, retired, or back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.app import Choices
from generator.changes import refusals
from generator.changes.draft import Draft, is_restorable
from generator.changes.fates import ListFate
from generator.changes.lists import words_of
from generator.changes.lock import Entry
from generator.changes.matching import Names, match
from generator.problems import Problem


def identify_choices(
    path: str, choices: Choices, inherited: Mapping[str, Entry], draft: Draft
) -> tuple[ListFate, list[Problem]]:
    """The draft is brought to the list. `inherited`: choices of the list that its fields had before, by name; a new
    choice that is one of these keeps the value that rows hold."""
    return _Matching(path, choices, inherited, draft).result()


def _restorable(gone: Mapping[str, Iterable[Entry]]) -> Iterator[tuple[str, Entry]]:
    """Those that became nothing when they were taken out: some database may have rows that hold them."""
    return ((name, entry) for name, entries in gone.items() for entry in entries if is_restorable(entry))


@dataclass(frozen=True, slots=True)
class _Matching:
    path: str
    choices: Choices
    inherited: Mapping[str, Entry]
    draft: Draft

    def result(self) -> tuple[ListFate, list[Problem]]:
        active, gone = self.draft.active(self.path), self.draft.gone(self.path)
        present = {name: self.choices.was.get(name) for name, _ in self.choices.options}
        fresh = not active and not gone
        found = match(Names("choice", "choices", present, active, gone, lenient=fresh))
        before = dict(found.found)
        for name in present:
            restorable = [entry for of, entry in _restorable(gone) if of == name]
            if name not in before and restorable:
                before[name] = restorable[-1]
        known = {entry.id for entry in before.values()}
        left = {name: entry for name, entry in active.items() if entry.id not in known}
        new = [name for name in present if name not in before]
        back = [name for name, entry in before.items() if entry.status == "retired"]
        problems = [*found.problems, *self._problems(left, new, {*active, *gone}, fresh=fresh)]
        unanswered = [
            (name, entry) for name, entry in _restorable(gone) if name not in present and entry.id not in known
        ]
        if active:  # else no server knows the list
            problems += self._too_early({*left, *(name for name, _ in unanswered)}, {*new, *back})
        entries = {name: self._entry(name, before.get(name)) for name in present}
        merged = self._merge(left.items(), entries)
        answered = self._merge(unanswered, entries)
        if not found.problems:
            self._remember({*active, *gone}, entries, fresh=fresh)
        retired = [entry for entry in left.values() if entry.id not in {each.id for each, _ in merged}]
        for entry in retired:
            self.draft.retire(self.draft.entry(entry.id))
        fate = ListFate(
            self.path,
            self.choices,
            entries,
            added=() if fresh else tuple(name for name in present if name in new or name in back),
            renamed={name: entry.name for name, entry in before.items() if entry.name != name},
            merged=merged,
            answered=answered,
            retired=tuple(retired),
        )
        return fate, problems

    def _entry(self, name: str, before: Entry | None) -> Entry:
        path = f"{self.path}.{name}"
        if before is not None:
            return self.draft.revive(self.draft.rename(self.draft.entry(before.id), path))
        earlier = self.inherited.get(name) or self.inherited.get(self.choices.was.get(name, ""))
        taken = {entry.stored for entry in self.draft.under(self.path)}
        stored = earlier.stored if earlier is not None and earlier.stored not in taken else None
        return self.draft.bear(path, "choice", stored=stored)

    def _merge(self, left: Iterable[tuple[str, Entry]], entries: Mapping[str, Entry]) -> tuple[tuple[Entry, str], ...]:
        becomes = {str(gone): str(new) for gone, new in self.choices.becomes if new in entries}
        merged = []
        for name, before in left:
            if name in becomes:
                entry = self.draft.entry(before.id)
                facts = (*(entry.facts or ()), f"becomes={entries[becomes[name]].id}")
                self.draft.put(replace(entry, status="retired", facts=facts))
                merged.append((before, becomes[name]))
        return tuple(merged)

    def _too_early(self, left: set[str], fresh: set[str]) -> list[Problem]:
        """Servers of the former generation do not know the new choice, so rows could only be moved after the swap.

        Until then the rules of the new one would take them for something else.
        """
        where = words_of(self.path)
        return [
            refusals.early_becoming(where, gone, str(new))
            for gone, new in self.choices.becomes
            if gone in left and new in fresh
        ]

    def _remember(self, known: set[str], entries: Mapping[str, Entry], *, fresh: bool) -> None:
        """What its fields had in another list, or a list that is new says of its past, is from now on known here."""
        for gone, new in self.choices.becomes:
            if gone not in known and new in entries and (fresh or gone in self.inherited):
                stored = self.inherited[gone].stored if gone in self.inherited else None
                entry = self.draft.bear(f"{self.path}.{gone}", "choice", stored=stored)
                self.draft.put(replace(entry, status="retired", facts=(f"becomes={entries[new].id}",)))

    def _problems(self, left: Mapping[str, Entry], new: list[str], known: set[str], *, fresh: bool) -> list[Problem]:
        where = words_of(self.path)
        becoming = {str(gone) for gone, _ in self.choices.becomes}
        undeclared = [name for name in left if name not in becoming]
        unasked = [name for name in new if name not in self.choices.was]
        problems = [refusals.undeclared_choice(where, gone, unasked, self.choices) for gone in undeclared if unasked]
        problems += [
            refusals.unknown_becoming(where, gone, sorted(known - {name for name, _ in self.choices.options}))
            for gone, _ in self.choices.becomes
            if not fresh and gone not in known and gone not in self.inherited
        ]
        return problems
