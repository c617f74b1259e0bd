"""The rules that portals ask of record types: who may log in, and what a menu entry lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.expressions.types import Names, Use
from generator.problems import Position
from generator.resolve.context import Context
from generator.spec import MenuEntry, Portal, Record


def rules_asked(record: Record, context: Context) -> dict[Position, str | None]:
    """The names of such rules of the record type, by the places in portals that state them; None for a wrong one."""
    found = (each for _, portal in sorted(context.spec.portals.items()) for each in _of_portal(portal, record, context))
    return dict(found)


def saved_rules(
    record: Record, asked: Mapping[Position, str | None], context: Context
) -> Mapping[str, tuple[str, ...]]:
    """The names of the rules of menus that list the record type, by portal."""
    return {
        str(key): tuple(name for entry in _entries(portal, record) if entry.where and (name := asked[entry.where.at]))
        for key, portal in sorted(context.spec.portals.items())
    }


def _of_portal(portal: Portal, record: Record, context: Context) -> Iterator[tuple[Position, str | None]]:
    book = context.books[record.key]
    for entry in _entries(portal, record):
        if entry.where is not None:
            names = context.names_in(str(portal.key), "", str(record.key))
            yield entry.where.at, book.rule(entry.where, Use.FILTER, (names,), f"{portal.key}_{entry.name}")
    if portal.where is not None and portal.who == record.key:
        names = Names(this=str(record.key))
        yield portal.where.at, book.rule(portal.where, Use.ROWS, (names,), f"{portal.key}_people")


def _entries(portal: Portal, record: Record) -> Iterator[MenuEntry]:
    return (entry for entry in portal.menu.values() if (entry.list or entry.search) == record.key)
