"""Computed fields: what the formula says of the other data, as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from zoneinfo import ZoneInfo

from generator.app import App, Field
from generator.expressions.tree import Node
from leaks.facts import Facts, Here
from leaks.meaning import Given, Meaning, Result
from leaks.world import Cell, Rows

DIGITS = 18
Formula = tuple[Field, Node]


class LiveFacts(Facts):
    """Computed fields are computed when they are asked for, whatever the rows hold."""

    def __init__(self, rows: Rows, app: App) -> None:
        super().__init__(rows)
        self._formulas = formulas_of(app)
        nobody = Given(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo(app.site.time_zone))
        self._meaning = Meaning(self, nobody)

    def cell(self, here: Here, name: str) -> Cell:
        formula = self._formulas.get((here.record, name))
        if formula is None:
            return super().cell(here, name)
        if self.asked is not None:
            self.asked.cells.add((here.record, here.id, name))
        field, tree = formula
        return stored(field, self._meaning.value(tree, this=here))


def formulas_of(app: App) -> Mapping[tuple[str, str], Formula]:
    """By record type and field."""
    return {
        (record.key, field.name): (field, rule.expression.tree)
        for record in app.records.values()
        for field in record.fields
        for rule in record.rules
        if field.formula == rule.name
    }


def compute_all(app: App, rows: dict[str, dict[int, dict[str, Cell]]]) -> None:
    """Stores every computed value."""
    facts = LiveFacts(rows, app)
    for record, name in formulas_of(app):
        for key in rows[record]:
            rows[record][key][name] = facts.cell(Here(record, key), name)


def stored(field: Field, value: Result) -> Cell:
    """The value as its field keeps it; missing where it is too large for that."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, timedelta):
        return timedelta(seconds=round(value.total_seconds()))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _number(field, value)
    found: Cell = value
    return found


def _number(field: Field, value: int | Decimal) -> Cell:
    if field.kind == "integer":
        return int(value) if abs(value) < 10**DIGITS else None
    places = field.places or 0
    if abs(value) >= 10 ** (DIGITS - places):
        return None
    with localcontext(prec=60):
        return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
