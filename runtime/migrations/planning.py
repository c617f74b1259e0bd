"""What it takes to bring a database to a generation, found without changing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from runtime.engine import Engines
from runtime.migrations.carrying import REWRITING, additions
from runtime.migrations.drift import find_drift
from runtime.migrations.estimates import seconds_for
from runtime.migrations.goal import Goal
from runtime.migrations.graph import Revision, Standing, names_in, revisions_named, standing
from runtime.migrations.leftovers import find_leftovers
from runtime.migrations.probing import Probe, find_alike
from runtime.migrations.results import DatabasePlan, Finding, TableTouched
from runtime.migrations.schema import Schema, Step, columns_of, missing_indexes, missing_tables, read_schema
from runtime.migrations.tables import CHANGE
from runtime.migrations.vocabulary import AddUnique, Convert, Operation
from runtime.migrations.work import count_rows


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to be done, for those who do it: `tables` are all additions but indexes."""

    schema: Schema
    standing: Standing
    empty: bool
    tables: tuple[Step, ...]
    indexes: tuple[sa.Index, ...]
    findings: tuple[Finding, ...]

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(operation for revision in self.standing.pending for operation in revision.operations)


def plan_database(engines: Engines, goal: Goal) -> DatabasePlan:
    """Reads only."""
    with engines.read.connect() as connection:
        outlook = look(connection, goal)
        steps = tuple(step.words for step in outlook.tables)
        indexes = tuple(f"index {index.name}" for index in outlook.indexes)
        unsettled = _unsettled(connection, outlook.schema, goal)
        return DatabasePlan(
            empty=outlook.empty,
            revisions=tuple(revision.name for revision in outlook.standing.pending),
            steps=() if outlook.empty else (*steps, *indexes),
            touched=() if outlook.empty else tuple(_touched(connection, outlook)),
            findings=outlook.findings,
            drift=() if outlook.empty else find_drift(connection, outlook.schema, goal),
            unsettled=unsettled,
            rewrites=_rewrites(goal, (*(each.name for each in outlook.standing.pending), *unsettled)),
            schema=outlook.schema.digest,
        )


def look(connection: sa.Connection, goal: Goal) -> Outlook:
    """What is to be done, and what stands in its way."""
    schema, metadata = read_schema(connection), (goal.metadata,)
    empty = not any(schema.has(table) for table in goal.metadata.tables)
    where = Standing((), (), ()) if empty else standing(connection, goal.graph)
    tables = missing_tables(schema, metadata, connection.dialect)
    operations = tuple(operation for revision in where.pending for operation in revision.operations)
    indexes = () if empty else tuple(missing_indexes(schema, metadata))
    coming = (*operations, *_begun(connection, schema, goal))
    wanted = {step.words for step in tables}
    tables += [step for step in additions(operations, schema) if step.words not in wanted]
    return Outlook(
        schema,
        where,
        empty,
        tuple(tables),
        indexes,
        ()
        if empty
        else (
            *_findings(connection, goal, schema, where),
            *(find_leftovers(connection, schema, operations, goal.metadata) if where.pending else ()),
            *_alike(connection, schema, operations, (index for index in indexes if not _is_stale(index, coming))),
        ),
    )


_WORDS: Mapping[str, str] = {"Convert": "convert", "Fill": "fill", "Compute": "compute", "MergeChoice": "merge"}


def _rewrites(goal: Goal, names: Sequence[str]) -> bool:
    revisions = revisions_named(goal.graph, names) if goal.graph else ()
    return any(isinstance(operation, REWRITING) for revision in revisions for operation in revision.operations)


def _findings(connection: sa.Connection, goal: Goal, schema: Schema, where: Standing) -> Iterator[Finding]:
    for name in where.unknown:
        words = f"the database was brought to revision {name}, which these specs do not know"
        remedy = "go back with portal rollback, or bring back its file in generated/migrations/"
        yield Finding("", "", words, remedy, 0)
    probe = Probe(connection, schema, goal)
    for revision in where.pending:
        yield from probe.findings(revision.operations)


def _begun(connection: sa.Connection, schema: Schema, goal: Goal) -> tuple[Operation, ...]:
    """What was carried out and is not settled: older servers may have written since."""
    names = _unsettled(connection, schema, goal)
    revisions = revisions_named(goal.graph, names) if goal.graph else ()
    return tuple(operation for revision in revisions for operation in revision.operations)


def _is_stale(index: sa.Index, coming: Iterable[Operation]) -> bool:
    """Whether it is on values that are converted, maybe once more, before the index is made: only then they count."""
    table = str(index.table.name) if index.table is not None else ""
    converted = {each.into for each in coming if isinstance(each, Convert) and each.table == table}
    return not converted.isdisjoint(columns_of(index))


def _alike(
    connection: sa.Connection, schema: Schema, operations: Sequence[Operation], indexes: Iterable[sa.Index]
) -> Iterator[Finding]:
    """Rows that are alike where an index is to be unique, as far as its columns are there."""
    places = {(each.table, each.columns): each.at for each in operations if isinstance(each, AddUnique)}
    for index in indexes:
        table = str(index.table.name) if index.table is not None else ""
        if index.unique and all(schema.has(table, name) for name in columns_of(index)):
            found = find_alike(connection, index, places.get((table, columns_of(index)), ""))
            yield from [found] if found else []


def _touched(connection: sa.Connection, outlook: Outlook) -> Iterator[TableTouched]:
    counted: dict[str, int] = {}
    for table, kind, words in _pieces(outlook.standing.pending, outlook.indexes):
        if not outlook.schema.has(table):
            continue
        if table not in counted:
            counted[table] = count_rows(connection, table)
        rows = counted[table]
        yield TableTouched(table, rows, words, seconds_for(kind, rows, connection.dialect.name))


def _pieces(pending: Sequence[Revision], indexes: Sequence[sa.Index]) -> Iterator[tuple[str, str, str]]:
    """The work on rows: table, kind of work, words."""
    for revision in pending:
        for operation in revision.operations:
            kind = type(operation).__name__
            column = getattr(operation, "column", "")
            if kind in _WORDS:
                yield operation.table, kind, f"{_WORDS[kind]} {column}"
    for index in indexes:
        if index.table is not None:
            yield str(index.table.name), "Index", f"index {index.name}"


def _unsettled(connection: sa.Connection, schema: Schema, goal: Goal) -> tuple[str, ...]:
    if not schema.has(CHANGE.name):
        return ()
    asked = sa.select(CHANGE.c.revision).where(CHANGE.c.settled.is_(None)).order_by(CHANGE.c.carried)
    known = names_in(goal.graph)
    return tuple(name for name in connection.scalars(asked) if name in known)
