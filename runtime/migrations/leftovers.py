"""What a generation that was taken back left in the database, where a pending revision needs something else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext

from runtime.migrations.kinds import column_type, form_of
from runtime.migrations.results import Finding
from runtime.migrations.schema import Schema, differs
from runtime.migrations.tables import CHANGE
from runtime.migrations.vocabulary import AddColumn, AddTable, Operation

REMEDY = "give it another name: what was entered there stays"


def find_leftovers(
    connection: sa.Connection, schema: Schema, operations: Iterable[Operation], metadata: sa.MetaData
) -> Iterator[Finding]:
    """Columns that are to be added and are there with another type or lead elsewhere, and sets of links that do."""
    context, pending = MigrationContext.configure(connection), tuple(operations)
    forms = _forms(connection, schema)
    for table, column, needed in _wanted(pending, metadata):
        found = schema.columns.get(table, {}).get(column)
        if found is None:
            continue
        words = (
            f"column {table}.{column} is {{}} in the database, left by a generation that was taken back; {{}} is needed"
        )
        form = forms.get((table, column), form_of(needed))
        if differs(found, needed, context):
            yield _finding(table, words.format(found, needed.compile(connection.dialect)))
        elif form != form_of(needed):
            yield _finding(table, words.format(form, form_of(needed)))
    ends = {(each.table, each.column): each.to for each in pending if isinstance(each, AddColumn) and each.to}
    ends |= _links(schema, metadata)
    targets = _targets(connection) if ends else {}
    for (of, end), wanted in ends.items():
        led = targets.get((of, end), wanted)
        if led != wanted:
            words = f"{of}.{end} leads to {led} in the database, left by a generation that was taken back"
            yield _finding(of, f"{words}; {wanted} is needed")


def _wanted(
    operations: Iterable[Operation], metadata: sa.MetaData
) -> Iterator[tuple[str, str, sa.types.TypeEngine[Any]]]:
    """Table, column and type of all that the operations add; of a new table, as the models have it."""
    for change in operations:
        if isinstance(change, AddColumn):
            yield change.table, change.column, column_type(change.kind, change.places)
        elif isinstance(change, AddTable) and change.table in metadata.tables:
            for column in metadata.tables[change.table].columns:
                yield change.table, column.name, column.type


def _forms(connection: sa.Connection, schema: Schema) -> Mapping[tuple[str, str], str]:
    """How the values of columns stand that revisions added, as far as it was written down."""
    if not schema.has(CHANGE.name):
        return {}
    all_added = connection.scalars(sa.select(CHANGE.c.added).order_by(CHANGE.c.carried))
    return {(table, column): form for added in all_added for table, column, *of in json.loads(added) for form in of}


def _links(schema: Schema, metadata: sa.MetaData) -> dict[tuple[str, str], str]:
    """The end of each set of links whose table is there, and where it must lead."""
    return {
        (table.name, "target_id"): next(iter(table.c.target_id.foreign_keys)).target_fullname.partition(".")[0]
        for table in metadata.tables.values()
        if "links" in table.info and schema.has(table.name)
    }


def _targets(connection: sa.Connection) -> Mapping[tuple[str, str], str]:
    found = sa.inspect(connection).get_multi_foreign_keys()
    return {
        (str(table), key["constrained_columns"][0]): key["referred_table"]
        for (_, table), keys in found.items()
        for key in keys
        if len(key["constrained_columns"]) == 1
    }


def _finding(table: str, words: str) -> Finding:
    return Finding("", table, words, REMEDY, 0)
