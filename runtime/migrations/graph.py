"""The graph of revisions below a generation's folder, which Alembic keeps, and where a database stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from runtime.migrations.answering import answered
from runtime.migrations.tables import VERSION_TABLE
from runtime.migrations.vocabulary import Operation

FOLDER = "generated/migrations"


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision: its operations, and its first line in words."""

    name: str
    words: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """`heads`: where the database is, empty where it knows of no revision. `unknown`: of them, those without a file.
    `pending`: what lies ahead, in order."""

    heads: tuple[str, ...]
    unknown: tuple[str, ...]
    pending: tuple[Revision, ...]


def open_graph(folder: Path) -> ScriptDirectory | None:
    """The revisions of this generation's folder; None where it has none, as before there were revisions."""
    revisions = folder / FOLDER
    if not any(revisions.glob("[0-9]*.py")):
        return None
    return ScriptDirectory(str(revisions), version_locations=[str(revisions)])


def context_of(connection: sa.Connection) -> MigrationContext:
    """Alembic's context, which keeps `portal_revision`. Transactions are the caller's."""
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "transactional_ddl": True})


def standing(connection: sa.Connection, graph: ScriptDirectory | None) -> Standing:
    """Where the database is. One that has tables but no revision was made before there were any, so that all are
    ahead of it; the first one is empty."""
    heads = context_of(connection).get_current_heads()
    if graph is None:
        return Standing(heads, heads, ())
    known = {script.revision for script in graph.walk_revisions()}
    unknown = tuple(sorted(set(heads) - known))
    if unknown:
        return Standing(heads, unknown, ())
    return Standing(heads, (), ahead(graph, heads))


def ahead(graph: ScriptDirectory, heads: Sequence[str]) -> tuple[Revision, ...]:
    """The revisions that are not among the heads or below them, each after those that it follows."""
    return revisions_named(graph, names_in(graph) - _with_ancestors(graph, heads))


def revisions_named(graph: ScriptDirectory, names: Iterable[str]) -> tuple[Revision, ...]:
    """Those of the names that there are, each after those that it follows, as later ones among them answer it."""
    wanted = set(names)
    found = [revision_of(script) for script in reversed(list(graph.walk_revisions())) if script.revision in wanted]
    return tuple(
        replace(each, operations=answered(each.operations, _operations(found[place:])))
        for place, each in enumerate(found, start=1)
    )


def reached(graph: ScriptDirectory, heads: Sequence[str]) -> frozenset[str]:
    """The revisions that a database at these heads has been through, as far as this graph knows them."""
    known = names_in(graph)
    return frozenset(_with_ancestors(graph, [head for head in heads if head in known]))


def names_in(graph: ScriptDirectory | None) -> frozenset[str]:
    return frozenset(script.revision for script in graph.walk_revisions()) if graph else frozenset()


def revision_of(script: Script) -> Revision:
    return Revision(script.revision, script.doc.strip(), tuple(script.module.OPERATIONS))


def _operations(revisions: Iterable[Revision]) -> tuple[Operation, ...]:
    return tuple(operation for revision in revisions for operation in revision.operations)


def _with_ancestors(graph: ScriptDirectory, heads: Sequence[str]) -> set[str]:
    return {script.revision for head in heads for script in graph.iterate_revisions(head, "base")}
