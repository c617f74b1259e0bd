"""A lock after a merge of branches by union: lines of one thing that stand there twice are one thing again.

Git keeps both sides' lines where neighbours changed, so that a line of before may stand beside the one that took its
place. Which of them holds is told by the specs, which were merged by their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.changes.lock import Entry, Lock
from generator.problems import Position, Problem


def reconcile(lock: Lock, present: Collection[str]) -> tuple[list[Entry], list[Problem]]:
    """One entry for each id, and what cannot be told. `present` are the paths of all things in the specs."""
    lines: dict[str, list[Entry]] = {}
    for entry in lock.entries:
        lines.setdefault(entry.id, []).append(entry)
    if len(lines) == len(lock.entries):
        entries = list(lock.entries)
        return entries, _doubled_paths(entries, lock.file)
    problems = [problem for of_id in lines.values() for problem in _torn(of_id, present, lock.file)]
    entries = [_one(of_id, present) for of_id in lines.values()]
    settled = _retire_doubled(entries, lines)
    return settled, [*problems, *_doubled_paths(settled, lock.file)]


def _one(lines: Sequence[Entry], present: Collection[str]) -> Entry:
    """Of lines of one id: one that is purged; one whose thing is in the specs; one that is retired; the first."""
    if len(lines) == 1:
        return lines[0]
    chosen = max(lines, key=lambda entry: _weight(entry, present))
    alike = [entry for entry in lines if entry.status == chosen.status and entry.kind == chosen.kind]
    return replace(chosen, facts=_common_facts(alike))


def _weight(entry: Entry, present: Collection[str]) -> tuple[int, int]:
    if entry.status == "purged":
        return 3, -entry.line
    if entry.status == "active":
        return (2 if entry.path in present else 0), -entry.line
    return 1, len(entry.facts or ())


def _common_facts(entries: Sequence[Entry]) -> tuple[str, ...] | None:
    """What all lines promise: the rest is looked at again, which does no harm."""
    known = [entry.facts for entry in entries if entry.facts is not None]
    if len(known) < len(entries):
        return None
    return tuple(fact for fact in known[0] if all(fact in facts for facts in known))


def _retire_doubled(entries: Sequence[Entry], lines: dict[str, list[Entry]]) -> list[Entry]:
    """Of two things under one path, one of which is retired in another line: it is retired."""
    by_path: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.status == "active":
            by_path.setdefault(entry.path, []).append(entry)
    settled = []
    for entry in entries:
        retired = next((line for line in lines[entry.id] if line.status == "retired"), None)
        doubled = entry.status == "active" and len(by_path[entry.path]) > 1
        settled.append(retired if doubled and retired is not None else entry)
    return settled


def _torn(lines: Sequence[Entry], present: Collection[str], file: str) -> list[Problem]:
    """One id under two names that are both in the specs: two branches gave it different names."""
    paths = sorted({entry.path for entry in lines if entry.status == "active" and entry.path in present})
    if len(paths) < 2:
        return []
    line = next(entry for entry in lines if entry.path == paths[1])
    message = f"'{_words(paths[0])}' and '{_words(paths[1])}' are one thing, renamed on two branches"
    hint = "keep one of the two names in the specs, and remove the other's line from spec.lock.yaml"
    return [Problem("S922", message, Position(file, line.line, 1, len(line.path)), hint)]


def _doubled_paths(entries: Sequence[Entry], file: str) -> list[Problem]:
    """Two things under one name: two branches each made one."""
    seen: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        if entry.status != "active":
            continue
        other = seen.setdefault(entry.path, entry)
        if other is not entry:
            message = f"'{_words(entry.path)}' was made on two branches, as {other.kind} and as {entry.kind}"
            hint = "remove the line from spec.lock.yaml that no database has; or give one of them another name"
            problems.append(Problem("S922", message, Position(file, entry.line, 1, len(entry.path)), hint))
    return problems


def _words(path: str) -> str:
    return path.partition(".")[2]
