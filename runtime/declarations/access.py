"""What a record type does by itself, and what each portal and role may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from runtime.declarations.later import Later
from runtime.declarations.rules import Candidates, Computed, Formula, Rule
from runtime.declarations.words import AS_EVERYWHERE, Words

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from runtime.declarations.notices import Notice
    from runtime.declarations.routing import Route
    from runtime.declarations.service_level import ServiceLevel
    from runtime.declarations.thread import Thread
    from runtime.declarations.workflow import Workflow


def _exists(this: Any, _given: Any) -> ColumnElement[bool]:
    """True of every row there is; says so without a name of SQLAlchemy, which this floor does not import."""
    whole: ColumnElement[bool] = this.c.id.is_not(None)
    return whole


EVERYTHING = Rule("all", "", sql=_exists, python=lambda _this, _given: True, local=True)
"""The rule of `rows: all` and `rows: public`."""

Value = str | bool | int | Decimal | date | time | datetime | timedelta | Formula


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    refuse: Rule
    say: str
    fields: tuple[str, ...] = ()
    """Where the message stands; the check runs on creation and when one of them, or the state of a workflow, changes
    (empty: always)."""


@dataclass(frozen=True, slots=True)
class Unique:
    fields: tuple[str, ...]
    say: str
    unless: Rule | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """Fields granted while `when` holds (None: always). Dotted names are display only, one link away."""

    fields: tuple[str, ...]
    when: Rule | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """What a portal says differently about a field; None: as the record type has it."""

    label: str | None = None
    hint: str | None = None
    where: Candidates | None = None
    require: Rule | None = None
    default: Value | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """One portal's (or one of its roles') part of a record type. Nothing listed is nothing allowed."""

    rows: Rule | None = None
    see: tuple[Grant, ...] = ()
    create: tuple[str, ...] | None = None
    preset: Mapping[str, Value] = field(default_factory=dict)
    edit: tuple[Grant, ...] = ()
    delete: Rule | None = None
    list: tuple[str, ...] = ()
    history: bool = False  # whether people outside see what happened to their records; inside they always do
    title: str = ""
    afterwards: str = ""  # what happens next, for who has created one
    ask: tuple[tuple[str, str], ...] = ()  # what can be asked about one: record types, each with its link to it
    fields: Mapping[str, Override] = field(default_factory=dict)
    words: Words = AS_EVERYWHERE  # for states and moves
    form: type[Any] | Later | None = None  # the generated WTForms class, a union of create and edit
    schema: type[Any] | Later | None = None  # the generated marshmallow class: what other systems read and send


@dataclass(frozen=True, slots=True)
class RecordType:
    """All that generated code says of a record type. `model` is its mapped class.

    `parent`, of lines, is their link to the record that they belong to, in whose form they are made and changed.
    """

    key: str
    model: type[Any]
    label: str
    plural: str
    address: str
    title: str
    number: str | None = None
    parent: str = ""
    where: Mapping[str, Candidates] = field(default_factory=dict)
    show: Mapping[str, Rule] = field(default_factory=dict)
    require: Mapping[str, Rule] = field(default_factory=dict)
    default: Mapping[str, Value] = field(default_factory=dict)
    minimum: Mapping[str, Value] = field(default_factory=dict)
    maximum: Mapping[str, Value] = field(default_factory=dict)
    computed: Mapping[str, Computed] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    unique: tuple[Unique, ...] = ()
    filters: Mapping[str, Rule] = field(default_factory=dict)  # saved filters of menus: "<portal>.<entry>"
    workflow: Workflow | None = None
    service_level: ServiceLevel | None = None
    notices: tuple[Notice, ...] = ()
    thread: Thread | None = None
    routing: tuple[Route, ...] = ()
    access: Mapping[str, Access] = field(default_factory=dict)  # "<portal>" or "<portal>.<role>"
    own_computed: tuple[str, ...] = field(init=False, default=())
    """The computed fields that read the record's own columns only."""
    noticed: frozenset[str] = field(init=False, default=frozenset())
    """The fields by which portals with words of their own know when they could last notice a change; they are no part
    of what a change is about, and nothing tells of them."""

    def __post_init__(self) -> None:
        kept = frozenset(name for access in self.access.values() for name in access.words.kept)
        object.__setattr__(self, "noticed", kept)
        own = (name for name, each in self.computed.items() if not any(read.through for read in each.depends))
        object.__setattr__(self, "own_computed", tuple(own))

    @property
    def table(self) -> str:
        """The name of its table, which it was born with; the system's tables know the record type by it."""
        return str(self.model.__tablename__)

    @property
    def is_known_at_once(self) -> bool:
        """Whether all that a new record will hold is known when it is written: nothing is given by routing, or computed
        of others."""
        return not self.routing and len(self.own_computed) == len(self.computed)

    def access_of(self, portal: str, role: str) -> Access | None:
        """The role's own block where there is one, else the portal's; None where neither exists: nothing is allowed."""
        return self.access.get(f"{portal}.{role}", self.access.get(portal))

    def accesses_in(self, portal: str) -> list[Access]:
        """The portal's block and those of its roles."""
        return [access for key, access in self.access.items() if key.partition(".")[0] == portal]


def but(names: tuple[str, ...], *left_out: str) -> tuple[str, ...]:
    """The names without those left out."""
    return tuple(name for name in names if name not in left_out)
