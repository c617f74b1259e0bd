"""Portals before and after: who logs in, roles, menus."""

from __future__ import annotations

from generator import app
from generator.naming import key_plural
from generator.renaming.proof.rules import Pair, Whole
from generator.renaming.proof.told import Told, tell


def compare_portals(one: app.Portal, other: app.Portal, whole: Whole) -> Told:
    new = whole.renames
    if new.record(one.who) != other.who:
        yield f"portal {one.key}: who"
        return
    people = Pair(whole, whole.before.records[one.who], whole.after.records[other.who])
    roles = {
        key: tuple(new.role(one.key, role) for role in getattr(one, key)) == getattr(other, key)
        for key in ("roles", "explain", "view_as", "disclosures", "change")
    }
    found = {
        **roles,
        "who": True,
        "email": people.fields((one.email,)) == (other.email,),
        "where": people.same_rule(one.where, other.where),
        "role": (new.field(one.who, one.role) if one.role else None) == other.role,
        "menu": _same_menu(one, other, whole),
        "home": _same_home(one, other, whole),
        "at": True,
    }
    yield from tell(f"portal {one.key}", one, other, found)


def _same_menu(one: app.Portal, other: app.Portal, whole: Whole) -> bool:
    """A menu that is not written is sorted by the keys of the record types."""
    names, called = [_called(entry, one, whole) for entry in one.menu], [entry.name for entry in other.menu]
    is_written = bool(whole.renames.world.spec.portals[one.key].menu)
    if names != called and (is_written or sorted(names) != sorted(called)):
        return False
    entries = {entry.name: entry for entry in other.menu}
    return all(_same_entry(entry, entries[_called(entry, one, whole)], whole) for entry in one.menu)


def _called(entry: app.MenuEntry, portal: app.Portal, whole: Whole) -> str:
    """The name that the entry has to have now: its own, or the plural of its record type."""
    is_written = entry.name in whole.renames.world.spec.portals[portal.key].menu
    return entry.name if is_written else key_plural(whole.renames.record(entry.record))


def _same_entry(one: app.MenuEntry, other: app.MenuEntry, whole: Whole) -> bool:
    if whole.renames.record(one.record) != other.record:
        return False
    pair = Pair(whole, whole.before.records[one.record], whole.after.records[other.record])
    found = {
        "name": True,
        "record": True,
        "label": one.label == other.label or (one.label, other.label) == (pair.one.plural, pair.other.plural),
        "where": pair.same_rule(one.where, other.where),
        "then": (whole.renames.record(one.then) if one.then else None) == other.then,
        "at": True,
    }
    return not list(tell("", one, other, found))


def _same_home(one: app.Portal, other: app.Portal, whole: Whole) -> bool:
    """A home page that is not written has the first entries of the menu, which may be sorted otherwise now."""
    portal = whole.renames.world.spec.portals[one.key]
    if not portal.home and not portal.menu:
        return len(one.home) == len(other.home)
    names = {entry.name: _called(entry, one, whole) for entry in one.menu}
    return tuple(names[name] for name in one.home) == other.home
