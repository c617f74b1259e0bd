"""Whether a record, as it will be after the change, obeys its record type: required, limits, checks, uniqueness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from runtime.declarations.access import Check, Unique
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.rules import Rule
from runtime.service.change import Change, value_of
from runtime.service.outcomes import GENERAL
from runtime.tables import file as files
from runtime.words import inside, provide

Fault = tuple[str, str]
"""The name of a field ("" for none) and the words for it."""


def find_faults(change: Change) -> Iterator[Fault]:
    """Everything that speaks against the record; it was flushed, so that rules may follow its links."""
    yield from _missing(change)
    yield from _beyond_limits(change)
    for check in change.record.checks:
        yield from _refused(change, check)
    for unique in change.record.unique:
        yield from _taken(change, unique)
    yield from _taken_values(change)


def lock_parents(change: Change) -> None:
    """Lets one change at a time be judged by rules that read other records, so that capacity holds under load."""
    if change.session.connection().dialect.name == "sqlite" or all(
        check.refuse.local for check in change.record.checks
    ):
        return  # SQLite has one writer at a time anyway
    for field in change.fields.values():
        target = getattr(change.entity, field.column) if field.kind == "link" else None
        if target is not None and field.target is not None:
            parent = change.site.records[field.target].model
            change.session.execute(sa.select(parent.id).where(parent.id == target).with_for_update())


def is_shown(change: Change, name: str) -> bool:
    """Whether the field is to be filled in, as the record now is."""
    rule = change.record.show.get(name)
    return rule is None or _holds(rule, change)


def _missing(change: Change) -> Iterator[Fault]:
    for name, field in change.fields.items():
        if not field.computed and _concerns(change, name) and _is_required(change, field) and _is_empty(change, field):
            yield name, provide(change.label(name))


def _concerns(change: Change, name: str) -> bool:
    """Whether this portal can do anything about the field: it may enter it now, or the record is new."""
    return change.fresh or name in change.changed or any(name in grant.fields for grant in change.access.edit)


def _is_required(change: Change, field: Field) -> bool:
    override = change.access.fields.get(field.name)
    rule = override.require if override and override.require else change.record.require.get(field.name)
    wanted = field.required or (rule is not None and _holds(rule, change))
    return wanted and is_shown(change, field.name)


def _is_empty(change: Change, field: Field) -> bool:
    if field.kind in FILE_KINDS:
        kept = (files.c.record == change.record.key, files.c.record_id == change.entity.id, files.c.field == field.name)
        return not change.session.execute(sa.select(sa.exists().where(*kept))).scalar()
    value = getattr(change.entity, field.column or field.name)
    return value is None or (isinstance(value, tuple | list) and not value)


def _beyond_limits(change: Change) -> Iterator[Fault]:
    for limits, words, sign in ((change.record.minimum, "or more", -1), (change.record.maximum, "or less", 1)):
        for name in sorted(limits.keys() & change.changed):
            value = getattr(change.entity, change.fields[name].column)
            limit = value_of(limits[name], change.entity, change.given)
            if value is not None and limit is not None and (value > limit) - (value < limit) == sign:
                yield name, _limit_words(change.label(name), limit, words)


def _limit_words(field: Field, limit: Any, words: str) -> str:
    if field.kind in {"date", "datetime"}:
        when = f"{limit:%-d %B %Y}"
        return f"Enter {inside(field.label)} as {when} {'or later' if words == 'or more' else 'or earlier'}"
    return f"Enter {inside(field.label)} as {limit} {words}"


def _refused(change: Change, check: Check) -> Iterator[Fault]:
    due = change.fresh or not check.fields or not change.changed.isdisjoint(check.fields)
    if due and _holds(check.refuse, change):
        for name in check.fields or (GENERAL,):
            yield name if name in _entered(change) else GENERAL, check.say
            break  # said once, at the first of its fields


def _entered(change: Change) -> set[str]:
    """The fields that stand in this portal's form."""
    names = set(change.access.create or ()) if change.fresh else set()
    return names | {name for grant in change.access.edit for name in grant.fields}


def _taken(change: Change, unique: Unique) -> Iterator[Fault]:
    if not change.fresh and change.changed.isdisjoint(unique.fields):
        return
    if unique.unless is not None and _holds(unique.unless, change):
        return
    for other in _alike(change, unique.fields):
        if unique.unless is None or not _holds_of(unique.unless, other, change):
            place = next((name for name in unique.fields if name in _entered(change)), GENERAL)
            yield place, unique.say
            return


def _taken_values(change: Change) -> Iterator[Fault]:
    for name, field in change.fields.items():
        if field.unique and name in change.changed and _alike(change, (name,)):
            yield name, f"Enter another {inside(change.label(name).label)}; this one is already taken"


def _alike(change: Change, names: tuple[str, ...]) -> list[Any]:
    """The other records with the same values in these fields; none while one of them is missing."""
    model = change.record.model
    columns = [change.fields[name].column for name in names]
    present = {column: getattr(change.entity, column) for column in columns}
    if any(value is None for value in present.values()):
        return []
    same = [getattr(model, column) == value for column, value in present.items()]
    return list(change.session.scalars(sa.select(model).where(*same, model.id != change.entity.id)))


def _holds(rule: Rule, change: Change) -> bool:
    return _holds_of(rule, change.entity, change)


def _holds_of(rule: Rule, entity: Any, change: Change) -> bool:
    assert rule.python is not None, f"{rule.place}: a rule of a check has Python code"
    return rule.python(entity, change.given)
