"""The lists of choices of an application, by the path that the lock has them under, with the fields that use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.app import App, Choices, Field, Record

Use = tuple[str, str]
"""A record type and its field."""


@dataclass(frozen=True, slots=True)
class UsedList:
    choices: Choices
    uses: tuple[Use, ...]


def list_path(record: str, field: str, shared: str | None) -> str:
    """`choices.rank` of a shared list, `records.order.state` of one written at a field."""
    return f"choices.{shared}" if shared else f"records.{record}.{field}"


def path_of(record: Record, field: Field) -> str | None:
    """The path of the field's list; None for a field without choices."""
    return list_path(record.key, field.name, field.choices.shared) if field.choices else None


def lists_of(app: App) -> Mapping[str, UsedList]:
    """All lists that some field uses, sorted by path."""
    found: dict[str, UsedList] = {}
    for record in app.records.values():
        for field in record.fields:
            path = path_of(record, field)
            if path is not None and field.choices is not None:
                uses = found[path].uses if path in found else ()
                found[path] = UsedList(field.choices, (*uses, (record.key, field.name)))
    return dict(sorted(found.items()))


def words_of(path: str) -> str:
    """What people call the list: `rank`, `order.state`."""
    return path.partition(".")[2]
