"""What routing fills in, in words: rights that depend on such a field are given by its rules."""

from __future__ import annotations

from collections.abc import Iterator

from generator.access.fieldnames import listed_label
from generator.access.moving import move_label
from generator.access.phrases import listed
from generator.app import Record
from generator.routing import Route


def routing_words(record: Record, portal: str) -> str:
    """For the people of a portal; "" where nothing is routed."""
    if not record.routing:
        return ""
    events: dict[str, list[str]] = {}
    for route in record.routing:
        events.setdefault(route.after, []).extend(_filled(route))
    parts = [f"{_labels(names, record)} {_of(event, record)}" for event, names in events.items()]
    decisive = [name for name in _deciding(record, portal) if any(name in names for names in events.values())]
    also = f" By {_labels(decisive, record)} it is decided who sees them here." if decisive else ""
    return f"Routing fills in {listed(parts, 'and')}.{also}"


def _filled(route: Route) -> Iterator[str]:
    yield from (name for name, _ in route.set)
    if route.fill:
        yield route.fill


def _of(event: str, record: Record) -> str:
    return f"after {move_label(record, event)}" if event else "of new records"


def _labels(names: list[str], record: Record) -> str:
    return listed([listed_label(record.label_of(name) or name) for name in dict.fromkeys(names)], "and")


def _deciding(record: Record, portal: str) -> list[str]:
    """The record's own fields that the portal's rules of rows read."""
    rules = {rule.name: rule for rule in record.rules}
    rows = (access.rows for access in record.accesses if access.portal == portal)
    return [name for rule in rows if rule in rules for name in rules[rule].expression.reads]
