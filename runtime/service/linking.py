"""Links that a person sets: each must lead to a record in the person's scope that passes the field's `where`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from runtime.declarations.fields import Field
from runtime.records import links_table
from runtime.service.change import Change
from runtime.service.judging import Fault
from runtime.words import inside


def find_wrong_links(change: Change, values: Mapping[str, Any], form: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of the links among `values`; `form` are all columns as they will be, by column name."""
    for name, value in values.items():
        field = change.fields[name]
        targets = () if value is None else value if field.kind == "links" else (value,)
        if field.kind in {"link", "links"} and not all(_may_link(change, name, target, form) for target in targets):
            yield name, f"Choose {_article(field)}{inside(change.label(name).label)} from the list"


def store_links(change: Change, name: str, targets: tuple[int, ...]) -> None:
    """Replaces a set of links."""
    table = links_table(change.record.model.__name__, name)
    owner = change.entity.id
    change.session.execute(sa.delete(table).where(table.c.owner_id == owner))
    if targets:
        rows = [{"owner_id": owner, "target_id": target} for target in dict.fromkeys(targets)]
        change.session.execute(sa.insert(table), rows)


def links_of(change: Change, name: str) -> tuple[int, ...]:
    """The ids in a set of links as the database has them."""
    table = links_table(change.record.model.__name__, name)
    chosen = sa.select(table.c.target_id).where(table.c.owner_id == change.entity.id).order_by(table.c.target_id)
    return tuple(change.session.scalars(chosen))


def _may_link(change: Change, name: str, target: int, form: Mapping[str, Any]) -> bool:
    return change.reader.option(change.record.key, name, form, target) is not None


def _article(field: Field) -> str:
    return "" if field.kind == "links" else "a " if field.label[:1].lower() not in "aeiou" else "an "
