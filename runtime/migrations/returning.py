"""Takes a database back to an older generation, whose servers answer again. No column and no table is dropped.

What was written under the newer generation is written where the older one finds it; what that cannot hold is counted
and named. The triggers stay: what the older servers write is converted when the newer generation comes once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from runtime.engine import Engines
from runtime.migrations.batches import soon_or_never
from runtime.migrations.bringing import LOCK_SECONDS
from runtime.migrations.carrying import watch_all
from runtime.migrations.goal import Goal
from runtime.migrations.graph import context_of, names_in, reached, revisions_named
from runtime.migrations.indexes import Adding, drop_unwanted, make_indexes
from runtime.migrations.results import Finding, Outcome, Progress
from runtime.migrations.running import downgrade
from runtime.migrations.schema import make, missing_indexes, missing_tables, read_schema
from runtime.migrations.tables import CHANGE
from runtime.migrations.work import Work
from runtime.requiring import fill_defaults, find_missing


def take_back(
    engines: Engines,
    goal: Goal,
    leaving: ScriptDirectory | None,
    progress: Progress,
    served: datetime | None = None,
) -> Outcome:
    """`goal` is the older generation, which serves again; `leaving` is the graph of the newer one. `served`: when the
    older one began to, the last time, if that is known."""
    with engines.write.connect() as connection:
        work = Work(connection, goal, progress, schema=read_schema(connection))
        heads = context_of(connection).get_current_heads()
        connection.rollback()
        names = reached(leaving, heads) - names_in(goal.graph) if leaving else frozenset()
        revisions = tuple(reversed(revisions_named(leaving, names))) if leaving else ()
        with soon_or_never(connection, LOCK_SECONDS):
            list(make(connection, missing_tables(work.schema, (goal.metadata,), connection.dialect)))
            for revision in revisions:
                watch_all(connection, revision.operations, work.schema)
        work.schema = read_schema(connection)
        connection.rollback()
        operations = (each for revision in revisions for each in revision.operations)
        drop_unwanted(work, (each for each in operations if isinstance(each, Adding)))
        if leaving:
            downgrade(work, leaving, [revision.name for revision in revisions])
        lost = [*work.lost, *work.blocking, *make_indexes(work, missing_indexes(work.schema, (goal.metadata,)))]
        lost += _without(work, names, served)
    return Outcome(tuple(each.name for each in revisions), tuple(work.rows), tuple(lost))


def _without(work: Work, names: Iterable[str], served: datetime | None) -> list[Finding]:
    """What records that were made under the newer generation lack: they get a constant default, or it is told. Those of
    the older one have it, so that it does not matter from which of its days on they are looked at."""
    with work.connection.begin():
        carried = sa.select(sa.func.min(CHANGE.c.carried)).where(CHANGE.c.revision.in_(list(names)))
        since = served or work.connection.execute(carried).scalar_one()
        if since is None:
            return []
        fill_defaults(work.connection, work.site, since)
        missing = find_missing(work.connection, work.site, since)
        return [Finding("", "", words, "fill it in", 0) for words in missing]
