"""Operations on lists of choices. `where` names the list in words: `rank`, or `order.state` for one written at a
field; `columns` are all fields that have it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.changes.columns import Column
from generator.changes.phrases import count
from generator.problems import Position


@dataclass(frozen=True, slots=True)
class AddChoice:
    at: Position
    where: str
    choice: str
    stored: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Choice {self.choice} of {self.where} is new"

    def effect(self, rows: int) -> str:
        return "no record changes"


@dataclass(frozen=True, slots=True)
class RenameChoice:
    at: Position
    where: str
    choice: str
    was: str
    stored: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Choice {self.choice} of {self.where} is renamed from {self.was}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class RetireChoice:
    """A choice is gone. No row of these columns may hold it: that is for the plan to find out."""

    at: Position
    where: str
    choice: str
    stored: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Choice {self.choice} of {self.where} is retired"

    def effect(self, rows: int) -> str:
        return f"none of its {count(rows)} may hold it"


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """A choice is gone, and its rows become another one: `old` and `new` are stored values."""

    at: Position
    where: str
    choice: str
    becomes: str
    old: str
    new: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Choice {self.choice} of {self.where} becomes {self.becomes}"

    def effect(self, rows: int) -> str:
        return f"those of its {count(rows)} that hold it are changed"
