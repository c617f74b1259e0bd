"""The lock with new paths for what is renamed: identities, kinds and names in the database stay.

So do facts, but for the names in them: the list of a field's choices, and the digest of a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.app import App
from generator.changes.facts import facts_of
from generator.changes.lock import Entry
from generator.changes.lockfile import parse_lock

Facts = tuple[str, ...]


def moved_lock(text: str, moves: Mapping[str, str]) -> str:
    """The lock file's text where each old path of `moves`, and what lies below it, has become the new one.

    Lines of what is not renamed stay as they are. Raises ValueError for a line that cannot be read.
    """
    return _changed(text, lambda entry: _moved(entry, moves), moves)


def refreshed_lock(text: str, moves: Mapping[str, str], before: App, after: App) -> str:
    """The text of a moved lock, where facts that were those of `before` are those of `after`, which is the same but for
    the name. Other facts are those of a change that is not applied yet, and stay."""
    back = {new: old for old, new in moves.items()}
    old, new = _facts(before), _facts(after)

    def refreshed(entry: Entry) -> Entry:
        was, now = old.get(_moved(entry, back).path), new.get(entry.path)
        if entry.status != "active" or entry.facts is None or was is None or now is None:
            return entry
        values = dict(zip(was, now, strict=False))
        return replace(entry, facts=tuple(values.get(fact, fact) for fact in entry.facts))

    return _changed(text, refreshed, {})


def _changed(text: str, change: Callable[[Entry], Entry], moves: Mapping[str, str]) -> str:
    typed = text.splitlines()
    head = [line for line in typed if line.startswith("#")]
    lines = []
    for entry in parse_lock(text).entries:
        new = change(entry)
        line = typed[entry.line - 1]
        kept = new == entry and not _names_target(line, moves)
        lines.append(((new.path, new.id, new.status), line if kept else new.text()))
    return "".join(f"{line}\n" for line in [*head, *(line for _, line in sorted(lines))])


def _names_target(line: str, moves: Mapping[str, str]) -> bool:
    """Whether a link of the lock's first form names the key of a record type that is renamed."""
    words = line.split()
    return words[2:3] in (["link"], ["links"], ["lines"]) and f"records.{words[-1]}" in moves


def _moved(entry: Entry, moves: Mapping[str, str]) -> Entry:
    """What is gone keeps its name, but moves along with the record type or the field that it belonged to."""
    if entry.status == "active" and entry.path in moves:
        return replace(entry, path=moves[entry.path])
    for old, new in moves.items():
        if entry.kind != "record" and entry.parent in (old, *_fields_below(entry, old)):
            return replace(entry, path=new + entry.path.removeprefix(old))
    return entry


def _fields_below(entry: Entry, old: str) -> tuple[str, ...]:
    """The field of a choice, where the record type is renamed."""
    return (entry.parent,) if entry.parent.startswith(f"{old}.") and old.count(".") == 1 else ()


def _facts(app: App) -> Mapping[str, Facts]:
    """Of all fields, by their paths in the lock."""
    return {
        f"records.{record.key}.{field.name}": facts_of(record, field)
        for record in app.records.values()
        for field in record.fields
    }
