"""Whether a record, as it will be after the change, obeys its record type: required, limits, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.rules import Rule
from runtime.declarations.workflow import STATE
from runtime.service.attaching import Owner
from runtime.service.change import Change, forget_links, value_of
from runtime.service.outcomes import GENERAL, Refused
from runtime.tables import file as files
from runtime.words import counted, inside, provide, sentence

Fault = tuple[str, str]
"""The name of a field ("" for none) and the words for it."""
NOTHING = (None, ())
"""What a column has that has no value."""


def find_faults(change: Change) -> Iterator[Fault]:
    """Everything that speaks against the record; it was flushed, so that rules may follow its links."""
    yield from _missing(change)
    yield from _beyond_limits(change)
    decisive = {STATE} if change.record.workflow else set()
    for check in change.record.checks:
        due = not check.fields or not change.changed.isdisjoint({*check.fields, *decisive})
        if due and holds(check.refuse, change.entity, change):
            yield place_of(change, check.fields), check.say


def refuse(faults: Iterable[Fault]) -> None:
    """Raises Refused where there are any."""
    errors = told(faults)
    if errors:
        raise Refused(errors)


def told(faults: Iterable[Fault]) -> dict[str, list[str]]:
    """By field, each once."""
    errors: dict[str, list[str]] = {}
    for name, words in faults:
        if words not in errors.setdefault(name, []):
            errors[name].append(words)
    return errors


def lock_parents(changes: Sequence[Change]) -> None:
    """Lets one change at a time be judged by rules that read other records, so that capacity holds under load.

    The lock is the one that an UPDATE takes: a stronger one would wait for all who are about to link to the parent.
    """
    session = changes[0].session
    parents = dict.fromkeys([parent for change in changes for parent in _parents(change)])
    if not parents or session.connection().dialect.name == "sqlite":  # it has one writer at a time anyway
        return
    for target, record_id in parents:
        model = changes[0].site.records[target].model
        locked = sa.select(model).where(model.id == record_id).with_for_update(key_share=True)
        session.scalar(locked.execution_options(populate_existing=True))
    forget_links(session)


def _parents(change: Change) -> Iterator[tuple[str, int]]:
    """The records that it links to, by record type and id, where a check reads other records."""
    if all(check.refuse.local for check in change.record.checks):
        return
    for name in sorted(change.fields):
        field = change.fields[name]
        target = getattr(change.entity, field.column) if field.kind == "link" else None
        if target is not None and field.target is not None:
            yield field.target, target


def is_shown(change: Change, name: str) -> bool:
    """Whether the field is to be filled in, as the record now is."""
    rule = change.record.show.get(name)
    return rule is None or holds(rule, change.entity, change)


def holds(rule: Rule, entity: Any, change: Change) -> bool:
    assert rule.python is not None, f"{rule.place}: a rule of a check has Python code"
    return rule.python(entity, change.given)


def place_of(change: Change, fields: Sequence[str]) -> str:
    """The first of the fields that stands in the form: there the message is shown."""
    return next((name for name in fields if name in change.form), GENERAL)


def _missing(change: Change) -> Iterator[Fault]:
    """Whether a column has a value is known at once, so that is looked at first."""
    asked = _asked_at_times(change)
    for name, field in change.fields.items():
        is_asked = not field.computed and (field.required or name in asked)
        if not is_asked or (field.column and getattr(change.entity, field.column) not in NOTHING):
            continue
        if _concerns(change, name) and _is_required(change, field) and _is_empty(change, field):
            yield name, provide(change.label(name))


def _asked_at_times(change: Change) -> set[str]:
    """The fields that a rule may ask for, or that the move does."""
    needs = () if change.move is None else change.move.needs
    own = (name for name, override in change.access.fields.items() if override.require)
    return {*change.record.require, *own, *needs}


def _concerns(change: Change, name: str) -> bool:
    """Whether this change can do anything about the field: it may enter it, the record is new, or a rule may ask for it
    by the state that the record comes to."""
    asked = change.move is not None and (name in change.move.needs or _rule_of_requirement(change, name) is not None)
    return change.fresh or asked or name in change.form or name in change.changed


def _is_required(change: Change, field: Field) -> bool:
    rule = _rule_of_requirement(change, field.name)
    needed = change.move is not None and field.name in change.move.needs
    wanted = field.required or needed or (rule is not None and holds(rule, change.entity, change))
    return wanted and is_shown(change, field.name)


def _rule_of_requirement(change: Change, name: str) -> Rule | None:
    override = change.access.fields.get(name)
    return override.require if override and override.require else change.record.require.get(name)


def _is_empty(change: Change, field: Field) -> bool:
    if field.kind in FILE_KINDS:
        kept = sa.exists().where(Owner(change.record.table, change.entity.id, field.stored).rows())
        return not change.entry.files.get(field.name) and not change.session.scalar(sa.select(kept.select_from(files)))
    value = getattr(change.entity, field.column or field.name)
    return value is None or (isinstance(value, tuple | list) and not value)


def _beyond_limits(change: Change) -> Iterator[Fault]:
    for limits, words, sign in ((change.record.minimum, "or more", -1), (change.record.maximum, "or less", 1)):
        for name in sorted(limits.keys() & change.changed):
            if change.fields[name].kind == "lines":
                continue  # see `find_miscounted`
            value = getattr(change.entity, change.fields[name].column)
            limit = value_of(limits[name], change.entity, change.given)
            if value is not None and limit is not None and (value > limit) - (value < limit) == sign:
                yield name, _limit_words(change, name, limit, words)


def find_miscounted(change: Change) -> Iterator[Fault]:
    """Too few or too many lines, hidden ones counted: known before anything is written."""
    for limits, words, sign in ((change.record.minimum, "or more", -1), (change.record.maximum, "or fewer", 1)):
        for name in (name for name in limits if change.fields[name].kind == "lines"):
            if name in change.lines or change.fresh:
                count = len(change.lines[name].after) if name in change.lines else 0
                limit = value_of(limits[name], change.entity, change.given)
                if (count > limit) - (count < limit) == sign:
                    yield name, _count_words(change, name, count, f"{counted(limit, 'line', 'lines')} {words}")


def _count_words(change: Change, name: str, count: int, wanted: str) -> str:
    there = "there is 1" if count == 1 else f"there are {count}" if count else "there is none"
    return f"{sentence(inside(change.label(name).label))} must have {wanted}; {there}"


def _limit_words(change: Change, name: str, limit: Any, words: str) -> str:
    label = inside(change.label(name).label)
    if isinstance(limit, date):
        clock = " at %H:%M" if isinstance(limit, datetime) else ""
        local = limit.astimezone(change.given.zone) if isinstance(limit, datetime) else limit
        when = local.strftime(f"%d %B %Y{clock}").removeprefix("0")
        return f"Enter {label} as {when} {'or later' if words == 'or more' else 'or earlier'}"
    return f"Enter {label} as {limit} {words}"
