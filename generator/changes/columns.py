"""Where values are in the database, by stored names, and what rows get: the values that operations are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.app import Value

Limit = Literal["kind", "max", "min", "length", "pattern"]
"""What a field's values obey: `length` the most characters, `max` and `min` of numbers, dates and times, `kind` the
form of a kind of text (text: one line; email, phone, url)."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its name and label in the specs of today, and the value that rows hold."""

    name: str
    label: str
    stored: str


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field's values are: `table` is that of its record type, `name` the field's stored name.

    Of a link the column in the database is `<name>_id`, and `target` is the stored table it points to. Links are in
    the table `<table>_<name>`, files in the table of all files under table and name. `links`, `lines`, `file`,
    `files` and `image` have no column; lines are the rows of another record type. `id` is the field's identity in the
    lock.
    """

    table: str
    name: str
    kind: str
    places: int | None = None
    target: str | None = None
    options: tuple[Option, ...] = ()
    index: bool = False
    unique: bool = False
    id: str = ""

    @property
    def column(self) -> str | None:
        """The column in the database; None for a kind that has none."""
        if self.kind in ("links", "lines", "file", "files", "image"):
            return None
        return f"{self.name}_id" if self.kind == "link" else self.name


@dataclass(frozen=True, slots=True)
class Fill:
    """What rows without a value get. `value` is a Constant (of a choice: its stored value) or the name of a rule of
    the record type, which is evaluated for each row. `source` is the expression as typed."""

    value: Value
    source: str
    key: Literal["backfill", "default"]
