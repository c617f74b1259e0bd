"""Among whom a rule of routing chooses: asked of the database over all data, in one statement, best ones first.

Statements are made once for each rule and database, as `scope` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from runtime.columns import Id
from runtime.declarations.fields import TEXT_KINDS
from runtime.declarations.routing import FIRST, LEAST_BUSY, Route
from runtime.declarations.rules import Candidates, Rule
from runtime.records import fields_of
from runtime.routing import Candidate
from runtime.scope.bindings import Bindings
from runtime.scope.options import padded
from runtime.scope.policy import UNSORTABLE
from runtime.scope.shape import Shape
from runtime.scope.sources import judged
from runtime.scope.titles import read_title
from runtime.service.assignments import Slot, had, last_turn
from runtime.service.change import Change
from runtime.sql import BoundRow, Given, not_true

MADE = 2_000
"""Statements that are kept."""


@dataclass(frozen=True, slots=True)
class Pool:
    """How many candidates there are, and the first of them."""

    count: int
    candidates: tuple[Candidate, ...]


NOBODY = Pool(0, ())


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and what it is asked with."""

    shape: Shape
    bindings: Bindings

    @property
    def key(self) -> tuple[object, ...]:
        """Questions of one key have one answer."""
        return (self.shape, *(self.bindings[name] for name in self.shape.asks))

    def ask(self, connection: sa.Connection) -> Pool:
        rows = self.shape.run(connection, self.bindings)
        return Pool(rows[0][3], tuple(Candidate(row[0], row[1], row[2]) for row in rows)) if rows else NOBODY


@dataclass(frozen=True, slots=True)
class Among:
    """What the statement of a pool depends on. `again`: of a record that others may have had; `held`: that somebody
    has now."""

    model: type[Any]
    target: type[Any]
    title: str
    slot: Slot
    route: Route
    where: Candidates | None
    again: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Flags:
    """Rules about so many records."""

    model: type[Any]
    rules: tuple[Rule, ...]
    count: int


def slot_of(change: Change, name: str) -> Slot:
    return Slot(change.record.table, change.fields[name].stored)


def pool_question(change: Change, route: Route, values: Mapping[str, Any], size: int) -> Question:
    """About the record as it will be with these values. `size`: so many candidates at most."""
    target, fill = change.site.records[change.fields[route.fill].target or ""], route.fill
    held = None if change.fresh else change.before.values[fill]
    among = Among(
        model=change.record.model,
        target=target.model,
        title=target.title,
        slot=slot_of(change, fill),
        route=route,
        where=change.record.where.get(fill),
        again=not change.fresh,
        held=held is not None,
    )
    shape = _pool_shape(among, change.session.connection().dialect)
    return Question(shape, _bindings(change, {**_row(change), **_columns(change, values), "held": held, "size": size}))


def which_hold(changes: Sequence[Change], rules: Sequence[Rule]) -> Mapping[int, Sequence[bool]]:
    """Of each record as it is stored, by its id, whether each rule holds; one statement."""
    root = changes[0]
    connection, ids = root.session.connection(), padded([change.entity.id for change in changes])
    shape = _flags_shape(Flags(root.record.model, tuple(rules), len(ids)), connection.dialect)
    own = {f"id_{place}": record_id for place, record_id in enumerate(ids)}
    return {row[0]: [bool(flag) for flag in row[1:]] for row in shape.run(connection, _bindings(root, own))}


# Statements


@lru_cache(MADE)
def _pool_shape(among: Among, dialect: sa.Dialect) -> Shape:
    """Gives id, load and last turn of each, and how many there are."""
    this, it, route = BoundRow(among.model.__table__), among.target.__table__.alias(), among.route
    turn = last_turn(among.slot, it.c.id)
    busy: Any = sa.literal_column("0", sa.Integer)
    if route.busy is not None:
        busy = sa.func.coalesce(route.busy.sql(this, Given(), it), sa.literal_column("0"))
    first = [_own_order(among, it).asc().nulls_last()]
    order = {FIRST: first, LEAST_BUSY: [busy, turn]}.get(route.pick, [turn])
    wanted = (
        sa.select(it.c.id, busy, turn, sa.func.count().over())
        .where(*_conditions(among, this, it))
        .order_by(*order, it.c.id)
        .limit(sa.bindparam("size", type_=sa.Integer))
    )
    return Shape(wanted, dialect)


def _conditions(among: Among, this: Any, it: Any) -> Iterator[sa.ColumnElement[bool]]:
    for rule in (among.route.candidates, among.where):
        if rule is not None:
            yield rule.sql(this, Given(), it)
    if among.route.barred is not None:
        yield not_true(among.route.barred.sql(this, Given(), it))
    if among.again:
        yield sa.not_(had(among.slot, this.c.id, it.c.id))
    if among.held:
        yield it.c.id != sa.bindparam("held", type_=Id)


def _own_order(among: Among, it: Any) -> sa.ColumnElement[Any]:
    """By the first plain part of the title."""
    fields = fields_of(among.target)
    for name in read_title(among.title).names:
        field = fields.get(name)
        if field is not None and field.column and field.kind not in UNSORTABLE and field.kind != "link":
            column: sa.ColumnElement[Any] = it.c[field.column]
            return sa.func.lower(column, type_=sa.Text()) if field.kind in TEXT_KINDS else column
    own: sa.ColumnElement[Any] = it.c.id
    return own


@lru_cache(MADE)
def _flags_shape(flags: Flags, dialect: sa.Dialect) -> Shape:
    this = flags.model.__table__.alias()
    judgements = [sa.case((judged(rule, this, Given()), 1), else_=0) for rule in flags.rules]
    ids = [sa.bindparam(f"id_{place}", type_=Id) for place in range(flags.count)]
    return Shape(sa.select(this.c.id, *judgements).where(this.c.id.in_(ids)), dialect)


# The values of statements


def _bindings(change: Change, own: Mapping[str, Any]) -> Bindings:
    return Bindings(change.principal, change.given.moment, ZoneInfo(change.site.time_zone), own)


def _row(change: Change) -> dict[str, Any]:
    return {f"this_{column.key}": getattr(change.entity, column.key) for column in change.record.model.__table__.c}


def _columns(change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: change.fields[name].column for name in values}
    return {f"this_{columns[name]}": value for name, value in values.items() if columns[name]}
