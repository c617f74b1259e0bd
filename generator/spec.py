"""The specs as written: frozen values with their places and with defaults that need no other file applied.

Names are still text here; `resolve` turns them into the objects of `app`. Every key of the schemas has a field here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.noticed import Mail, Notice
from generator.problems import Position, Text
from generator.promised import Calendar, ServiceLevel
from generator.routes import Route
from generator.thread import Thread
from generator.worded import MoveWords, Word


@dataclass(frozen=True, slots=True)
class Site:
    """`portal.yaml`."""

    at: Position
    label: Text
    currency: Text
    time_zone: Text
    languages: tuple[Text, ...]
    spec: Text
    calendars: Mapping[Text, Calendar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of choices: a file of `choices/` (then `key` is its name) or one written at a field (`key` is None)."""

    at: Position
    key: str | None
    options: tuple[tuple[Text, Text], ...]  # (choice, label)
    was: Mapping[Text, Text] = field(default_factory=dict)  # choice -> the name it had before
    becomes: Mapping[Text, Text] = field(default_factory=dict)  # choice that is gone -> the one its rows turn into


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type. `of` is the name of a shared list of choices or a list written in place."""

    name: Text
    kind: Text
    at: Position
    label: Text | None = None
    hint: Text | None = None
    required: bool = False
    require: Text | None = None
    show: Text | None = None
    default: Text | None = None
    formula: Text | None = None  # the key `is`
    reveals: bool = False
    unique: bool = False
    index: bool = False
    private: bool = False
    min: Text | None = None
    max: Text | None = None
    places: int | None = None
    pattern: Text | None = None
    to: Text | None = None
    where: Text | None = None
    back: Text | None = None
    of: Text | Choices | None = None
    accept: tuple[Text, ...] = ()
    size: Text | None = None
    was: Text | None = None
    backfill: Text | None = None
    from_now: bool = False
    kept: bool = False  # the product writes it: it is the state of a workflow, or tells of a move


@dataclass(frozen=True, slots=True)
class Check:
    """A condition under which a change is refused, with the words for the person and the fields to show them at."""

    name: Text
    at: Position
    refuse: Text
    say: Text
    fields: tuple[Text, ...]  # the key `at`


@dataclass(frozen=True, slots=True)
class Unique:
    """Fields that no two records may share, but those for which `unless` holds."""

    at: Position
    fields: tuple[Text, ...]
    unless: Text | None
    say: Text | None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields granted together, `when` a condition on the record holds (None: always)."""

    at: Position
    fields: tuple[Text, ...]  # names, dotted names, `all`, `entered`
    when: Text | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """What a portal says differently about a field."""

    at: Position
    label: Text | None = None
    hint: Text | None = None
    where: Text | None = None
    require: Text | None = None
    default: Text | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The block of one portal, or of one role within it. None: the key was not written (then `like`'s holds)."""

    at: Position
    like: Text | None = None
    rows: Text | None = None
    create: tuple[Text, ...] | None = None
    preset: Mapping[Text, Text] | None = None
    see: tuple[Group, ...] | None = None
    edit: tuple[Group, ...] | None = None
    hide: tuple[Text, ...] | None = None
    delete: Text | None = None
    list: tuple[Text, ...] | None = None
    history: bool | None = None
    title: Text | None = None
    afterwards: Text | None = None
    ask: tuple[Text, ...] | None = None
    fields: Mapping[Text, Override] | None = None
    states: Mapping[Text, Word] | None = None
    moves: Mapping[Text, MoveWords] | None = None
    roles: Mapping[Text, Access] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a move brings about: another move (`do`) or changed values (`change`) of records that a path leads to (`on`,
    or the value of `change`), or new records (`create`)."""

    at: Position
    do: Text | None = None
    on: Text | None = None
    change: Text | None = None
    create: Text | None = None
    where: Text | None = None
    times: Text | None = None
    set: Mapping[Text, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A way between states. `source` is the key `from`, `target` the key `to`, `moment` the key `at`."""

    name: Text
    at: Position
    source: tuple[Text, ...]
    target: Text
    label: Text | None = None
    by: tuple[Text, ...] = ()
    after: Text | None = None
    moment: Text | None = None
    as_soon_as: Text | None = None
    not_by: tuple[Text, ...] = ()
    when: Text | None = None
    within: Text | None = None
    needs: tuple[Text, ...] = ()
    set: Mapping[Text, Text] = field(default_factory=dict)
    say: Text | None = None
    then: tuple[Consequence, ...] = ()
    was: Text | None = None
    comment: str = ""  # the record type of the comment that it asks for

    @property
    def by_itself(self) -> bool:
        return self.after is not None or self.moment is not None or self.as_soon_as is not None


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of a record type, the first of which is the start, and the moves between them."""

    at: Position
    states: Choices
    final: tuple[Text, ...]
    moves: Mapping[Text, Move]


@dataclass(frozen=True, slots=True)
class Record:
    """`records/<key>.yaml`, mixins not yet merged."""

    key: Text
    at: Position
    label: Text | None
    plural: Text | None
    title: Text | None
    number: Text | None
    uses: tuple[Text, ...]
    fields: Mapping[Text, Field]
    rules: Mapping[Text, Text]
    unique: tuple[Unique, ...]
    checks: Mapping[Text, Check]
    portals: Mapping[Text, Access]
    was: Text | None = None
    retired: tuple[Text, ...] = ()
    workflow: Workflow | None = None
    service_level: ServiceLevel | None = None
    notify: tuple[Notice, ...] = ()
    thread: Thread | None = None
    routing: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Mixin:
    """`mixins/<key>.yaml`, shipped or the site's own: parts that record types share."""

    key: Text
    at: Position
    fields: Mapping[Text, Field]
    rules: Mapping[Text, Text]
    unique: tuple[Unique, ...]
    checks: Mapping[Text, Check]
    workflow: Workflow | None = None
    service_level: ServiceLevel | None = None


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """`list` a record type (with a saved filter `where`), or `search` one and `then` offer `<record>.create`."""

    name: Text
    at: Position
    list: Text | None = None
    search: Text | None = None
    where: Text | None = None
    label: Text | None = None
    then: Text | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """`portals/<key>.yaml`. `address` is the key `at`; `logo` a path below the specs."""

    key: Text
    at: Position
    label: Text
    address: Text
    inside: bool
    who: Text
    where: Text | None
    role: Text | None
    explain: tuple[Text, ...]
    view_as: tuple[Text, ...]
    disclosures: tuple[Text, ...]
    change: tuple[Text, ...]
    api: bool
    sign_up: Text
    languages: tuple[Text, ...]
    colour: Text | None
    logo: Text | None
    home: tuple[Text, ...]
    menu: Mapping[Text, MenuEntry]


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """One demo record; a value is text, or a list of texts for kinds with several values."""

    key: Text
    at: Position
    values: Mapping[Text, Text | tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class Spec:
    """All of specs/, read and well-formed."""

    site: Site
    records: Mapping[str, Record]
    mixins: Mapping[str, Mixin]
    choices: Mapping[str, Choices]
    portals: Mapping[str, Portal]
    demo: Mapping[str, Mapping[str, DemoRecord]]  # record type -> key -> record
    unread: frozenset[str] = frozenset()  # keys of files that cannot be read; who names them is not to be blamed
    assets: frozenset[str] = frozenset()  # pictures and demo files, by their paths below specs/
    mails: Mapping[str, Mail] = field(default_factory=dict)
