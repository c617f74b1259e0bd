"""What a field says of records from before, where it says so later than it demanded something of them.

On the database that the demand was first applied to, all records fulfilled it. On another one, to which it has not come
yet, some may not: then the answer is for these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.changes.facts import UNKNOWN, as_mapping, backfill_mark
from generator.changes.fates import FieldFate
from generator.changes.field_operations import AnswerField
from generator.changes.storage import FORMS
from generator.changes.world import World

LIMITS = ("length", "max", "min", "pattern")


def answer_changed(fate: FieldFate, world: World) -> Iterator[AnswerField]:
    """For a field that is kept, and whose facts were known."""
    assert fate.before is not None
    before, now = as_mapping(fate.before.facts or ()), as_mapping(fate.entry.facts or ())
    column, earlier = world.column(fate), world.earlier_columns(fate)
    says = _answer(now)
    if says is None or says == _answer(before) or column.column is None or _is_known(fate, before, now, world):
        return
    asked = "required" in before or "backfill" in before or bool(earlier)
    if asked or ("backfill" not in now and _has_limits(before, fate.before.kind)):
        fill = world.backfill(fate)
        yield AnswerField(fate.field.at, fate.record.key, fate.field.name, column, fill, earlier)


def _answer(facts: Mapping[str, str]) -> str | None:
    """What becomes of records that do not fulfil what is demanded; None: that was left open."""
    return facts.get("backfill") or ("from_now" if "from_now" in facts else None)


def _is_known(fate: FieldFate, before: Mapping[str, str], now: Mapping[str, str], world: World) -> bool:
    """Whether the backfill is as before but for the names of today, or the lock did not keep it yet."""
    if "backfill" not in now or "backfill" not in before:
        return False
    mark = before["backfill"]
    return mark == UNKNOWN or mark == backfill_mark(fate.record, fate.field, world.former_names())


def _has_limits(before: Mapping[str, str], kind: str) -> bool:
    return FORMS.get(kind, 0) > 0 or any(limit in before for limit in LIMITS)
