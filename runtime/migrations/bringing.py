"""Brings a database to a generation before the servers swap, hands it over between them, and settles it after.

Whatever is killed is begun anew: all that was done is found done. No step takes a value away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.migrations.batches import soon_or_never, until_free
from runtime.migrations.carrying import carry, doubt_unwatched, watch_all
from runtime.migrations.counting import dangling_links, keeping_rows
from runtime.migrations.filling import by_column
from runtime.migrations.goal import Goal
from runtime.migrations.graph import Revision, revisions_named
from runtime.migrations.indexes import Dropping, drop_unwanted, make_indexes
from runtime.migrations.planning import Outlook, look
from runtime.migrations.probing import Probe
from runtime.migrations.results import BlockedError, Finding, Outcome, Progress
from runtime.migrations.running import remember_added, stamp, upgrade
from runtime.migrations.schema import create_index, make, missing_indexes, read_schema
from runtime.migrations.tables import CHANGE
from runtime.migrations.triggers import unwatch_everything
from runtime.migrations.vocabulary import Limit, Operation, Require, RetireChoice
from runtime.migrations.work import Work, record_of

LOCK_SECONDS = 4
"""How long a change of tables waits for somebody who reads one: all others wait behind it."""
TURNS = 10
REMEDY = "older servers wrote it while they were replaced; nothing is refused any more, so correct these records"
LONGEST_CARRYING = timedelta(hours=1)
"""No bringing takes longer: what was written before that, it has seen."""


def bring_up_to_date(engines: Engines, goal: Goal, progress: Progress) -> Outcome:
    """Before the swap. Raises BlockedError, and then nothing was changed but what older servers do not look at."""
    with engines.read.connect() as connection:
        outlook = look(connection, goal)
    if outlook.findings:
        raise BlockedError(outlook.findings)
    with engines.write.connect() as connection:
        work = Work(connection, goal, progress)
        if outlook.empty:
            _make_everything(work, outlook)
            return Outcome(())
        until_free(lambda: _expand(work, outlook), TURNS)
        _take_up(work)
        upgrade(work, goal.graph)
        alike = tuple(make_indexes(work, missing_indexes(work.schema, (work.goal.metadata,))))
    _check(engines, outlook)
    if alike:
        raise BlockedError(alike)
    return Outcome(tuple(each.name for each in outlook.standing.pending), tuple(work.rows), tuple(work.lost))


def hand_over(engines: Engines, goal: Goal, progress: Progress) -> Outcome:
    """When no older server writes any more and no newer one answers yet: what the older ones wrote since the bringing.

    Short, since people wait: of computed values, those of records that were written since. `settle` does the rest.
    """
    with engines.write.connect() as connection:
        schema, carried = read_schema(connection), sa.select(sa.func.min(CHANGE.c.carried))
        first = connection.scalar(carried.where(CHANGE.c.settled.is_(None)))
        since = first - LONGEST_CARRYING if first else None
        work = Work(connection, goal, progress, swapped=datetime.now(UTC), since=since, schema=schema)
        revisions = _unsettled(work)
        for revision in revisions:
            carry(work, revision.operations)
    return _outcome(work, revisions)


def settle(engines: Engines, goal: Goal, swapped: datetime, progress: Progress) -> Outcome:
    """After the swap, once no older server is left. What they wrote that the newer generation would refuse is told."""
    with engines.write.connect() as connection:
        work = Work(connection, goal, progress, swapped=swapped, schema=read_schema(connection))
        revisions = _unsettled(work)
        for revision in revisions:
            carry(work, revision.operations)
        work.lost += _broken(work, revisions)
        drop_unwanted(work, [each for of in revisions for each in of.operations if isinstance(each, Dropping)])
        with soon_or_never(connection, LOCK_SECONDS):
            unwatch_everything(connection)
            for revision in revisions:
                done = sa.update(CHANGE).where(CHANGE.c.revision == revision.name)
                connection.execute(done.values(settled=datetime.now(UTC)))
    return _outcome(work, revisions)


def _broken(work: Work, revisions: Sequence[Revision]) -> list[Finding]:
    """What was asked of rows before the swap is looked at once more: older servers did not know it yet."""
    work.connection.rollback()
    probe = Probe(work.connection, work.schema, work.goal)
    asked = [tuple(each for each in of.operations if _is_kept_to(each, work.site)) for of in revisions]
    found = [replace(each, remedy=REMEDY) for operations in asked for each in probe.findings(operations)]
    work.connection.rollback()
    return found


def _is_kept_to(operation: Operation, site: Site) -> bool:
    """Whether newer servers write nothing that breaks it; what is not always shown they leave empty."""
    if not isinstance(operation, Require):
        return isinstance(operation, Limit | RetireChoice)
    record = record_of(site, operation.table)
    field = by_column(record).get(operation.column) if record else None
    return record is None or field is None or field.name not in record.show


def _outcome(work: Work, revisions: Sequence[Revision]) -> Outcome:
    return Outcome(tuple(each.name for each in revisions), tuple(work.rows), (*work.lost, *work.blocking))


def _unsettled(work: Work) -> tuple[Revision, ...]:
    asked = sa.select(CHANGE.c.revision).where(CHANGE.c.settled.is_(None))
    names = list(work.connection.scalars(asked))
    work.connection.rollback()
    return revisions_named(work.goal.graph, names) if work.goal.graph else ()


def _make_everything(work: Work, outlook: Outlook) -> None:
    """An empty database is made of the models, as if all revisions had been carried out."""
    connection, steps = work.connection, list(outlook.tables)
    steps += [create_index(index) for index in missing_indexes(outlook.schema, (work.goal.metadata,))]
    with connection.begin():
        for done, words in enumerate(make(connection, steps), start=1):
            work.progress(done, len(steps), words)
        stamp(connection, work.goal)


def _expand(work: Work, outlook: Outlook) -> None:
    """All tables and columns, and the triggers, in one transaction; and what they are, since this may be as far as it
    ever comes."""
    connection, steps = work.connection, outlook.tables
    altered = {operation.table for operation in outlook.operations}
    with soon_or_never(connection, LOCK_SECONDS), keeping_rows(connection, outlook.schema, altered):
        for done, words in enumerate(make(connection, steps), start=1):
            work.progress(done, len(steps), words)
        remember_added(connection, outlook.standing.pending, work.goal)
        doubt_unwatched(connection, outlook.operations, outlook.schema)
        watch_all(connection, outlook.operations, outlook.schema.extended(steps))
        fresh = [index for index in outlook.indexes if _is_fresh(index, outlook)]
        list(make(connection, map(create_index, fresh)))
    work.schema = read_schema(connection)
    connection.rollback()


def _take_up(work: Work) -> None:
    """What an earlier bringing carried out, before it was ended or blocked: older servers wrote since, and may have put
    right what blocked it."""
    for revision in _unsettled(work):
        carry(work, revision.operations)
    if work.blocking:
        raise BlockedError(tuple(work.blocking))


def _is_fresh(index: sa.Index, outlook: Outlook) -> bool:
    """Of a table that was just made: it has no rows."""
    return index.table is not None and not outlook.schema.has(str(index.table.name))


def _check(engines: Engines, outlook: Outlook) -> None:
    tables = {operation.table for operation in outlook.operations}
    with engines.read.connect() as connection:
        dangling = dangling_links(connection, (table for table in tables if outlook.schema.has(table)))
    if dangling:
        raise BlockedError(tuple(Finding("", "", words, "restore them from a backup", 0) for words in dangling))
