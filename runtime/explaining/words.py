"""The rules of access in words, and where the specs say them: what `generated/access.json` has for each grant.

A grant that the file does not have (a site without one) is told by its rule as it is typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from runtime.declarations.access import EVERYTHING, Access, Grant
from runtime.declarations.rules import Rule
from runtime.declarations.site import Portal
from runtime.declarations.workflow import Move

Entry = Mapping[str, Any]
NOTHING: Entry = {}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is allowed: while `rule` holds (None: always). `words` fit after "while"; `parts` are the
    conditions that it joins by `and`, in words; `at` is the line of the grant."""

    rule: Rule | None
    words: str
    at: str
    parts: tuple[str, ...] = ()


class AccessWords:
    """Read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _content(self) -> Mapping[str, Any]:
        if not self._path.is_file():
            return {}
        content: Mapping[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        return content

    def of(self, portal: Portal, role: str, record: str) -> BlockWords:
        by_role = self._content.get(portal.key, NOTHING)
        own = by_role.get(role, NOTHING).get(record)
        return BlockWords(own or by_role.get("", NOTHING).get(record) or NOTHING)


class BlockWords:
    """The words of one block: of one role of one portal for one record type."""

    def __init__(self, block: Entry) -> None:
        self._block = block

    def rows(self, access: Access) -> Ground | None:
        return None if access.rows is None else _ground(access.rows, self._block.get("rows"))

    def delete(self, access: Access) -> Ground | None:
        return None if access.delete is None else _ground(access.delete, self._block.get("delete"))

    def create(self, access: Access) -> Ground | None:
        return None if access.create is None else _ground(None, self._block.get("create"))

    def move(self, move: Move) -> Ground:
        """Of its `when`, and the line of the move."""
        entries: Sequence[Entry] = self._block.get("moves") or []
        return _ground(move.when, next((each for each in entries if each.get("move") == move.name), None))

    def grants(self, key: str, grants: Sequence[Grant]) -> list[tuple[tuple[str, ...], Ground]]:
        """Grounds with their fields. `key` is `see` or `edit`; the file has a group for each grant, in this order."""
        groups = self._block.get(key) or []
        matching = [group.get("fields") for group in groups] == [list(grant.fields) for grant in grants]
        entries = groups if matching else [None] * len(grants)
        return [(grant.fields, _ground(grant.when, entry)) for grant, entry in zip(grants, entries, strict=True)]


def _ground(rule: Rule | None, entry: Entry | None) -> Ground:
    conditional = None if rule is EVERYTHING else rule
    if entry is None:
        typed = "" if conditional is None else f"“{conditional.text}” holds"
        return Ground(conditional, typed, "" if conditional is None else conditional.place)
    words = entry["words"] or ("" if conditional is None else f"“{conditional.text}” holds")
    return Ground(conditional, words, entry["at"], tuple(entry.get("parts", ())))
