"""Operations that bring a field's values into another column; the old one stays, retired."""

from __future__ import annotations

from dataclasses import dataclass

from generator.changes.columns import Column, Fill
from generator.changes.phrases import count, fill_words, kind_words
from generator.problems import Position


@dataclass(frozen=True, slots=True)
class ConvertField:
    """The values of one column, converted into another; the old one stays, retired. What cannot be converted gets
    `fill`, or is left empty where `from_now`, and otherwise stops the apply."""

    at: Position
    record: str
    field: str
    source: Column
    target: Column
    required: bool = False
    fill: Fill | None = None
    from_now: bool = False

    @property
    def table(self) -> str:
        return self.target.table

    def words(self) -> str:
        was, now = kind_words(self.source), kind_words(self.target)
        return f"Field {self.field} of {self.record} is stored as {now} instead of {was}"

    def effect(self, rows: int) -> str:
        return f"the values of its {count(rows)} are converted; the old ones are kept"


@dataclass(frozen=True, slots=True)
class RelinkField:
    """A link leads to another record type: a new column beside the old one, which stays, retired."""

    at: Position
    record: str
    field: str
    source: Column
    target: Column
    required: bool = False
    fill: Fill | None = None
    from_now: bool = False

    @property
    def table(self) -> str:
        return self.target.table

    def words(self) -> str:
        return f"Field {self.field} of {self.record} links to {self.target.target} instead of {self.source.target}"

    def effect(self, rows: int) -> str:
        get = f"get {fill_words(self.fill)}" if self.fill else "have none until one is chosen"
        return f"its {count(rows)} {get}; the old links are kept"
