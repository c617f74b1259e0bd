"""The change itself, of a new or an existing record: values in, computed values, and the guard after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from runtime.declarations.access import Value
from runtime.numbers import next_number
from runtime.service.attaching import Attach, detach
from runtime.service.change import Change, value_of
from runtime.service.computing import Computing, Touched
from runtime.service.judging import Fault, find_faults, is_shown, lock_parents
from runtime.service.linking import find_wrong_links, store_links
from runtime.service.outcomes import GENERAL, Refused, Upload
from runtime.service.values import find_fault, normalise


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person sends: values by field name, new files by field name, ids of files to remove."""

    values: Mapping[str, Any]
    uploads: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)
    removed: tuple[int, ...] = ()


def write(change: Change, entry: Entry, computing: Computing, attach: Attach) -> None:
    """Writes the record with all that depends on it; raises Refused with every fault that was found."""
    values = {name: normalise(change.fields[name], value) for name, value in entry.values.items()}
    touched = Touched(change.record.key, change.entity.id, change.changed, whole=change.fresh)
    owners = frozenset() if change.fresh else computing.owners(change.session, touched)
    _enter(change, values)
    _refuse([*_value_faults(change, values), *find_wrong_links(change, values, _columns(change))])
    computing.compute_own(change.record, change.entity, change.given)
    _flush(change)
    _store_sets(change, values)
    attach(change, entry.uploads)
    detach(change, entry.removed)
    _forget_hidden(change)
    computing.recompute(change.session, owners | computing.owners(change.session, touched), change.given)
    lock_parents(change)
    _refuse([*find_faults(change), *_out_of_sight(change)])


def _enter(change: Change, values: Mapping[str, Any]) -> None:
    """Defaults, then what the person entered, then what the portal fills in."""
    entity = change.entity
    if change.fresh:
        for name, value in _defaults(change).items():
            if name not in values:
                _set(change, name, value_of(value, entity, change.given))
    for name, value in values.items():
        _set(change, name, value)
    if not change.fresh:
        entity.revision += 1
        entity.updated, entity.updated_by = change.given.moment, change.principal.account_id
        return
    for name, value in change.access.preset.items():
        _set(change, name, value_of(value, entity, change.given))
    entity.created_by = entity.updated_by = change.principal.account_id
    if change.record.number:
        moment = change.given.moment.astimezone(ZoneInfo(change.site.time_zone))
        entity.number = next_number(change.session.connection(), change.record.key, change.record.number, moment)


def _defaults(change: Change) -> Mapping[str, Value]:
    own = {name: override.default for name, override in change.access.fields.items() if override.default is not None}
    return {**change.record.default, **own}


def _set(change: Change, name: str, value: Any) -> None:
    field = change.fields[name]
    if field.column:
        setattr(change.entity, field.column, normalise(field, value))


def _columns(change: Change) -> dict[str, Any]:
    """The record as it will be, by column name."""
    return {column.key: getattr(change.entity, column.key) for column in sa.inspect(type(change.entity)).column_attrs}


def _value_faults(change: Change, values: Mapping[str, Any]) -> list[Fault]:
    found = [(name, find_fault(change.label(name), value)) for name, value in values.items()]
    return [(name, fault) for name, fault in found if fault]


def _flush(change: Change) -> None:
    """Writes the row; links that were read through the old values are read anew."""
    if change.fresh:
        change.session.add(change.entity)
    change.session.flush()
    change.session.expire(change.entity, [relation.key for relation in sa.inspect(type(change.entity)).relationships])


def _store_sets(change: Change, values: Mapping[str, Any]) -> None:
    presets = change.access.preset if change.fresh else {}
    filled = {name: value_of(value, change.entity, change.given) for name, value in presets.items()}
    for name, value in {**values, **filled}.items():
        if change.fields[name].kind == "links":
            store_links(change, name, tuple(value or ()))


def _forget_hidden(change: Change) -> None:
    """A field that is not to be filled in keeps nothing."""
    for name in change.record.show:
        column = change.fields[name].column
        if column and getattr(change.entity, column) is not None and not is_shown(change, name):
            setattr(change.entity, column, None)
    change.session.flush()


def _out_of_sight(change: Change) -> list[Fault]:
    """The rule of rows must hold for the record after the change too."""
    rows = change.access.rows
    if rows is None:  # a portal may let people add what they cannot read afterwards
        return []
    if rows.local and rows.python is not None:
        holds = rows.python(change.entity, change.given)
    else:
        holds = change.reader.sees(change.record.key, change.entity.id)
    return [] if holds else [(GENERAL, "This cannot be saved: you would not be allowed to see it afterwards.")]


def _refuse(faults: list[Fault]) -> None:
    errors: dict[str, list[str]] = {}
    for name, words in faults:
        if words not in errors.setdefault(name, []):
            errors[name].append(words)
    if errors:
        raise Refused(errors)
