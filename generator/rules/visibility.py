"""Who sees what: what nobody sees, and what people from outside see and nobody inside does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.app import Access, App, Record
from generator.problems import Problem
from generator.rules.readers import reader, visible


def judge(record: Record, app: App) -> Iterator[Problem]:
    inside = frozenset(portal.key for portal in app.portals.values() if portal.inside)
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
        if field.name not in seen and not (field.kept and field.computed):
            message = f"nobody sees '{field.name}' in any portal"
            yield Problem("S304", message, field.at, "list it under 'see', or remove it", "warning")


def _more_outside(record: Record, inside: frozenset[str]) -> Iterator[Problem]:
    of_house = [access for access in record.accesses if access.portal in inside]
    rows = {access.rows for access in of_house}
    for access in record.accesses:
        if access.portal in inside or access.rows is None:
            continue
        if rows <= {None}:
            yield _seldom_meant(f"{reader(access)} shows '{record.key}', and no inside portal shows any", access)
            continue
        if access.rows == "everything" and "everything" not in rows:
            yield _seldom_meant(f"{reader(access)} shows every '{record.key}', and no inside portal does", access)
        if more := _fields_more(record, access, of_house):
            yield _seldom_meant(f"{reader(access)} shows {', '.join(more)}, which no inside portal shows", access)


def _fields_more(record: Record, access: Access, of_house: Iterable[Access]) -> list[str]:
    seen_inside = {name for each in of_house for name in visible(each)}
    more = visible(access) - seen_inside
    return [f"'{field.name}'" for field in record.fields if field.name in more]


def _seldom_meant(message: str, access: Access) -> Problem:
    return Problem("S306", message, access.at, "check that this is meant", "warning")
