"""Reads the lock file: of its present form, of the second one, which kept no backfills, and of the first one
(`<path>: <id> <kind>`, links by the target's key)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from generator.changes.facts import UNKNOWN, as_mapping
from generator.changes.lock import FILE, Entry, Lock, Status, Unread, split

_FORM, _SECOND = "# Form 3:", "# Form 2:"
_LINE = re.compile(r"(?P<path>(?:records|choices)\.[^\s:]+): (?P<id>[a-z0-9]{6}) (?P<rest>\S.*)\Z")
_STATUS: Mapping[str, Status] = {"": "active", "retired": "retired", "purged": "purged"}
_AFTER_FACTS = frozenset({"as", "retired", "purged"})
_WITH_OPERAND = frozenset({"link", "links", "lines", "decimal", "percent", "money"})


def read_lock(specs: Path, known: str = "") -> Lock:
    """The lock of these specs; empty where there is none. A line that cannot be read raises ValueError.

    `known` is the digest of a lock as it was written: if this is the same one, it is read when somebody asks.
    """
    path = specs / FILE
    file = f"{specs.name}/{FILE}"
    if not path.exists():
        return Lock((), file)
    text = path.read_text(encoding="utf-8")
    if digest_of(text) == known:
        return Lock(Unread(text, lambda: parse_lock(text, file, path).entries), file)
    return parse_lock(text, file, path)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def parse_lock(text: str, file: str = f"specs/{FILE}", shown: Path | str = FILE) -> Lock:
    """The lock with this text. `file` is for positions, `shown` for what a ValueError says."""
    lines = text.splitlines()
    second = any(line.startswith(_SECOND) for line in lines)  # beside the third after a merge of branches
    known = second or any(line.startswith(_FORM) for line in lines)
    entries = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip():
            continue
        entry = _entry(line, number)
        if entry is None:
            raise ValueError(f"{shown}:{number}: not a line of the lock file; restore it from version control")
        entries.append(_without_backfill(entry) if second else entry if known else replace(entry, facts=None))
    return Lock(tuple(_with_ids(entries)), file)


def _entry(line: str, number: int) -> Entry | None:
    """None for what is not a line of the lock. Facts come first, then the stored name, then what became of it."""
    found = _LINE.match(line)
    if found is None:
        return None
    path, id_, told = found.groups()
    words = told.split()
    length = 2 if words[0] in _WITH_OPERAND else 1
    kind, rest, stored = " ".join(words[:length]), words[length:], split(path)[1]
    if _AFTER_FACTS.isdisjoint(rest):
        return Entry(path, id_, kind, stored, "active", number, tuple(rest))
    facts = tuple(takewhile(lambda word: word not in _AFTER_FACTS, rest))
    rest = rest[len(facts) :]
    if rest[:1] == ["as"] and len(rest) > 1:
        stored, rest = rest[1], rest[2:]
    status = _STATUS.get(" ".join(rest))
    if status is None:
        return None
    return Entry(path, id_, kind, stored, status, number, facts)


def _without_backfill(entry: Entry) -> Entry:
    """A field of the second form, of which nobody knows whether it had a backfill."""
    facts = entry.facts or ()
    if entry.status != "active" or entry.kind == "record" or entry.is_choice or "backfill" in as_mapping(facts):
        return entry
    return replace(entry, facts=(*facts, f"backfill={UNKNOWN}"))


def _with_ids(entries: Sequence[Entry]) -> list[Entry]:
    """Links name the record type's id, also where the line is of the first form and names its key."""
    ids = {entry.id for entry in entries if entry.kind == "record"}
    keys = {entry.path.removeprefix("records."): entry.id for entry in entries if entry.kind == "record"}
    return [_with_id(entry, ids, keys) for entry in entries]


def _with_id(entry: Entry, ids: Set[str], keys: Mapping[str, str]) -> Entry:
    kind, _, target = entry.kind.partition(" ")
    if kind not in ("link", "links", "lines") or target in ids or target not in keys:
        return entry
    return replace(entry, kind=f"{kind} {keys[target]}")
