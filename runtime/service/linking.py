"""Links that a person sets: each must lead to a record in the person's scope that passes the field's `where`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from runtime.declarations.fields import Field
from runtime.records import links_table
from runtime.service.change import Change
from runtime.service.judging import Fault
from runtime.words import inside, with_article


def find_wrong_links(change: Change, values: Mapping[str, Any], form: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of the links among `values`; `form` are all columns as they will be, by column name.

    A link that stays as it was is not judged again.
    """
    for name, value in values.items():
        targets = _new_targets(change, change.fields[name], value)
        if targets and not set(targets) <= change.reader.allowed(change.record.key, name, form, targets):
            yield name, f"Choose {_named(change.label(name))} from the list"


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


def _new_targets(change: Change, field: Field, value: Any) -> tuple[int, ...]:
    if field.kind == "links":
        kept = () if change.fresh else links_of(change, field.name)
        return tuple(target for target in value or () if target not in kept)
    if field.kind != "link" or value is None:
        return ()
    stays = not change.fresh and not sa.inspect(change.entity).attrs[field.column].history.has_changes()
    return () if stays else (value,)


def _named(field: Field) -> str:
    return inside(field.label) if field.kind == "links" else with_article(field.label)
