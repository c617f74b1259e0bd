"""Makes and drops indexes so that nobody waits for long: on PostgreSQL concurrently, outside of a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from runtime.migrations.batches import soon_or_never
from runtime.migrations.probing import find_alike
from runtime.migrations.results import Finding
from runtime.migrations.schema import columns_of, create_index, make, read_schema
from runtime.migrations.vocabulary import (
    AddIndex,
    AddJointIndex,
    AddUnique,
    DropIndex,
    DropJointIndex,
    DropUnique,
)
from runtime.migrations.work import Work

Adding = AddIndex | AddJointIndex | AddUnique
Dropping = DropIndex | DropJointIndex | DropUnique


def make_indexes(work: Work, missing: Iterable[sa.Index]) -> Iterator[Finding]:
    """Makes them, one by one. What is alike where it may not be is found and told; its index is not made."""
    for index in missing:
        alike = find_alike(work.connection, index) if index.unique else None
        work.connection.rollback()
        if alike:
            yield alike
            continue
        work.progress(0, 1, f"making the index {index.name}")
        if work.connection.dialect.name == "postgresql":
            _make_concurrently(work.connection, index)
        else:
            with work.connection.begin():
                _drop(work.connection, str(index.name))
                list(make(work.connection, [create_index(index)]))
        work.progress(1, 1, f"making the index {index.name}")


def drop_unwanted(work: Work, changes: Iterable[Adding | Dropping]) -> None:
    """Those of the changes, made or taken back, that no model has; one that only has to be unique no longer is made
    anew."""
    schema = read_schema(work.connection)
    work.connection.rollback()
    kept = {str(index.name): index for table in work.goal.metadata.tables.values() for index in table.indexes}
    for change in changes:
        columns = (change.column,) if isinstance(change, AddIndex | DropIndex) else change.columns
        for name, found in schema.indexes.get(change.table, {}).items():
            if found.columns != columns or (name in kept and bool(kept[name].unique) == found.unique):
                continue
            if name in kept:
                with soon_or_never(work.connection, 5):
                    _drop(work.connection, name)
                    list(make(work.connection, [create_index(kept[name])]))
            else:
                _drop_beside_others(work.connection, name)
            work.note(change.table, f"index {name} is dropped", 1)


def broken(connection: sa.Connection) -> list[str]:
    """Indexes that a kill left unfinished on PostgreSQL: they cost, and serve nobody."""
    if connection.dialect.name != "postgresql":
        return []
    asked = sa.text(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE NOT i.indisvalid AND n.nspname = current_schema() AND c.relname LIKE 'ix\\_%'"
    )
    return [str(name) for name in connection.scalars(asked)]


def _make_concurrently(connection: sa.Connection, index: sa.Index) -> None:
    """Beside other writers. A broken one of the same name goes first, and one that is not as unique as it must be."""
    engine = connection.engine.execution_options(isolation_level="AUTOCOMMIT")
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(map(quoted, columns_of(index)))
    table = quoted(str(index.table.name)) if index.table is not None else ""
    with engine.connect() as alone:
        alone.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(str(index.name))}")
        unique = "UNIQUE " if index.unique else ""
        alone.exec_driver_sql(f"CREATE {unique}INDEX CONCURRENTLY {quoted(str(index.name))} ON {table} ({columns})")


def _drop_beside_others(connection: sa.Connection, name: str) -> None:
    """On PostgreSQL nobody waits for it, nor behind it."""
    if connection.dialect.name != "postgresql":
        with connection.begin():
            _drop(connection, name)
        return
    engine = connection.engine.execution_options(isolation_level="AUTOCOMMIT")
    quoted = connection.dialect.identifier_preparer.quote(name)
    with engine.connect() as alone:
        alone.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted}")


def _drop(connection: sa.Connection, name: str) -> None:
    connection.exec_driver_sql(f"DROP INDEX IF EXISTS {connection.dialect.identifier_preparer.quote(name)}")
