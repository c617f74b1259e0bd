"""The words that revisions are written in: what one of them does to the database, as data. A closed list.

Tables, columns and choices are named as the database has them. `at` is the line of the specs that asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from runtime.declarations.access import Value
from runtime.declarations.rules import Formula

__all__ = ["Formula"]

Unfit = Literal["blocks", "stays", "filled"]
"""What becomes of a value that cannot be converted: it blocks; stays in the old column only; a fill follows."""


@dataclass(frozen=True, slots=True)
class AddTable:
    """A record type is new. Its columns are those of its class, or follow as AddColumn."""

    table: str


@dataclass(frozen=True, slots=True)
class AddColumn:
    """`to` is the table that a link leads to."""

    table: str
    column: str
    kind: str
    places: int | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class AddChoice:
    """No row changes; servers of the generation before do not know the choice."""

    table: str
    column: str
    choice: str


@dataclass(frozen=True, slots=True)
class RetireChoice:
    """No row may hold the choice."""

    table: str
    column: str
    choice: str
    at: str
    kind: str = "choice"


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Rows that hold `old` come to hold `new`; the history keeps what they held."""

    table: str
    column: str
    old: str
    new: str
    at: str
    kind: str = "choice"


@dataclass(frozen=True, slots=True)
class Convert:
    """The values of `column`, converted into the column `into`; the old ones stay. Choices: stored value -> label."""

    table: str
    column: str
    into: str
    source: str
    target: str
    at: str
    source_places: int | None = None
    places: int | None = None
    source_choices: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    unfit: Unfit = "blocks"


@dataclass(frozen=True, slots=True)
class Fill:
    """Rows without a value get one: a constant (a choice: as stored), or what the formula gives for them.

    `required`: none may be left without. `instead_of`: only rows that have a value in that column, which could not be
    converted. `means`: what the names in the formula meant when it was written (see `runtime.migrations.meanings`).
    """

    table: str
    column: str
    kind: str
    value: Value
    at: str
    places: int | None = None
    required: bool = False
    instead_of: str | None = None
    means: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compute:
    """A computed field is new: its value is computed for all rows."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Require:
    """No row may lack a value. `converted_from`: the column that the values come from."""

    table: str
    column: str
    at: str
    converted_from: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """No row may break it. `limit` is `length`, `max`, `min`, `pattern`, `kind` or `places`."""

    table: str
    column: str
    kind: str
    limit: str
    value: str | int
    at: str
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of rows for which an earlier revision asked of the column what they do not fulfil: they get `fill`;
    None: they may stay as they are. Nothing, once that revision has been carried out (see `answering`)."""

    table: str
    column: str
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class AddUnique:
    """No two rows may be alike in all these columns, missing values aside."""

    table: str
    columns: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class DropUnique:
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddIndex:
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DropIndex:
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class AddJointIndex:
    """Lists are read by these columns together."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropJointIndex:
    table: str
    columns: tuple[str, ...]


Operation = (
    AddTable
    | AddColumn
    | AddChoice
    | RetireChoice
    | MergeChoice
    | Convert
    | Fill
    | Compute
    | Require
    | Limit
    | Answer
    | AddUnique
    | DropUnique
    | AddIndex
    | DropIndex
    | AddJointIndex
    | DropJointIndex
)
