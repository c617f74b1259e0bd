"""The records, files and people of a scratch database as plain values, before they are written into it.

Nothing here knows a database, and nothing judges who may see what; `leaks.expectation` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator.app import Access, App, Field, Record

TENANTS = ("A", "B")
FILES = frozenset({"file", "files", "image"})
EVERYTHING, PARENT = "everything", "parent"
"""What stands in the place of a rule's name: for all rows; for lines, those that their owner shows."""
ACCOUNTS = frozenset({"created_by", "updated_by"})
LINES = "lines"
PLURAL = FILES | {"links", "choices", LINES}
"""Kinds of fields whose cells are tuples; that of a single file too. Lines are records of their own."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: int
    name: str
    content: bytes
    media_type: str


Cell = (
    None
    | str
    | bool
    | int
    | Decimal
    | date
    | datetime
    | time
    | timedelta
    | tuple[str, ...]
    | tuple[int, ...]
    | tuple[StoredFile, ...]
)
"""A link is the id, links are ids, choices are keys; a field of one file holds a tuple too."""

Rows = Mapping[str, Mapping[int, Mapping[str, Cell]]]
"""Record type -> id -> name of a field, built-in ones included -> value. Every row has every field."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logs in to a portal; `person_id` is their own record, of type `record`."""

    portal: str
    role: str  # "" where the portal has no roles
    record: str
    person_id: int
    email: str
    password: str
    tenant: str
    account_id: int = 0  # what `created_by` of a record holds


@dataclass(frozen=True, slots=True)
class World:
    """`canaries`: each text by which a value can be told for certain, as it would appear, and a cell that holds it."""

    app: App
    rows: Rows
    people: tuple[Person, ...]
    canaries: Mapping[str, tuple[str, int, str]]
    moment: datetime  # `now` of rules
    notes: tuple[str, ...] = ()  # which people there could not be
    tenants: Mapping[tuple[str, int], str] = field(default_factory=dict)  # whose each row is


def access_of(record: Record, portal: str, role: str) -> Access | None:
    """The role's own block, else the portal's."""
    blocks = {(access.portal, access.role): access for access in record.accesses}
    return blocks.get((portal, role), blocks.get((portal, "")))


@dataclass(frozen=True, slots=True)
class Owner:
    """Records that are lines belong to one of type `record`: to its field `lines`, by their own link `link`."""

    record: str
    lines: str
    link: str


def owners_of(app: App) -> Mapping[str, Owner | None]:
    """By record type; None where records of the type stand by themselves."""
    owners: dict[str, Owner | None] = dict.fromkeys(app.records)
    for key, shape in app.vocabulary.records.items():
        for name, found in shape.fields.items():
            if found.kind == LINES and found.type.record:
                owners[found.type.record] = Owner(key, name, shape.backs[name].field)
    return owners


def fields_of(record: Record) -> Mapping[str, Field]:
    return {field.name: field for field in record.fields}


def files_of(value: Cell) -> list[StoredFile]:
    """Those in a cell; none in one of another kind."""
    return [each for each in value if isinstance(each, StoredFile)] if isinstance(value, tuple) else []


def is_account(field: Field | None, name: str) -> bool:
    """Whether a field, built-in ones included, says who did something: by an account, which stands for a person."""
    return name in ACCOUNTS or (field is not None and field.kind == "account")
