"""`specs/spec.lock.yaml`: the identity of everything in the specs. Machine-written, sorted, one line a thing.

A line is `<path>: <id> <kind>`: `records.order.total: k7f3q2 money 2`. The id is short and random and stays with the
thing for ever; the kind is what its data is stored as.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.app import App, Field, Record

FILE = "spec.lock.yaml"
HEAD = "# Written by `portal apply`; do not edit. It keeps the identity of everything in these specs.\n"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

_LINE = re.compile(r"(?P<path>[a-z0-9_.\-/]+): (?P<id>[a-z0-9]{6}) (?P<kind>.+)\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing's identity, what it is stored as, and its line in the file (0: not written yet)."""

    id: str
    kind: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lock:
    entries: Mapping[str, Entry]

    def text(self) -> str:
        """The file's text."""
        return HEAD + "".join(f"{path}: {entry.id} {entry.kind}\n" for path, entry in sorted(self.entries.items()))


def read_lock(specs: Path) -> Lock:
    """The lock of these specs; empty where there is none. A line that cannot be read raises ValueError."""
    path = specs / FILE
    if not path.exists():
        return Lock({})
    entries = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        found = _LINE.match(line)
        if not found:
            raise ValueError(f"{path}:{number}: not a line of the lock file; restore it from version control")
        entries[found["path"]] = Entry(found["id"], found["kind"], number)
    return Lock(entries)


def extend(lock: Lock, app: App) -> Lock:
    """The lock with an identity for everything new; what stays keeps its own."""
    taken = {entry.id for entry in lock.entries.values()}
    entries = dict(lock.entries)
    for path, kind in sorted(things(app).items()):
        if path not in entries:
            entries[path] = Entry(_fresh_id(taken), kind)
    return Lock(entries)


def things(app: App) -> dict[str, str]:
    """Everything in the specs that has an identity: path -> kind."""
    found: dict[str, str] = {}
    for record in app.records.values():
        found[f"records.{record.key}"] = "record"
        for field in record.fields:
            found[f"records.{record.key}.{field.name}"] = _kind(field)
            found.update(_choices(record, field))
    return found


def _choices(record: Record, field: Field) -> dict[str, str]:
    if not field.choices:
        return {}
    shared = field.choices.shared
    prefix = f"choices.{shared}" if shared else f"records.{record.key}.{field.name}"
    return {f"{prefix}.{choice}": "choice" for choice, _ in field.choices.options}


def _kind(field: Field) -> str:
    details = [field.target or "", str(field.places) if field.places is not None else ""]
    return " ".join([field.kind, *filter(None, details)])


def _fresh_id(taken: set[str]) -> str:
    while True:
        candidate = "".join(secrets.choice(ALPHABET) for _ in range(6))
        if candidate not in taken:
            taken.add(candidate)
            return candidate
