"""Looks, before anything is changed, at the rows that a change would fail on. Reads only.

One finding for each operation that fails, with the number of rows and some of them. An operation on a column that is
not there yet is judged by what its values will come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from runtime.columns import Id
from runtime.migrations import limits
from runtime.migrations.batches import pages_of
from runtime.migrations.converting import Columns
from runtime.migrations.filling import Evaluation, by_column, outdated, unfilled
from runtime.migrations.goal import Goal
from runtime.migrations.kinds import column_type, rows_of
from runtime.migrations.meanings import changed_name
from runtime.migrations.merging import holds
from runtime.migrations.readings import UnfitError
from runtime.migrations.results import MOST_SAMPLES, Finding
from runtime.migrations.schema import Schema, columns_of
from runtime.migrations.shadowing import shadowed
from runtime.migrations.vocabulary import Convert, Fill, Formula, Limit, MergeChoice, Operation, Require, RetireChoice
from runtime.migrations.work import Faults, count_rows, record_of
from runtime.values import Given


class Probe:
    """Looks at one database, as `schema` has it. `connection` reads."""

    def __init__(self, connection: sa.Connection, schema: Schema, goal: Goal) -> None:
        self.connection, self.schema, self.goal, self.zone = connection, schema, goal, goal.zone
        self.merges: list[MergeChoice] = []

    def findings(self, operations: tuple[Operation, ...]) -> Iterator[Finding]:
        """Of fills, only those of new values: what could not be converted is known when it was."""
        converted = {(each.table, each.into) for each in operations if isinstance(each, Convert)}
        self.merges += [each for each in operations if isinstance(each, MergeChoice)]
        for operation in operations:
            if isinstance(operation, Fill) and (operation.table, operation.column) in converted:
                continue
            probe = _PROBES.get(type(operation))
            if probe and self.schema.has(getattr(operation, "table")):  # noqa: B009 - all that are probed have one
                yield from probe(self, operation)

    def require(self, change: Require) -> Iterator[Finding]:
        """Rows without a value; while the column is not there, all of them or those without the one it comes from."""
        record = record_of(self.goal.site, change.table)
        field = by_column(record).get(change.column) if record else None
        if field is not None and not field.required:
            return  # a later revision is ahead as well, since when rows may lack it again
        names = [name for name in (change.column, change.converted_from) if name and self._has(change.table, name)]
        lacking = [sa.column(name).is_(None) for name in names]
        count = count_rows(self.connection, change.table, *lacking)
        if count:
            faults = Faults(count)
            faults.samples += [_sample(record_id) for record_id in self._first(change.table, *lacking)]
            words = f"{_rows(count)} of {change.table} have no {change.column}, which is now required"
            remedy = "say what they get (backfill: …), or let older records lack it (from_now: true)"
            yield faults.finding(change.at, change.table, words, remedy)

    def retire_choice(self, change: RetireChoice) -> Iterator[Finding]:
        """Rows that hold it, and those that come to hold it by a merge that is ahead as well."""
        if not self._has(change.table, change.column):
            return
        column = sa.column(change.column, column_type(change.kind))
        where = sa.or_(*(holds(column, choice, change.kind) for choice in self._becoming(change)))
        count = count_rows(self.connection, change.table, where)
        if count:
            faults = Faults(count)
            faults.samples += [_sample(record_id, change.choice) for record_id in self._first(change.table, where)]
            words = f"{_rows(count)} of {change.table} hold {change.choice} in {change.column}, which is gone"
            remedy = f"say what they become ({change.choice}: {{ becomes: … }}), or keep the choice"
            yield faults.finding(change.at, change.table, words, remedy)

    def convert(self, change: Convert) -> Iterator[Finding]:
        """Values that do not fit, where that blocks."""
        if change.unfit != "blocks" or not self._has(change.table, change.column):
            return
        columns, faults = Columns(change, self.zone), Faults()
        asked = sa.select(columns.rows.c.id, columns.old).where(columns.old.is_not(None))
        if self._has(change.table, change.into):
            asked = asked.where(columns.new.is_(None))  # the rest was converted before a kill, or under rollback
        for page in pages_of(self.connection, asked):
            for record_id, value in page:
                try:
                    columns.forth(value)
                except UnfitError as error:
                    faults.add(record_id, value, error.words)
        if faults.count:
            words = f"{_rows(faults.count)} of {change.table} have a {change.column} that cannot be {change.target}"
            remedy = "correct them, say what they get (backfill: …), or leave it out (from_now: true)"
            yield faults.finding(change.at, change.table, words, remedy)

    def fill(self, change: Fill) -> Iterator[Finding]:
        """Rows for which the rule gives nothing that fits, tried on the tables as they will be."""
        record = record_of(self.goal.site, change.table)
        if not isinstance(change.value, Formula) or record is None or change.column not in by_column(record):
            return
        lacking = [sa.column(change.column).is_(None)] if self._has(change.table, change.column) else []
        count = count_rows(self.connection, change.table, *lacking) if changed_name(change.means, self.goal.site) else 0
        if count:
            yield outdated(change, self.goal.site, count)
            return
        given = Given(datetime.now(UTC), self.zone)
        evaluation = Evaluation(record, by_column(record)[change.column], change.value, given)
        key: sa.ColumnClause[int] = sa.column("id", Id)
        with shadowed(self.connection, self.schema, self.goal.metadata):
            asked = sa.select(key).select_from(sa.table(change.table)).where(sa.column(change.column).is_(None))
            pages = pages_of(self.connection, asked)
            faults = evaluation.faults(self.connection, pages, required=change.required)
        if faults.count:
            yield unfilled(change, faults)

    def limit(self, change: Limit) -> Iterator[Finding]:
        """Values that break a limit; a column that is not there has none."""
        if not self._has(change.table, change.column):
            return
        rows = rows_of(change.table, **{change.column: column_type(change.kind, change.places)})
        column, judge, faults = rows.c[change.column], limits.judge(change, self.zone), Faults()
        for page in pages_of(self.connection, sa.select(rows.c.id, column).where(column.is_not(None))):
            for record_id, value in page:
                fault = judge(value)
                if fault:
                    faults.add(record_id, value, fault)
        if faults.count:
            words = f"{_rows(faults.count)} of {change.table} have a {change.column} that {limits.breaks(change)}"
            remedy = "correct them, or let older records keep what they have (from_now: true)"
            yield faults.finding(change.at, change.table, words, remedy)

    def _becoming(self, change: RetireChoice) -> list[str]:
        """The choice, and those that become it. A merge after it is of another revision, and does not count."""
        found = [change.choice]
        for merge in reversed(self.merges):
            if (merge.table, merge.column) == (change.table, change.column) and merge.new in found:
                found.append(merge.old)
        return found

    def _first(self, table: str, *where: sa.ColumnElement[bool]) -> Sequence[int]:
        """The ids of some of these rows."""
        key: sa.ColumnClause[int] = sa.column("id")
        return self.connection.scalars(
            sa.select(key).select_from(sa.table(table)).where(*where).order_by(key).limit(MOST_SAMPLES)
        ).all()

    def _has(self, table: str, column: str) -> bool:
        return self.schema.has(table, column)


def find_alike(connection: sa.Connection, index: sa.Index, at: str = "") -> Finding | None:
    """What an index that is to be unique stumbles over."""
    table, columns = str(index.table.name) if index.table is not None else "", columns_of(index)
    faults = duplicates(connection, table, columns)
    if not faults.count:
        return None
    words = f"{_rows(faults.count)} of {table} have a {' and '.join(columns)} that another one has, too"
    return faults.finding(at, table, words, "correct them, or leave out unique")


def duplicates(connection: sa.Connection, table: str, columns: tuple[str, ...]) -> Faults:
    """Rows that are alike in all the columns, those that come first included."""
    rows = sa.table(table, sa.column("id"), *(sa.column(name) for name in columns))
    alike = [rows.c[name] for name in columns]
    groups = (
        sa.select(*alike, sa.func.count().label("rows"))
        .where(*(column.is_not(None) for column in alike))
        .group_by(*alike)
        .having(sa.func.count() > 1)
        .subquery()
    )
    faults = Faults(connection.execute(sa.select(sa.func.coalesce(sa.func.sum(groups.c.rows), 0))).scalar_one())
    if faults.count:
        same = sa.and_(*(rows.c[name] == groups.c[name] for name in columns))
        found = sa.select(rows.c.id, *alike).join(groups, same).order_by(*alike, rows.c.id).limit(MOST_SAMPLES)
        faults.samples += [
            _sample(record_id, ", ".join(map(str, values))) for record_id, *values in connection.execute(found)
        ]
    return faults


def _sample(record_id: int, value: object = None) -> Any:
    faults = Faults()
    faults.add(record_id, value, "")
    return faults.samples[0]


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


_PROBES: Mapping[type[Any], Callable[..., Iterator[Finding]]] = {
    Require: Probe.require,
    RetireChoice: Probe.retire_choice,
    Convert: Probe.convert,
    Fill: Probe.fill,
    Limit: Probe.limit,
}
