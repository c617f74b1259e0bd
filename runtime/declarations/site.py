"""The site and its portals as generated code states them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from runtime.declarations.access import RecordType
from runtime.declarations.notices import Notice
from runtime.declarations.rules import Rule
from runtime.declarations.service_level import Calendar


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A list of a record type (with the saved filter `filters["<portal>.<name>"]`, if any), or a search in it."""

    name: str
    label: str
    record: str
    search: bool = False
    filtered: bool = False
    then: str | None = None  # record type whose new form a search without result offers


@dataclass(frozen=True, slots=True)
class Portal:
    key: str
    label: str
    at: str
    inside: bool
    who: str  # record type of its people
    email: str  # their field to log in by
    where: Rule | None = None  # which of them may log in
    role: str | None = None  # their choice field that holds the role
    roles: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()  # of them: who may ask why somebody can see a record
    view_as: tuple[str, ...] = ()  # and who may look at any portal as one of its people
    disclosures: tuple[str, ...] = ()  # and who may see who was shown what
    change: tuple[str, ...] = ()  # and who may change the site itself
    api: bool = False  # whether other systems may log in
    sign_up: str = "by_invitation"
    languages: tuple[str, ...] = ("en",)
    colour: str = "#0b5fff"
    logo: str | None = None  # file name in generated/brand/
    home: tuple[str, ...] = ()
    menu: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    label: str
    currency: str
    time_zone: str
    languages: tuple[str, ...]
    records: Mapping[str, RecordType]
    portals: Mapping[str, Portal]
    retired: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Table -> columns that the database keeps of what is gone from the specs; of a table that is gone, all of them."""
    generation: str = ""  # the name of the folder that it was loaded from
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    purged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same of what a purge took from a database: another one may have it yet."""


def tells(site: Site, portal: Portal) -> bool:
    """Whether anybody in the portal is ever told of anything."""
    return next(told_in(site, portal), None) is not None


def told_in(site: Site, portal: Portal) -> Iterator[Notice]:
    """What people of the portal are told of what they see: as those a notice goes to, or as those who see comments."""
    for record in site.records.values():
        if record.notices and any(access.rows is not None for access in record.accesses_in(portal.key)):
            is_thread = record.thread is not None
            yield from (notice for notice in record.notices if is_thread or notice.people == portal.who)
