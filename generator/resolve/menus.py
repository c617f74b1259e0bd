"""Menus and home pages of portals: what is written, or a list for each record type that can be seen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from generator import app
from generator.naming import key_plural, label
from generator.problems import Position, Problem, Text
from generator.resolve.names import check_name
from generator.resolve.problems import missing
from generator.spec import MenuEntry, Portal, Record, Spec

ON_HOME = 8
"""The entries of a home page for which the spec names none."""


@dataclass(frozen=True, slots=True)
class MenuPlace:
    """`visible`: the record types that somebody in the portal may read. `asked`: the names of the rules that portals
    ask of record types, by their places. `plurals`: what record types are called.
    `parts`: those whose records stand on the pages of others, as lines and comments."""

    portal: Portal
    spec: Spec
    records: Mapping[str, Record]
    asked: Mapping[Position, str | None]
    plurals: Mapping[str, str]
    visible: Set[str]
    parts: Set[str]
    problems: list[Problem]


def resolve_menu(place: MenuPlace) -> tuple[tuple[app.MenuEntry, ...], tuple[str, ...]]:
    """The entries of the menu, and the names of those on the home page.

    A record type that the home page names gets an entry at the end of the menu, if none lists it whole.
    """
    written = [_entry(entry, place) for entry in place.portal.menu.values()]
    menu = [entry for entry in written if entry is not None]
    if not place.portal.menu:
        menu = [_derived(key, place) for key in sorted(place.visible - place.parts)]
    if not place.portal.home:
        return tuple(menu), tuple(entry.name for entry in menu[:ON_HOME])
    home = []
    for name in place.portal.home:
        entry = _at_home(name, menu, place)
        if entry is not None:
            home.append(entry.name)
            if entry not in menu:
                menu.append(entry)
    return tuple(menu), tuple(home)


def _at_home(name: Text, menu: Sequence[app.MenuEntry], place: MenuPlace) -> app.MenuEntry | None:
    found = next((entry for entry in menu if entry.name == name), None)
    if found is not None or name in place.portal.menu or name in place.spec.unread:
        return found
    if name not in place.visible:
        place.problems.append(_missing_at_home(name, [entry.name for entry in menu], place))
        return None
    whole = (entry for entry in menu if entry.record == name and not entry.search and entry.where is None)
    return next(whole, None) or _derived(str(name), place)


def _missing_at_home(name: Text, names: list[str], place: MenuPlace) -> Problem:
    where = f"'home' of portal {place.portal.key}"
    if name not in place.records:
        return missing(where, "menu entry", name, [*names, *sorted(place.visible)], "menu entries and record types")
    message = f"{where} names '{name}', and nobody sees a record of that type there"
    return Problem("S303", message, name.at, f"remove it, or give the portal a block in '{name}'")


def _derived(key: str, place: MenuPlace) -> app.MenuEntry:
    words = place.plurals[key]
    return app.MenuEntry(key_plural(key), words, key, search=False, where=None, then=None, at=place.portal.at)


def _entry(entry: MenuEntry, place: MenuPlace) -> app.MenuEntry | None:
    place.problems.extend(check_name(entry.name, "menu entry"))
    record = entry.list or entry.search
    if record is None or not _is_record(record, entry, place):
        return None
    return app.MenuEntry(
        name=str(entry.name),
        label=str(entry.label or label(entry.name)),
        record=str(record),
        search=entry.search is not None,
        where=place.asked.get(entry.where.at) if entry.where is not None else None,
        then=_then(entry, place),
        at=record.at,
    )


def _is_record(record: Text, entry: MenuEntry, place: MenuPlace) -> bool:
    known = record in place.records
    if not known and record not in place.spec.unread:
        place.problems.append(missing(f"menu entry '{entry.name}'", "record type", record, place.records))
    return known


def _then(entry: MenuEntry, place: MenuPlace) -> str | None:
    """The record type of `<record>.create`."""
    if entry.then is None:
        return None
    record = entry.then.removesuffix(".create")
    if entry.search is None:
        message = f"menu entry '{entry.name}' has 'then' without 'search': it is offered when a search finds nothing"
        place.problems.append(Problem("S235", message, entry.then.at, "remove 'then', or write 'search' for 'list'"))
        return None
    return record if _is_record(Text(record, entry.then.at), entry, place) else None
