"""Types of expressions, the vocabulary that they are checked against, and the checked expression itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from generator.expressions.tree import Node
from generator.problems import Text

Base = Literal[
    "text",
    "number",
    "yesno",
    "date",
    "datetime",
    "time",
    "duration",
    "choice",
    "link",
    "file",
    "account",
    "missing",
    "any",
]


@dataclass(frozen=True, slots=True)
class Type:
    """`many` marks a set. `record` is the target of a link; `options` are the choices; `places` scale of a number."""

    base: Base
    many: bool = False
    record: str | None = None
    options: tuple[str, ...] = ()
    places: int = 0


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What an expression may know of a field. `kind` is the spec's (`money`, `links`); `optional`: may be missing."""

    name: str
    kind: str
    type: Type
    optional: bool
    computed: bool = False
    move: str = ""  # the move of which it tells: `approve` of `approve_by`, which rules call `approve.by`
    inside: bool = False  # to be seen in portals that are inside only


@dataclass(frozen=True, slots=True)
class BackShape:
    """A set of records that link here by their field `field`."""

    name: str
    record: str
    field: str
    many: bool  # the field is of kind links


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A record type as expressions see it. `rules` are the named yes/no expressions, unread."""

    key: str
    class_name: str
    fields: Mapping[str, FieldShape]  # built-ins included: id created created_by updated updated_by revision
    backs: Mapping[str, BackShape]
    rules: Mapping[str, Text]
    parent: str | None = None  # of lines: the link to the record that they belong to; "" where it is not known


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All record types, and per (portal, role) which rule gives the rows of a record type, for `sees()`.

    `rows[(portal, role)][record]` is an expression, `all`, `public`, `none`, or absent (not visible).
    `lines[(portal, role)][record]`: of lines, the conditions of which any makes their owner show them (None: always).
    """

    records: Mapping[str, RecordShape]
    rows: Mapping[tuple[str, str], Mapping[str, Text]] = field(default_factory=dict)
    money_places: int = 2
    lines: Mapping[tuple[str, str], Mapping[str, tuple[Text | None, ...]]] = field(default_factory=dict)


class Use(Enum):
    """Where an expression stands; it decides what is allowed in it."""

    ROWS = "rows"  # visibility: rows, when, delete, portal's where; yes/no; fail closed; no arithmetic; SQL + Python
    FILTER = "filter"  # a menu's where: as ROWS without fail closed
    CANDIDATES = "candidates"  # where of a link: yes/no about `it`; SQL
    MEASURE = "measure"  # busy of a rule of routing: a number about `it`; SQL
    GUARD = "guard"  # when of a move: as CONDITION, fail closed, and the database judges it
    CONDITION = "condition"  # rules, checks, show, require, unless: yes/no; Python (SQL where it has no division)
    TRIGGER = "trigger"  # what a move waits for that happens by itself: as FORMULA, fail closed; a date is its start
    FORMULA = "formula"  # `is`: own fields, paths, backs; never now, today, me; Python
    VALUE = "value"  # default, preset, min, max: Python

    @property
    def stored(self) -> bool:
        """The value is kept, and worked out again when what it is made of changes: nobody in particular asks then."""
        return self in (Use.FORMULA, Use.TRIGGER)


@dataclass(frozen=True, slots=True)
class Names:
    """The names in force where an expression stands: keys of record types, or None where the name does not exist."""

    this: str | None
    it: str | None = None
    me: str | None = None
    role: str | None = None  # field of `me` that holds the role; None: me.role is always missing
    roles: tuple[str, ...] = ()
    portal: str | None = None  # the portal's key, needed by sees()
    portal_role: str = ""


@dataclass(frozen=True, slots=True)
class Dependency:
    """A formula reads `fields` of `record`, reached from the owner by the links and back links `through`."""

    record: str
    through: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. `reads`: own fields of `this` named in it (links by field name), through rules included.

    `local`: it reads only own columns of `this`, own columns of `me`, `now`, `today` and constants, so that Python can
    judge it without a query. `me`: it names `me`. `sql`: the SQLAlchemy emitter can express it.
    """

    source: Text
    type: Type
    tree: Node
    reads: tuple[str, ...]
    me: bool
    local: bool
    sql: bool
    depends: tuple[Dependency, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Emitted Python source of one expression; `records` are the record types whose classes it names."""

    text: str
    records: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()  # of runtime: "sql", "values"; and "datetime", "decimal"
