"""Operations on whole record types: new, renamed, retired, restored, and what must be unique among their records."""

from __future__ import annotations

from dataclasses import dataclass

from generator.changes.columns import Column
from generator.changes.phrases import count, listed
from generator.problems import Position


@dataclass(frozen=True, slots=True)
class AddRecord:
    """A record type is new; so is its table, with these columns."""

    at: Position
    record: str
    label: str
    table: str
    columns: tuple[Column, ...] = ()

    def words(self) -> str:
        return f"Record type {self.record} is new"

    def effect(self, rows: int) -> str:
        return "it begins without records"


@dataclass(frozen=True, slots=True)
class RenameRecord:
    at: Position
    record: str
    was: str
    table: str

    def words(self) -> str:
        return f"Record type {self.record} is renamed from {self.was}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class RetireRecord:
    at: Position
    record: str
    table: str

    def words(self) -> str:
        return f"Record type {self.record} is retired"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} are kept, hidden, until it is purged"


@dataclass(frozen=True, slots=True)
class RestoreRecord:
    """A retired record type is in the specs again; `columns` are those that its table shows again."""

    at: Position
    record: str
    table: str
    columns: tuple[Column, ...] = ()

    def words(self) -> str:
        return f"Record type {self.record} is restored"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} are there again"


@dataclass(frozen=True, slots=True)
class AddUnique:
    """No two rows may have the same values in these columns; none may have them now."""

    at: Position
    record: str
    fields: tuple[str, ...]
    table: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"No two records of {self.record} may have the same {listed(self.fields)}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} are looked at"


@dataclass(frozen=True, slots=True)
class DropUnique:
    at: Position
    record: str
    fields: tuple[str, ...]
    table: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Records of {self.record} may have the same {listed(self.fields)}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class AddJointIndex:
    """The lists of a record type are read by these columns together. `fields` are built-in ones, too."""

    at: Position
    record: str
    fields: tuple[str, ...]
    table: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Records of {self.record} get an index by {listed(self.fields)}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class DropJointIndex:
    at: Position
    record: str
    fields: tuple[str, ...]
    table: str
    columns: tuple[Column, ...]

    def words(self) -> str:
        return f"Records of {self.record} need no index by {listed(self.fields)}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"
