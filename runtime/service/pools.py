"""Among whom a rule of routing chooses: asked of the database over all data, in one statement, best ones first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from runtime.declarations.access import RecordType
from runtime.declarations.fields import TEXT_KINDS
from runtime.declarations.routing import FIRST, LEAST_BUSY, Route
from runtime.declarations.rules import Rule
from runtime.records import fields_of
from runtime.routing import Candidate
from runtime.scope.bindings import Bindings
from runtime.scope.policy import UNSORTABLE
from runtime.scope.shape import Raw
from runtime.scope.sources import judged
from runtime.scope.titles import read_title
from runtime.service.assignments import Slot, had, last_turn
from runtime.service.change import Change
from runtime.sql import BoundRow, Given, not_true


@dataclass(frozen=True, slots=True)
class Pool:
    """How many candidates there are, and the first of them."""

    count: int
    candidates: tuple[Candidate, ...]


NOBODY = Pool(0, ())


@dataclass(frozen=True, slots=True)
class Question:
    """A statement with the values that it is asked with."""

    statement: sa.Select[Any]
    values: tuple[tuple[str, Any], ...]

    def ask(self, connection: sa.Connection) -> Sequence[Raw]:
        return [tuple(row) for row in connection.execute(self.statement, dict(self.values))]


def slot_of(change: Change, name: str) -> Slot:
    return Slot(change.record.table, change.fields[name].stored)


def pool_question(change: Change, route: Route, values: Mapping[str, Any], size: int) -> Question:
    """About the record as it will be with these values. `size`: so many candidates at most."""
    target = change.site.records[change.fields[route.fill].target or ""]
    this, it = BoundRow(change.record.model.__table__), target.model.__table__.alias()
    slot = slot_of(change, route.fill)
    turn = last_turn(slot, it.c.id)
    busy: Any = sa.literal_column("0")
    if route.busy is not None:
        busy = sa.func.coalesce(route.busy.sql(this, Given(), it), sa.literal_column("0"))
    order = {FIRST: [_own_order(target, it).asc().nulls_last()], LEAST_BUSY: [busy, turn]}.get(route.pick, [turn])
    statement = (
        sa.select(it.c.id, busy, turn, sa.func.count().over())
        .where(*_conditions(change, route, slot, this, it))
        .order_by(*order, it.c.id)
        .limit(size)
    )
    return _question(change, statement, {**_row(change), **_columns(change, values)})


def pool_of(rows: Sequence[Raw]) -> Pool:
    return Pool(rows[0][3], tuple(Candidate(row[0], row[1], row[2]) for row in rows)) if rows else NOBODY


def _conditions(change: Change, route: Route, slot: Slot, this: Any, it: Any) -> Iterator[sa.ColumnElement[bool]]:
    for rule in (route.candidates, change.record.where.get(route.fill)):
        if rule is not None:
            yield rule.sql(this, Given(), it)
    if route.barred is not None:
        yield not_true(route.barred.sql(this, Given(), it))
    if not change.fresh:
        yield sa.not_(had(slot, this.c.id, it.c.id))
        held = change.before.values[route.fill]
        if held is not None:
            yield it.c.id != held


def _own_order(target: RecordType, it: Any) -> sa.ColumnElement[Any]:
    """By the first plain part of the title."""
    fields = fields_of(target.model)
    for name in read_title(target.title).names:
        field = fields.get(name)
        if field is not None and field.column and field.kind not in UNSORTABLE and field.kind != "link":
            column: sa.ColumnElement[Any] = it.c[field.column]
            return sa.func.lower(column, type_=sa.Text()) if field.kind in TEXT_KINDS else column
    first: sa.ColumnElement[Any] = it.c.id
    return first


def which_hold(changes: Sequence[Change], rules: Sequence[Rule]) -> Mapping[int, Sequence[bool]]:
    """Of each record as it is stored, by its id, whether each rule holds; one statement."""
    if not rules:
        return {}
    root = changes[0]
    this = root.record.model.__table__.alias()
    flags: list[sa.ColumnElement[Any]] = [sa.case((judged(rule, this, Given()), 1), else_=0) for rule in rules]
    wanted = sa.select(this.c.id, *flags).where(this.c.id.in_([change.entity.id for change in changes]))
    rows = _question(root, wanted, {}).ask(root.session.connection())
    return {row[0]: [bool(flag) for flag in row[1:]] for row in rows}


# The values of statements


def _question(change: Change, statement: sa.Select[Any], own: Mapping[str, Any]) -> Question:
    bindings = Bindings(change.principal, change.given.moment, ZoneInfo(change.site.time_zone)).having(own)
    asked = {each.key for each in visitors.iterate(statement) if isinstance(each, sa.BindParameter) and each.required}
    return Question(statement, tuple((name, bindings[name]) for name in sorted(asked)))


def _row(change: Change) -> dict[str, Any]:
    return {f"this_{column.key}": getattr(change.entity, column.key) for column in change.record.model.__table__.c}


def _columns(change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: change.fields[name].column for name in values}
    return {f"this_{columns[name]}": value for name, value in values.items() if columns[name]}
