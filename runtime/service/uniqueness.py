"""Values that no two records may have. What an index of the database guards is asked first, for the sake of words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from runtime.declarations.access import Unique
from runtime.service.change import Change
from runtime.service.judging import Fault, holds, place_of
from runtime.words import inside


def find_taken(change: Change) -> list[Fault]:
    """What the database would refuse; one statement, if any."""
    candidates = [*_unique_fields(change), *_unique_together(change)]
    asked = [(fault, _alike(change, names)) for names, fault in candidates]
    found = [(fault, sa.exists().where(*alike)) for fault, alike in asked if alike]
    if not found:
        return []
    answers = change.session.execute(sa.select(*(taken for _, taken in found))).one()
    return [fault for (fault, _), taken in zip(found, answers, strict=True) if taken]


def find_taken_unless(change: Change) -> Iterator[Fault]:
    """What a rule of the record type refuses; where a rule says `unless`, no index can guard it.

    Judged at every change: whatever changed, the record may count again from now on.
    """
    for unique in change.record.unique:
        if unique.unless is not None:
            yield from _judge(change, unique)


def _judge(change: Change, unique: Unique) -> Iterator[Fault]:
    assert unique.unless is not None
    alike = _alike(change, unique.fields)
    if not alike or holds(unique.unless, change.entity, change):
        return
    _take_turns(change, unique)
    others = change.session.scalars(sa.select(change.record.model).where(*alike)).all()
    if not all(holds(unique.unless, other, change) for other in others):
        yield place_of(change, unique.fields), unique.say


def _unique_fields(change: Change) -> Iterator[tuple[tuple[str, ...], Fault]]:
    for name, field in change.fields.items():
        given = change.fresh and name == "number" and change.record.number is not None  # counted: nobody else has it
        if field.unique and name in change.changed and not given:
            yield (name,), (name, f"Enter another {inside(change.label(name).label)}; this one is already taken")


def _unique_together(change: Change) -> Iterator[tuple[tuple[str, ...], Fault]]:
    for unique in change.record.unique:
        if unique.unless is None and not change.changed.isdisjoint(unique.fields):
            yield unique.fields, (place_of(change, unique.fields), unique.say)


def _alike(change: Change, names: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    """Selects the other records with the same values in these fields; nothing while one of them is missing."""
    columns = change.record.model.__table__.c
    present = {change.fields[name].column: _value(change, name) for name in names}
    if any(value is None for value in present.values()):
        return []
    return [columns.id != change.entity.id, *(columns[column] == value for column, value in present.items())]


def _value(change: Change, name: str) -> Any:
    return getattr(change.entity, change.fields[name].column)


def _take_turns(change: Change, unique: Unique) -> None:
    """Two changes at once would not see each other; SQLite has one writer at a time anyway."""
    if change.session.connection().dialect.name != "sqlite":
        fields = [change.fields[name] for name in unique.fields]
        values = [str(field.stored_choices.value(_value(change, field.name))) for field in fields]
        text = "\0".join((change.record.table, *(field.stored for field in fields), *values))
        key = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)
        change.session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
