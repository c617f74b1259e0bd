"""Whether a field allows more or less than it did: `max`, `min`, length, pattern, the form of a kind of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from generator.app import Field
from generator.changes.columns import Limit
from generator.changes.facts import as_mapping
from generator.changes.fates import FieldFate
from generator.changes.field_operations import NarrowField, WidenField
from generator.changes.storage import FORMS
from generator.changes.world import World

SIGNS: Mapping[Limit, int] = {"length": 1, "max": 1, "min": -1}
"""Whether a greater limit allows more."""


def limits_changed(fate: FieldFate, world: World, *, anew: bool) -> Iterator[WidenField | NarrowField]:
    """What is different from before. `anew`: all limits are to hold for all rows, since that was left open before."""
    assert fate.before is not None
    before, now = as_mapping(fate.before.facts or ()), as_mapping(fate.entry.facts or ())
    field, key, column = fate.field, fate.record.key, world.column(fate)
    for limit, old, new in _pairs(fate, before, now):
        value = _value(field, limit, new)
        if value is not None and new is not None and (_is_narrower(limit, old, new) or (anew and _demands(limit, new))):
            yield NarrowField(field.at, key, field.name, column, limit, value, from_now=field.from_now)
        elif old != new:
            yield WidenField(field.at, key, field.name, column, limit, value)


def _value(field: Field, limit: Limit, new: str | None) -> str | int | None:
    """As the database is asked about it."""
    if new is None:
        return None
    if limit == "pattern":
        return field.pattern
    return int(new) if limit == "length" else new


def _demands(limit: Limit, new: str) -> bool:
    return limit != "kind" or FORMS[new] > FORMS["text"]


def _pairs(
    fate: FieldFate, before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[tuple[Limit, str | None, str | None]]:
    """Each limit, as it was and as it is; None: there is none."""
    assert fate.before is not None
    kinds = fate.before.kind, fate.entry.kind
    if kinds[0] in FORMS and kinds[1] in FORMS:
        yield "kind", kinds[0], kinds[1]
    limits: tuple[Limit, ...] = ("length", "max", "min", "pattern")
    for limit in limits:
        yield limit, before.get(limit), now.get(limit)


def _is_narrower(limit: Limit, old: str | None, new: str) -> bool:
    if limit == "kind":
        return old != new and FORMS[new] >= max(FORMS[old or "longtext"], 1)
    if old is None or limit not in SIGNS:
        return old != new
    try:
        less = Decimal(new) < Decimal(old)
    except InvalidOperation:
        less = new < old
    return old != new and less == (SIGNS[limit] > 0)
