"""Links that a person sets: each must lead to a record in the person's scope that passes the field's `where`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.numbers import SEQUENCE, taken_along
from runtime.records import columns_of, links_table
from runtime.scope.allowed import Along, Ids
from runtime.service.change import Change, values_in
from runtime.service.judging import Fault
from runtime.service.numbering import counted_along
from runtime.service.rows import put
from runtime.service.values import from_the_list


def find_wrong_links(change: Change) -> Iterator[Fault]:
    """Faults of the links that the person set, but for those that stay as they were; one statement, if any. A new
    record's number may come with it: with what is refused, it is taken back."""
    fields, sent = change.fields, change.entry.values.items()
    asked = {name: targets for name, value in sent if (targets := _new_targets(change, fields[name], value))}
    if not asked:
        return
    allowed = _allowed(change, asked)
    for name, targets in asked.items():
        if not allowed[name].issuperset(targets):
            yield name, from_the_list(change.label(name))


def _allowed(change: Change, asked: Ids) -> Mapping[str, frozenset[int]]:
    key, columns, counting = change.record.key, _columns(change), counted_along(change)
    if counting is None:
        return change.reader.allowed(key, columns, asked, record_id=None if change.fresh else change.entity.id)
    along = Along("number", taken_along(), {SEQUENCE: counting.sequence})
    allowed, value = change.reader.allowed_with(key, columns, asked, along)
    put(change.entity, {"number": counting.number(value)})
    return allowed


def store_links(change: Change, name: str, targets: tuple[int, ...]) -> None:
    """Replaces a set of links."""
    table = links_table(change.record.model.__name__, name)
    owner = change.entity.id
    if not change.fresh:
        change.session.execute(sa.delete(table).where(table.c.owner_id == owner))
    if targets:
        rows = [{"owner_id": owner, "target_id": target} for target in targets]
        change.session.execute(sa.insert(table), rows)


def links_of(session: Session, record: RecordType, record_id: int, name: str) -> tuple[int, ...]:
    """The ids in a set of links as the database has them."""
    table = links_table(record.model.__name__, name)
    chosen = sa.select(table.c.target_id).where(table.c.owner_id == record_id).order_by(table.c.target_id)
    return tuple(session.scalars(chosen))


def _columns(change: Change) -> dict[str, Any]:
    """What the form holds, by column name; of a record that is there, the columns that change: others are as stored."""
    columns, changed = columns_of(change.record.model), change.changed
    return {columns[name]: value for name, value in values_in(change.entity).items() if name in changed}


def _new_targets(change: Change, field: Field, value: Any) -> tuple[int, ...]:
    if field.kind == "links":
        kept = change.before.sets.get(field.name, ())
        return tuple(target for target in value if target not in kept)
    stays = field.kind != "link" or value is None or value == change.before.values.get(field.name)
    return () if stays else (value,)
