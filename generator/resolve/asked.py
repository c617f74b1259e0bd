"""The rules that portals ask of record types: who may log in, and what a menu entry lists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.expressions.types import Names, Use
from generator.problems import Position
from generator.resolve.context import Context
from generator.spec import Portal, Record


def rules_asked(record: Record, context: Context) -> dict[Position, str | None]:
    """The names of such rules of the record type, by the places in portals that state them; None for a wrong one."""
    found = (each for _, portal in sorted(context.spec.portals.items()) for each in _of_portal(portal, record, context))
    return dict(found)


def _of_portal(portal: Portal, record: Record, context: Context) -> Iterator[tuple[Position, str | None]]:
    book = context.books[record.key]
    for entry in portal.menu.values():
        if entry.where is not None and (entry.list or entry.search) == record.key:
            names = context.names_in(str(portal.key), "", str(record.key))
            yield entry.where.at, book.rule(entry.where, Use.FILTER, (names,), f"{portal.key}_{entry.name}")
    if portal.where is not None and portal.who == record.key:
        names = Names(this=str(record.key))
        yield portal.where.at, book.rule(portal.where, Use.ROWS, (names,), f"{portal.key}_people")
