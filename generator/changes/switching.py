"""All lists of choices, and the fields that got another list than they had: from a shared one to their own, and so on.

A field that switches keeps its values where each has the same stored value in the new list, or is gone from it. Where
a value would be read as something else, the field's values are converted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.app import App
from generator.changes.choices import identify_choices
from generator.changes.draft import Draft, is_restorable
from generator.changes.facts import as_mapping
from generator.changes.fates import FieldFate, ListFate
from generator.changes.lists import Use, UsedList, list_path, lists_of
from generator.changes.lock import Entry
from generator.changes.storage import family
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Switch:
    """A field that has another list: what became of the choices that it had, by their stored values.

    `clash`: some value would be read as another choice. `merged`: old stored value -> choice; `retired`: old ones.
    """

    use: Use
    clash: bool
    merged: tuple[tuple[Entry, str], ...]
    retired: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """`same`: by the list's path, the fields that have it as before and were there all the time. `before`: the choices
    that each field had."""

    fates: Mapping[str, ListFate]
    same: Mapping[str, tuple[Use, ...]]
    switches: Mapping[Use, Switch]
    before: Mapping[Use, Mapping[str, Entry]]
    problems: tuple[Problem, ...]


def identify_lists(app: App, fields: Mapping[Use, FieldFate], draft: Draft) -> Lists:
    """The draft is brought to all lists; those that no field has any more are retired."""
    lists = lists_of(app)
    old = _old_paths(lists, fields, draft)
    before = {use: _had(path, fields[use], draft) for use, path in (_left_paths(fields, draft) | dict(old)).items()}
    fates: dict[str, ListFate] = {}
    problems: list[Problem] = []
    moved: dict[str, str] = {}
    for path, used in lists.items():
        others = [use for use in used.uses if old.get(use, path) != path]
        origins = (old[use] for use in others if old[use] not in lists and old[use] not in moved)
        origin = next(origins, None)
        if origin is not None and not draft.under(path):
            moved[origin] = path
            for entry in draft.under(origin):
                draft.rename(entry, f"{path}.{entry.name}")
        inherited = {name: entry for use in others for name, entry in before[use].items()}
        fates[path], found = identify_choices(path, used.choices, inherited, draft)
        problems += found
    _retire_unused(lists, draft)
    same: dict[str, tuple[Use, ...]] = {}
    switches: dict[Use, Switch] = {}
    for path, used in lists.items():
        there = [use for use in used.uses if use in old and fields[use].how in ("kept", "restored")]
        stay = {use for use in there if moved.get(old[use], old[use]) == path}
        same[path] = tuple(use for use in there if use in stay and fields[use].how == "kept")
        switches |= {use: _switch(use, before[use], fates[path]) for use in there if use not in stay}
    return Lists(fates, same, switches, before, tuple(problems))


def _old_paths(lists: Mapping[str, UsedList], fields: Mapping[Use, FieldFate], draft: Draft) -> Mapping[Use, str]:
    """Of each field whose values are choices: the list that it had before."""
    found = {
        use: _old_path(fields[use], path, draft) for path, used in lists.items() for use in used.uses if use in fields
    }
    return {use: path for use, path in found.items() if path is not None}


def _left_paths(fields: Mapping[Use, FieldFate], draft: Draft) -> dict[Use, str]:
    """Of each field that was a choice and is converted into something else: the list that it had."""
    converted = {use: fate for use, fate in fields.items() if fate.how == "converted" and not fate.field.choices}
    found = {use: _old_path(fate, fate.entry.path, draft) for use, fate in converted.items()}
    return {use: path for use, path in found.items() if path is not None}


def _old_path(fate: FieldFate, path: str, draft: Draft) -> str | None:
    """The list that the field had before, as the lock calls it by now; None if its values were no choices."""
    if fate.before is None or family(fate.before.kind) not in ("choice", "choices"):
        return None
    own = fate.entry.path
    if fate.before.facts is None:
        return own if draft.under(own) else path
    shared = as_mapping(fate.before.facts).get("of")
    _, record, field = own.split(".")
    return list_path(record, field, shared)


def _had(path: str, fate: FieldFate, draft: Draft) -> Mapping[str, Entry]:
    """The choices that the field's values may be: those of a field that was gone were retired with it."""
    retired = {entry.name: entry for entry in draft.under(path) if is_restorable(entry)}
    was_gone = fate.before is not None and fate.before.status == "retired"
    return {**(retired if was_gone else {}), **draft.active(path)}


def _switch(use: Use, before: Mapping[str, Entry], fate: ListFate) -> Switch:
    becomes = {str(gone): str(new) for gone, new in fate.choices.becomes}
    was = {str(was): name for name, was in fate.choices.was.items()}
    stored = {entry.stored for entry in fate.entries.values()}
    clash, merged, retired = False, [], []
    for name, entry in before.items():
        now = fate.entries.get(name) or fate.entries.get(was.get(name, ""))
        if now is not None:
            clash |= now.stored != entry.stored
        elif entry.stored in stored:
            clash = True
        elif name in becomes:
            merged.append((entry, becomes[name]))
        else:
            retired.append(entry)
    return Switch(use, clash, tuple(merged), tuple(retired))


def _retire_unused(lists: Mapping[str, object], draft: Draft) -> None:
    for entry in _choices(draft):
        if entry.parent not in lists:
            draft.retire(entry)


def _choices(draft: Draft) -> Iterator[Entry]:
    return (entry for entry in draft.lock().entries if entry.is_choice and entry.status == "active")
