"""How many records will move by themselves at once when specs are applied, asked of the database as it is.

Of moves that are new, or wait for something else than before. What a rule says is not asked, nor what linked records
have: there the number is the most there can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from generator.app import App, Field, Record
from generator.workflow import Move, Timer
from runtime.columns import UtcDateTime
from runtime.engine import AS_LONG_AS_IT_TAKES
from runtime.settings import Settings
from runtime.site import open_database

STATE, SINCE = "state", "state_since"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """`exact`: they will, unless something speaks against it; else no more than these. `at` is a line of the specs."""

    record: str
    move: str
    rows: int
    exact: bool
    at: str

    def words(self) -> str:
        records, themselves = ("record", "itself") if self.rows == 1 else ("records", "themselves")
        most = "" if self.exact else "up to "
        return f"{most}{self.rows:,} {records} of {self.record} will make move {self.move} by {themselves} once served."


def count_at_once(app: App, former: App | None, settings: Settings) -> tuple[AtOnce, ...]:
    """`app` has the names that the database knows things by. Raises StartError where the database cannot be asked."""
    new = [found for record in app.records.values() for found in _changed(record, former)]
    if not new:
        return ()
    engines = open_database(settings, AS_LONG_AS_IT_TAKES)
    try:
        with engines.made_by("operator").read.connect() as connection:
            counted = [_count(record, move, timer, app, connection) for record, move, timer in new]
    finally:
        engines.dispose()
    return tuple(each for each in counted if each.rows)


def _changed(record: Record, former: App | None) -> Iterator[tuple[Record, Move, Timer]]:
    before = former.records.get(record.key) if former else None
    known = {_awaited(before, move) for move in before.workflow.moves} if before and before.workflow else set()
    for move in record.workflow.moves if record.workflow else ():
        if move.timer is not None and _awaited(record, move) not in known:
            yield record, move, move.timer


def _awaited(record: Record, move: Move) -> tuple[object, ...]:
    """From which states it happens by itself, and all that it waits for."""
    names = () if move.timer is None else (move.timer.due, *move.timer.holds)
    formulas = {field.formula for field in record.fields if field.name in names}
    return move.source, move.timer, *(str(rule.expression.source) for rule in record.rules if rule.name in formulas)


def _count(record: Record, move: Move, timer: Timer, app: App, connection: sa.Connection) -> AtOnce:
    table = _Table.of(record, connection)
    conditions = [*_in_states(table, move), *_come(table, timer, ZoneInfo(app.site.time_zone))]
    counted = sa.select(sa.func.count()).select_from(sa.table(record.table)).where(*conditions)
    exact = not timer.holds and (timer.after is not None or bool(timer.field))
    rows = (connection.scalar(counted) or 0) if table.columns else 0
    return AtOnce(record.key, move.name, rows, exact, f"{move.at.file}:{move.at.line}")


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of a record type with the columns that it has by now."""

    record: Record
    columns: frozenset[str]

    @classmethod
    def of(cls, record: Record, connection: sa.Connection) -> _Table:
        inspector = sa.inspect(connection)
        there = inspector.has_table(record.table)
        names = (each["name"] for each in inspector.get_columns(record.table)) if there else ()
        return cls(record, frozenset(names))

    def field(self, name: str) -> Field | None:
        """None for one that the database does not have yet."""
        field = self.record.field(name)
        return field if field is not None and field.stored in self.columns else None


def _in_states(table: _Table, move: Move) -> Iterator[sa.ColumnElement[bool]]:
    """Records that get their states only now are in the first one."""
    field = table.field(STATE)
    if field is None:
        assert table.record.workflow is not None
        yield sa.true() if table.record.workflow.start in move.source else sa.false()
        return
    stored = field.choices.stored if field.choices else {}
    state: sa.ColumnClause[Any] = sa.column(field.stored)
    yield state.in_([stored.get(each, each) for each in move.source])


def _come(table: _Table, timer: Timer, zone: ZoneInfo) -> Iterator[sa.ColumnElement[bool]]:
    """Its time has come, as far as the record's own columns tell."""
    now = datetime.now(UTC)
    if timer.after is not None:
        updated: sa.ColumnElement[Any] = sa.column("updated", UtcDateTime())
        since, kind = table.field(SINCE), UtcDateTime()
        moment = sa.func.coalesce(sa.column(since.stored, kind), updated, type_=kind) if since else updated
        yield moment <= now - timer.after
    elif timer.field:
        field = table.field(timer.field)
        if field is None:
            yield sa.false()
        elif field.kind == "date":
            yield sa.column(field.stored, sa.Date()) <= now.astimezone(zone).date()
        else:
            yield sa.column(field.stored, UtcDateTime()) <= now
