"""Who sees what: fields that nobody sees, and fields that only people from outside see."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, Record
from generator.problems import Problem
from generator.rules.readers import visible


def judge(app: App) -> Iterator[Problem]:
    inside = frozenset(portal.key for portal in app.portals.values() if portal.inside)
    for record in app.records.values():
        yield from _nowhere(record)
        if inside:
            yield from _more_outside(record, inside)


def _nowhere(record: Record) -> Iterator[Problem]:
    """A record type that nobody sees is one problem, not one for each of its fields."""
    seen = {name for access in record.accesses for name in visible(access)}
    if not any(access.rows for access in record.accesses):
        message = f"nobody sees any '{record.key}'"
        yield Problem("S304", message, record.at, "give it a block under 'portals'", "warning")
        return
    for field in record.fields:
        if field.name not in seen:
            message = f"nobody sees '{field.name}' in any portal"
            yield Problem("S304", message, field.at, "list it under 'see', or remove it", "warning")


def _more_outside(record: Record, inside: frozenset[str]) -> Iterator[Problem]:
    own = {field.name for field in record.fields}
    seen_inside = {name for access in record.accesses if access.portal in inside for name in visible(access)}
    for access in record.accesses:
        more = [name for name in own - seen_inside if name in visible(access)]
        if access.portal not in inside and more:
            names = ", ".join(f"'{field.name}'" for field in record.fields if field.name in more)
            message = f"portal {access.portal} shows {names}, which no inside portal shows"
            yield Problem("S306", message, access.at, "check that this is meant", "warning")
