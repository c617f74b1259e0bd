"""Rows as rules ask for them: a cell, or the records that link to one. Notes on demand what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from leaks.world import Cell, Rows

FORM = 0
"""The id of a record that is being filled in; see `Facts.forms`."""


class Here(NamedTuple):
    """One record."""

    record: str
    id: int


@dataclass(slots=True)
class Asked:
    """What was read: cells, and sets as (record type, link field, target)."""

    cells: set[tuple[str, int, str]] = field(default_factory=set)
    sets: set[tuple[str, str, int]] = field(default_factory=set)


class Facts:
    """All data, whoever asks. `forms` are records being filled in, by their type."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.asked: Asked | None = None
        self.forms: Mapping[str, Mapping[str, Cell]] = {}
        self._sets: dict[tuple[str, str], dict[int, list[int]]] = {}

    def cell(self, here: Here, name: str) -> Cell:
        if here.id == FORM:
            return self.forms[here.record].get(name)
        if self.asked is not None:
            self.asked.cells.add((here.record, here.id, name))
        return self.rows[here.record][here.id][name]

    def linking(self, record: str, name: str, target: int) -> list[int]:
        """The ids of the records of a type that link to the target by this field, in order."""
        if self.asked is not None:
            self.asked.sets.add((record, name, target))
        if (record, name) not in self._sets:
            self._sets[record, name] = self._gather(record, name)
        return self._sets[record, name].get(target, [])

    def forget(self, record: str, name: str) -> None:
        """A link was changed."""
        self._sets.pop((record, name), None)

    def _gather(self, record: str, name: str) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for key in sorted(self.rows[record]):
            value = self.rows[record][key][name]
            for target in value if isinstance(value, tuple) else (value,):
                if isinstance(target, int):
                    found.setdefault(target, []).append(key)
        return found
