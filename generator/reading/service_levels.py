"""Calendars of `portal.yaml`, and the key `service_level` of a record type."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Text
from generator.promised import Calendar, PerChoice, ServiceLevel, Step
from generator.reading.values import tables, text, text_table, texts
from generator.sources import Items, Table


def read_calendars(site: Table) -> dict[Text, Calendar]:
    """Those that have all they need; what is missing is reported by their shape."""
    found = {}
    for name, tree in tables(site, "calendars"):
        days, hours = texts(tree.get("days")), text(tree, "hours")
        if days and hours is not None:
            found[name] = Calendar(name, name.at, days, hours, text(tree, "holidays"))
    return found


def read_service_level(record: Table) -> ServiceLevel | None:
    """None where there is none, or one without hours or end, which is reported by its shape."""
    tree = record.get("service_level")
    if not isinstance(tree, Table):
        return None
    hours, done = _per_choice(tree, "hours"), texts(tree.get("done"))
    if hours is None or not done:
        return None
    return ServiceLevel(
        at=record.key("service_level").at,
        hours=hours,
        done=done,
        pause=texts(tree.get("pause")),
        answered=texts(tree.get("answered")),
        by=text(tree, "by"),
        respond=_per_choice(tree, "respond"),
        resolve=_per_choice(tree, "resolve"),
        escalate=tuple(_steps(tree)),
    )


def _steps(tree: Table) -> Iterator[Step]:
    listed = tree.get("escalate")
    for item in listed if isinstance(listed, Items) else ():
        moment = text(item, "at") if isinstance(item, Table) else None
        if isinstance(item, Table) and moment is not None:
            told = (text(item, key) for key in ("notify", "mail", "say"))
            yield Step(item.at, moment, text_table(item, "set"), *told)


def _per_choice(tree: Table, key: str) -> PerChoice | None:
    return text_table(tree, key) or text(tree, key)
