"""What in the database is neither the models' nor a revision's: changed by hand, or gone by hand. Named in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa

from runtime.migrations.goal import Goal
from runtime.migrations.graph import revision_of, standing
from runtime.migrations.schema import Schema, differences
from runtime.migrations.tables import CHANGE, ever_added
from runtime.migrations.vocabulary import AddColumn, AddTable

FOREIGN = ("ab_", "portal_", "sqlite_")
"""Beginnings of names that others answer for: Flask-AppBuilder, the product, the database itself."""


def find_drift(connection: sa.Connection, schema: Schema, goal: Goal) -> tuple[str, ...]:
    """One line each. What a pending revision adds is no drift, nor is anything while the database knows no revision."""
    where = standing(connection, goal.graph)
    found = [f"{words}" for words in differences(schema, (goal.metadata,), connection)]
    if where.heads and not where.pending:
        found += _missing(schema, goal)
    known = _known(goal, ever_added(connection) if schema.has(CHANGE.name) else ())
    found += _unknown_columns(schema, goal, known)
    found += _unknown_indexes(schema, goal)
    return tuple(found)


def _missing(schema: Schema, goal: Goal) -> Iterator[str]:
    for name, table in sorted(goal.metadata.tables.items()):
        if name.startswith("portal_"):
            continue  # the product's own grow with the product
        if not schema.has(name):
            yield f"table {name} is missing; an apply makes it anew, without records"
            continue
        for column in table.columns:
            if not schema.has(name, column.name):
                yield f"column {name}.{column.name} is missing; an apply makes it anew, without values"
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if str(index.name) not in schema.indexes.get(name, {}):
                yield f"index {index.name} of {name} is missing; an apply makes it anew"


def _known(goal: Goal, left_behind: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Tables with their columns: of the models, of what is retired or purged, of every revision ever written."""
    known = {name: {column.name for column in table.columns} for name, table in goal.metadata.tables.items()}
    for table, columns in (*goal.site.retired.items(), *goal.site.purged.items()):
        known.setdefault(table, {"id"}).update(columns)
    for table, column in (*_written(goal), *left_behind):
        known.setdefault(table, {"id"}).add(column)
    return {table: frozenset(columns) for table, columns in known.items()}


def _written(goal: Goal) -> Iterator[tuple[str, str]]:
    """What the revisions add: tables (without a column) and columns."""
    for script in goal.graph.walk_revisions() if goal.graph else ():
        for operation in revision_of(script).operations:
            if isinstance(operation, AddTable | AddColumn):
                yield operation.table, operation.column if isinstance(operation, AddColumn) else ""


def _unknown_columns(schema: Schema, goal: Goal, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for table in sorted(schema.columns):
        if table.startswith(FOREIGN):
            continue
        if table not in known:
            yield f"table {table} is in the database, but no specs ever had it"
            continue
        if table not in goal.metadata.tables:
            continue  # retired as a whole, with whatever it has
        for column in schema.columns[table]:
            if column not in known[table]:
                yield f"column {table}.{column} is in the database, but no specs ever had it"


def _unknown_indexes(schema: Schema, goal: Goal) -> Iterator[str]:
    """Unique ones hinder people; others cost a little, and whoever runs the database may have made them."""
    for name, table in sorted(goal.metadata.tables.items()):
        wanted = {str(index.name) for index in table.indexes}
        for index in schema.indexes.get(name, {}).values():
            if index.unique and index.name not in wanted and not index.name.startswith(("ix_", "sqlite_")):
                yield f"unique index {index.name} of {name} is in the database, but not in the specs"
