"""Rows that lack a value get one: a constant, what a rule gives for each, or what a computed field comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.rules import Formula
from runtime.declarations.site import Site
from runtime.migrations.batches import Row, in_batches
from runtime.migrations.kinds import column_type, rows_of
from runtime.migrations.meanings import changed_name
from runtime.migrations.remembering import MISSING, Changed, write
from runtime.migrations.vocabulary import Compute, Fill
from runtime.migrations.work import Faults, Work, record_of
from runtime.service.values import find_fault, normalise
from runtime.values import Given


def fill(work: Work, change: Fill) -> None:
    """Rows without a value. Of a field that may be empty, only those made before newer servers answered: whoever uses
    them may leave it empty on purpose."""
    if isinstance(change.value, Formula):
        record = record_of(work.site, change.table)
        if record is not None and change.column in by_column(record):
            if changed_name(change.means, work.site):
                return  # looked at before the swap: no row needed it
            _fill_by_rule(work, change, record, change.value)
        return
    rows = rows_of(change.table, **{change.column: column_type(change.kind, change.places)})
    column = rows.c[change.column]

    def apply(connection: sa.Connection, found: Sequence[Row]) -> int:
        write(connection, rows, column, [Changed(row[0], change.column, None, change.value) for row in found])
        return len(found)

    wanted = sa.select(rows.c.id).where(*lacking(work, change))
    changed = in_batches(work.connection, wanted, apply, work.reporter(_words(change)))
    work.note(change.table, f"{change.column} is filled", changed)


def compute(work: Work, change: Compute) -> None:
    """All rows, since what a value is computed from may have changed under older servers; those that differ."""
    record = record_of(work.site, change.table)
    field = by_column(record).get(change.column) if record else None
    if record is None or field is None or field.name not in record.computed:
        return
    formula = record.computed[field.name].value
    evaluation = Evaluation(record, field, formula, Given(work.moment, work.zone))
    table, column = record.model.__table__, column_of(record, change.column)

    def apply(connection: sa.Connection, found: Sequence[Row]) -> int:
        changes = [
            Changed(record_id, change.column, before, value)
            for record_id, before, value in evaluation.values(connection, [row[0] for row in found])
            if not isinstance(value, UnfitValue) and before != value and not (before in MISSING and value in MISSING)
        ]
        write(connection, table, column, changes)
        return len(changes)

    words = f"computing {change.table}.{change.column}"
    wanted = sa.select(table.c.id)
    if work.since is not None:
        wanted = wanted.where(table.c.updated >= work.since)
    changed = in_batches(work.connection, wanted, apply, work.reporter(words))
    work.note(change.table, f"{change.column} is computed", changed)


def _fill_by_rule(work: Work, change: Fill, record: RecordType, formula: Formula) -> None:
    evaluation = Evaluation(record, by_column(record)[change.column], formula, Given(work.moment, work.zone))
    table, column, faults = record.model.__table__, column_of(record, change.column), Faults()

    def apply(connection: sa.Connection, found: Sequence[Row]) -> int:
        changes = []
        for record_id, _, value in evaluation.values(connection, [row[0] for row in found]):
            if isinstance(value, UnfitValue):
                faults.add(record_id, value.value, value.words)
            elif value not in MISSING:
                changes.append(Changed(record_id, change.column, None, value))
            elif change.required:
                faults.add(record_id, None, "the rule gives nothing")
        write(connection, table, column, changes)
        return len(changes)

    wanted = sa.select(table.c.id).where(*lacking(work, change))
    changed = in_batches(work.connection, wanted, apply, work.reporter(_words(change)))
    work.note(change.table, f"{change.column} is filled", changed)
    if faults.count:
        work.blocking.append(unfilled(change, faults))


class UnfitValue:
    """What a rule gives, and why it does not fit the field."""

    def __init__(self, value: object, words: str) -> None:
        self.value, self.words = value, words


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a formula gives for records of one type, as values of one field. Writes nothing."""

    record: RecordType
    field: Field
    formula: Formula
    given: Given

    def values(self, connection: sa.Connection, ids: Sequence[int]) -> Iterator[tuple[int, Any, Any]]:
        """For each of the records: its id, the value that it has, and the one that the formula gives."""
        model = self.record.model
        with Session(connection, autoflush=False) as session:
            for entity in session.scalars(sa.select(model).where(model.id.in_(ids))):
                yield entity.id, getattr(entity, self.field.column), self._value(entity)

    def faults(self, connection: sa.Connection, pages: Iterable[Sequence[Row]], *, required: bool) -> Faults:
        """The records for which it gives no value that fits, or none where one is `required`."""
        faults = Faults()
        for page in pages:
            for record_id, _, value in self.values(connection, [row[0] for row in page]):
                if isinstance(value, UnfitValue):
                    faults.add(record_id, value.value, value.words)
                elif required and value in MISSING:
                    faults.add(record_id, None, "the rule gives nothing")
        return faults

    def _value(self, entity: Any) -> Any:
        try:
            value = normalise(self.field, self.formula.python(entity, self.given))
        except (ArithmeticError, ValueError, TypeError, AttributeError) as error:
            return UnfitValue(None, f"the rule fails: {error}")
        fault = find_fault(self.field, value)
        return UnfitValue(value, fault) if fault else value


def lacking(work: Work, change: Fill) -> list[sa.ColumnElement[bool]]:
    """Which rows a fill is for."""
    conditions: list[sa.ColumnElement[bool]] = [sa.column(change.column).is_(None)]
    if change.instead_of:
        conditions.append(sa.column(change.instead_of).is_not(None))
    if work.swapped is not None and not change.required:
        created: sa.ColumnClause[Any] = sa.column("created", column_type("datetime"))
        conditions.append(created < work.swapped)
    return conditions


def by_column(record: RecordType) -> dict[str, Field]:
    """The fields of a record type by the names of their columns in the database."""
    table: sa.Table = record.model.__table__
    return {column.name: column.info["field"] for column in table.columns if "field" in column.info}


def column_of(record: RecordType, name: str) -> Any:
    """The column that has this name in the database."""
    return next(column for column in record.model.__table__.columns if column.name == name)


def unfilled(change: Fill, faults: Faults) -> Any:
    words = f"for {faults.count} rows of {change.table} the rule for {change.column} gives no value that fits"
    return faults.finding(change.at, change.table, words, "change the backfill so that it fits every one of them")


def outdated(change: Fill, site: Site, count: int) -> Any:
    """`count` rows wait for a rule whose names mean something else by now."""
    name = changed_name(change.means, site)
    words = (
        f"{count} rows of {change.table} have no {change.column}; the rule for it was written for earlier specs, "
        f"where {name} was something else"
    )
    remedy = "apply the specs of then first (from version control), then these"
    return Faults(count).finding(change.at, change.table, words, remedy)


def _words(change: Fill) -> str:
    return f"filling {change.table}.{change.column}"
