"""Alembic runs the revisions: which ones, in which order, and where the database then stands.

Each revision manages its own transactions (see `runtime.migrations.carrying`); that it was carried out is written once
all its batches are, together with what it added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.migration import MigrationInfo, MigrationStep, RevisionStep
from alembic.script import Script, ScriptDirectory

from runtime.migrations.carrying import WORK
from runtime.migrations.goal import Goal
from runtime.migrations.graph import Revision, ahead, context_of, revision_of
from runtime.migrations.kinds import column_type, form_of
from runtime.migrations.tables import CHANGE, VERSION_TABLE
from runtime.migrations.vocabulary import AddColumn, AddTable, Operation
from runtime.migrations.work import Work

Turn = tuple[RevisionStep, Sequence[Script], datetime | None]
"""A step, the revisions that come after its own, and since when rows were changed for it."""


def upgrade(work: Work, graph: ScriptDirectory | None) -> None:
    """Carries out what is pending, each revision after those that it follows."""
    if graph is not None:
        heads = context_of(work.connection).get_current_heads()
        work.connection.rollback()
        if not heads:  # each revision begins by ending the transaction in which Alembic would make its table
            with work.connection.begin():
                context_of(work.connection).stamp(graph, "base")
        scripts = [_script(graph, revision.name) for revision in ahead(graph, heads)]
        forth = [MigrationStep.upgrade_from_script(graph.revision_map, each) for each in scripts]
        _run(work, graph, [(step, scripts[place:], None) for place, step in enumerate(forth, start=1)])


def downgrade(work: Work, graph: ScriptDirectory, names: Iterable[str]) -> None:
    """Takes back the revisions of these names, in this order."""
    scripts = [_script(graph, name) for name in names]
    back = [MigrationStep.downgrade_from_script(graph.revision_map, each) for each in scripts]
    begun = [_begun(work.connection, script.revision) for script in scripts]
    work.connection.rollback()
    _run(work, graph, [(step, scripts[:place], begun[place]) for place, step in enumerate(back)])


def _begun(connection: sa.Connection, name: str) -> datetime | None:
    """All that was settled before it was carried out was done for others."""
    carried = sa.select(CHANGE.c.carried).where(CHANGE.c.revision == name).scalar_subquery()
    asked = sa.select(sa.func.max(CHANGE.c.settled)).where(CHANGE.c.settled < carried)
    found: datetime | None = connection.execute(asked).scalar_one()
    return found


def stamp(connection: sa.Connection, goal: Goal) -> None:
    """The database is where the graph ends. In the connection's transaction."""
    if goal.graph is not None:
        context_of(connection).stamp(goal.graph, "heads")
        for script in goal.graph.walk_revisions():
            added = _added(revision_of(script).operations, goal.metadata)
            _keep(connection, script.revision, added, settled=True)


def remember_added(connection: sa.Connection, revisions: Sequence[Revision], goal: Goal) -> None:
    """Of revisions that are only begun. They are not to be settled, unless they are carried out."""
    known = set(connection.scalars(sa.select(CHANGE.c.revision)))
    for revision in revisions:
        if revision.name not in known:
            _keep(connection, revision.name, _added(revision.operations, goal.metadata), settled=True)


def _run(work: Work, graph: ScriptDirectory, turns: Sequence[Turn]) -> None:
    def steps(_heads: object, _context: object) -> Iterator[RevisionStep]:
        for step, after, work.since in turns:
            work.later = tuple(each for script in after for each in revision_of(script).operations)
            yield step

    def applied(*, ctx: MigrationContext, step: MigrationInfo, **_also: Any) -> None:
        assert ctx.connection is not None
        for name in step.up_revision_ids:
            if not step.is_upgrade:
                _end(ctx.connection, name)
                continue
            operations = revision_of(_script(graph, name)).operations
            _keep(ctx.connection, name, _added(operations, work.goal.metadata), settled=False)
        ctx.connection.commit()

    options = {
        "version_table": VERSION_TABLE,
        "transactional_ddl": True,
        "fn": steps,
        "on_version_apply": (applied,),
        WORK: work,
    }
    context = MigrationContext.configure(work.connection, opts=options)
    with Operations.context(context):
        context.run_migrations()
    work.connection.commit()


def _end(connection: sa.Connection, name: str) -> None:
    """A revision that was taken back is not to be settled; what it added stays known."""
    connection.execute(sa.update(CHANGE).where(CHANGE.c.revision == name).values(settled=datetime.now(UTC)))


def _script(graph: ScriptDirectory, name: str) -> Script:
    script = graph.get_revision(name)
    assert script is not None
    return script


def _added(operations: Iterable[Operation], metadata: sa.MetaData) -> Iterator[tuple[str, str, str]]:
    """Table, column and form of its values; of a new table, as the models have it."""
    for each in operations:
        if isinstance(each, AddColumn):
            yield each.table, each.column, form_of(column_type(each.kind, each.places))
        elif isinstance(each, AddTable):
            yield each.table, "", ""
            columns = metadata.tables[each.table].columns if each.table in metadata.tables else ()
            yield from ((each.table, column.name, form_of(column.type)) for column in columns)


def _keep(connection: sa.Connection, name: str, added: Iterable[tuple[str, str, str]], *, settled: bool) -> None:
    now = datetime.now(UTC)
    connection.execute(sa.delete(CHANGE).where(CHANGE.c.revision == name))
    values = {"revision": name, "carried": now, "settled": now if settled else None, "added": json.dumps(list(added))}
    connection.execute(sa.insert(CHANGE), values)
