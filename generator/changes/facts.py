"""What was promised of a field's values, as the lock keeps it: `required length=200 pattern=3f2a91c07be4`.

A fact is a word, or a word and a value without spaces. What is too long for a line is a digest: to see that it
changed is enough.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from generator.app import Constant, Field, Record, Value
from generator.expressions.tree import Node
from generator.expressions.walking import meaning

UNKNOWN = "?"
"""The backfill of a field in a lock of the second form, which did not keep it."""


def facts_of(record: Record, field: Field) -> tuple[str, ...]:
    """The facts of a field of the specs. How many lines there may be is judged when they change."""
    if field.lines is not None:
        return ()
    shared, formula = field.choices.shared if field.choices else None, formula_of(record, field)
    values = {
        "length": str(field.length) if field.length is not None else None,
        "max": limit_text(field.maximum),
        "min": limit_text(field.minimum),
        "pattern": digest(field.pattern) if field.pattern else None,
        "of": shared,
        "is": formula_mark(formula, {}) if formula is not None else None,
        "backfill": backfill_mark(record, field, {}),
    }
    flags = {"required": field.required, "from_now": field.from_now, "unique": field.unique, "index": field.index}
    said = [f"{name}={value}" for name, value in values.items() if value is not None]
    return (*(name for name, holds in flags.items() if holds), *said)


def as_mapping(facts: tuple[str, ...]) -> Mapping[str, str]:
    """By name; a fact without a value has an empty one."""
    return {name: value for name, _, value in (fact.partition("=") for fact in facts)}


def limit_text(limit: Value | None) -> str | None:
    """A limit in one word: a moment in UTC, a duration in seconds. None for one that is computed."""
    if not isinstance(limit, Constant):
        return None
    value = limit.value
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(int(value.total_seconds())) if isinstance(value, timedelta) else str(value)


def formula_of(record: Record, field: Field) -> Node | None:
    """The tree of a field's formula."""
    return next((rule.expression.tree for rule in record.rules if rule.name == field.formula), None)


def backfill_mark(record: Record, field: Field, names: Mapping[str, str]) -> str | None:
    """A digest of what the backfill means, if there is one; `names` are those to be read as others."""
    value = field.backfill
    if value is None:
        return None
    if isinstance(value, Constant):
        text = limit_text(value) or ""
        return digest(names.get(text, text))
    return formula_mark(next(rule.expression.tree for rule in record.rules if rule.name == value.name), names)


def formula_mark(formula: Node, names: Mapping[str, str]) -> str:
    """A digest of what a formula means, wherever it is typed; `names` are those to be read as others."""
    return digest(repr(_translated(meaning(formula), names)))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _translated(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(_translated(item, names) for item in value)
    return names.get(value, value) if isinstance(value, str) else value
