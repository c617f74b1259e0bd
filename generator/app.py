"""The resolved application: frozen values, every name checked, every default applied. `render` reads nothing else.

Records refer to each other by key (`App.records[key]`), and to a rule by the name that the generated code gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from generator.backs import BackLink
from generator.demo import DemoRecord
from generator.expressions.types import Expression, Vocabulary
from generator.fields.lines import Lines
from generator.fields.own import OwnKind
from generator.indexes import Index
from generator.notices import Notice
from generator.problems import Position, Text
from generator.routing import Route
from generator.service_level import Calendar, ServiceLevel
from generator.thread import Thread
from generator.words import AS_EVERYWHERE, Words
from generator.workflow import Workflow

RuleUse = Literal["rule", "candidates", "measure", "formula", "value"]
"""Rows and conditions (SQL and Python); candidates of a link, or a measure of them (SQL, about `it`); computed and
other values (Python)."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known when generating, of the type that its field's kind has. A moment is aware."""

    value: str | bool | int | Decimal | date | time | datetime | timedelta


@dataclass(frozen=True, slots=True)
class RuleName:
    """A reference to one of the record type's rules."""

    name: str


Value = Constant | RuleName


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression with the name that it has in the generated code (`ours`, `customer_see_2`, `phone_show`)."""

    name: str
    use: RuleUse
    expression: Expression


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of choices; `constant` is its Python name, `shared` the key of its file, None if written at a field.

    `stored` has the values that stand in the database for choices that are called otherwise today; `was` the former
    names that the spec gives, and `becomes` what the rows of choices that are gone turn into.
    """

    constant: str
    shared: str | None
    options: tuple[tuple[str, str], ...]  # (choice, label)
    file: str
    stored: Mapping[str, str] = field(default_factory=dict, hash=False)
    was: Mapping[str, Text] = field(default_factory=dict, hash=False)
    becomes: tuple[tuple[Text, Text], ...] = ()
    places: Mapping[str, Position] = field(default_factory=dict, hash=False, compare=False)  # of each choice


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record type, its mixins' included. Texts are final. `stored` is the name that it was born with."""

    name: str
    kind: str
    label: str
    hint: str
    at: Position
    required: bool = False
    private: bool = False
    unique: bool = False
    index: bool = False
    reveals: bool = False
    length: int | None = None  # the most characters of a text
    places: int | None = None  # digits after the point of decimal, percent, money
    minimum: Value | None = None
    maximum: Value | None = None
    pattern: str | None = None
    default: Value | None = None
    formula: str | None = None  # name of the rule that computes it
    show: str | None = None
    require: str | None = None
    target: str | None = None  # record type of a link or links
    where: str | None = None  # name of the candidates rule
    back: str | None = None
    lines: Lines | None = None
    choices: Choices | None = None
    accept: tuple[str, ...] = ()  # media types or suffixes of files
    size: int | None = None  # most bytes of a file
    computed: bool = False  # nobody enters it: it has a formula, or it is the record's `number`
    own: OwnKind | None = None  # the kind of the site's own that it is of
    stored: str = ""
    was: Text | None = None  # the name that it had before
    backfill: Value | None = None  # what rows get that lack a value, or whose value cannot be converted
    from_now: bool = False  # rows from before may go on without a value, or with one that is too much by now
    kept: bool = False  # the product writes it: it is the state of a workflow, or tells of a move

    def __post_init__(self) -> None:
        object.__setattr__(self, "stored", self.stored or self.name)


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    rule: str
    say: str
    fields: tuple[str, ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Unique:
    fields: tuple[str, ...]
    unless: str | None
    say: str
    at: Position


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the specs say something, and the condition as it is typed there ("" for none)."""

    at: Position
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """Fields granted while the rule `when` holds (None: always), dotted ones too; `all` and `entered` are expanded."""

    fields: tuple[str, ...]
    when: str | None
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Override:
    label: str | None
    hint: str | None
    where: str | None
    require: str | None
    default: Value | None


@dataclass(frozen=True, slots=True)
class Access:
    """What one role of one portal may do with a record type; `like` and `roles` applied.

    `rows` and `delete` are a rule's name, "everything" (`all`, `public`) or None. `see` includes what `edit` implies.
    """

    portal: str
    role: str  # "" for the portal's ordinary users
    rows: str | None
    see: tuple[Grant, ...]
    create: tuple[str, ...] | None  # None: may not create
    preset: tuple[tuple[str, Value], ...]
    edit: tuple[Grant, ...]
    delete: str | None
    list: tuple[str, ...]
    history: bool  # outside: whether they see what happened to a record
    title: str
    afterwards: str  # what people read after creating one; "": that they can look at it again
    ask: tuple[tuple[str, str], ...]  # record types whose new records ask about one, each with its link to this one
    overrides: tuple[tuple[str, Override], ...]
    at: Position
    words: Words = AS_EVERYWHERE  # for states and moves
    origins: Mapping[str, Origin] = field(default_factory=dict)  # of `rows`, `create`, `delete`, where they are given


@dataclass(frozen=True, slots=True)
class Record:
    """A record type. `table` is the name of its table: the key that it was born with, `key` unless it was renamed."""

    key: str
    class_name: str
    label: str
    plural: str
    address: str  # the part of the web address: "return-requests"
    title: str
    number: str | None
    file: str
    fields: tuple[Field, ...]
    back_links: tuple[BackLink, ...]
    rules: tuple[Rule, ...]
    checks: tuple[Check, ...]
    unique: tuple[Unique, ...]
    accesses: tuple[Access, ...]  # one per portal and role that the spec lists
    at: Position
    table: str = ""
    was: Text | None = None  # the key that it had before
    retired: tuple[Text, ...] = ()  # fields and record types that are gone on purpose
    parent: str | None = None  # of lines: the link to the record that they belong to
    workflow: Workflow | None = None
    service_level: ServiceLevel | None = None
    notices: tuple[Notice, ...] = ()
    thread: Thread | None = None  # it is the record type of comments on others
    routing: tuple[Route, ...] = ()
    indexes: tuple[Index, ...] = ()  # joint ones; those of single fields are theirs

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", self.table or self.key)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def label_of(self, name: str) -> str | None:
        """What everybody calls a field; None where there is none of the name."""
        field = self.field(name)
        return field.label if field else None

    def choices_of(self, name: str) -> Mapping[str, str]:
        """The choices of a field with their labels."""
        field = self.field(name)
        return dict(field.choices.options) if field and field.choices else {}

    def always_has(self, name: str) -> bool | None:
        """Whether every record has a value of the field, shown or not, old ones too. None: there is no such field."""
        field = self.field(name)
        return field.required and field.show is None and not field.from_now if field else None

    def shows(self, portal: str, role: str) -> bool:
        """Whether somebody of that role there, or without one of their own, may see some record."""
        found = {access.role: access.rows for access in self.accesses if access.portal == portal}
        return found.get(role, found.get("")) is not None


@dataclass(frozen=True, slots=True)
class MenuEntry:
    name: str
    label: str
    record: str
    search: bool
    where: str | None  # name of a rule of the record type
    then: str | None  # record type whose new form is offered when a search finds nothing
    at: Position


@dataclass(frozen=True, slots=True)
class Portal:
    key: str
    label: str
    address: str  # "/support"
    inside: bool
    who: str
    email: str  # the field of `who` that people log in by
    where: str | None  # name of a rule of `who`
    role: str | None  # a choice field of `who`
    roles: tuple[str, ...]  # the choices of that field
    explain: tuple[str, ...]  # of these roles: who may ask why somebody can see a record
    view_as: tuple[str, ...]  # and who may look at any portal as one of its people
    disclosures: tuple[str, ...]  # and who may see who was shown what
    change: tuple[str, ...]  # and who may change the site itself
    api: bool  # whether other systems may log in
    sign_up: str
    languages: tuple[str, ...]
    colour: str
    logo: str | None
    home: tuple[str, ...]  # names of menu entries
    menu: tuple[MenuEntry, ...]
    file: str
    at: Position


@dataclass(frozen=True, slots=True)
class Site:
    label: str
    currency: str
    time_zone: str
    languages: tuple[str, ...]
    calendars: tuple[Calendar, ...] = ()


@dataclass(frozen=True, slots=True)
class App:
    site: Site
    records: Mapping[str, Record]  # sorted by key
    portals: Mapping[str, Portal]
    demo: tuple[DemoRecord, ...]
    vocabulary: Vocabulary  # what the emitters of expressions need to know of the record types
    retired: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # table -> columns that no field has any more
    purged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the same of what a purge took away
