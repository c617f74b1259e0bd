"""The tables as the database has them, beside those of the models: what is missing, what differs, and how it is made.

By adding only. Names are those of the database; nothing here knows of revisions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations.ops import AddColumnOp, CreateForeignKeyOp, CreateIndexOp, CreateTableOp, MigrateOperation
from sqlalchemy.sql.ddl import sort_tables_and_constraints

from runtime.migrations.reflecting import columns_of_sqlite, indexes_of_sqlite

_sort: Callable[[Iterable[sa.Table]], list[tuple[sa.Table | None, set[sa.ForeignKeyConstraint]]]]
_sort = sort_tables_and_constraints  # SQLAlchemy leaves it untyped


@dataclass(frozen=True, slots=True)
class Index:
    """`name` is "" where only columns and uniqueness are asked."""

    name: str
    table: str
    columns: tuple[str, ...]
    unique: bool


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of a database: columns with their types, indexes by name."""

    columns: Mapping[str, Mapping[str, sa.types.TypeEngine[Any]]]
    indexes: Mapping[str, Mapping[str, Index]]

    def has(self, table: str, column: str | None = None) -> bool:
        return table in self.columns and (column is None or column in self.columns[table])

    def extended(self, steps: Iterable[Step]) -> Schema:
        """This schema once the columns are there; of the steps, other ones are left aside."""
        columns = {table: dict(found) for table, found in self.columns.items()}
        for step in steps:
            if isinstance(step.make, AddColumnOp):
                columns[step.make.table_name][step.make.column.name] = step.make.column.type
        return Schema(columns, self.indexes)

    @property
    def digest(self) -> str:
        """Stands for the whole: another one where a table, column, type or index is another."""
        lines = [
            f"{table} {column} {kind!r}" for table, columns in self.columns.items() for column, kind in columns.items()
        ]
        lines += [repr(index) for indexes in self.indexes.values() for index in indexes.values()]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be made, in words."""

    words: str
    make: MigrateOperation


def read_schema(connection: sa.Connection) -> Schema:
    """All tables of the database; a few statements, whatever their number."""
    return Schema(_read_columns(connection), _read_indexes(connection))


def _read_columns(connection: sa.Connection) -> Mapping[str, Mapping[str, sa.types.TypeEngine[Any]]]:
    if connection.dialect.name == "sqlite":
        return columns_of_sqlite(connection)
    return {
        table: {column["name"]: column["type"] for column in found}
        for (_, table), found in sa.inspect(connection).get_multi_columns().items()
    }


def _read_indexes(connection: sa.Connection) -> Mapping[str, Mapping[str, Index]]:
    if connection.dialect.name == "sqlite":
        return {
            table: {name: Index(name, table, columns, unique) for name, (columns, unique) in found.items()}
            for table, found in indexes_of_sqlite(connection).items()
        }
    return {
        table: {str(each["name"]): _index_found(table, each) for each in found if not each.get("duplicates_constraint")}
        for (_, table), found in sa.inspect(connection).get_multi_indexes().items()
    }


def missing_tables(schema: Schema, wanted: Iterable[sa.MetaData], dialect: sa.Dialect) -> list[Step]:
    """Tables with their columns, and columns of those that are there. Indexes are for `missing_indexes`."""
    steps: list[Step] = []
    added: list[Step] = []
    later: list[Step] = []
    for table, cyclic in (pair for metadata in wanted for pair in _sorted_tables(metadata, dialect)):
        if not schema.has(table.name):
            steps.append(_create(table, cyclic))
            later += [_foreign_key(constraint) for constraint in cyclic]
            continue
        added += [add_column(table.name, column) for column in table.columns if not schema.has(table.name, column.name)]
    return steps + added + later  # a column may lead to a table that is new as well


def missing_indexes(schema: Schema, wanted: Iterable[sa.MetaData]) -> list[sa.Index]:
    """Those that the database has under no name, or not as unique as they must be."""
    tables = (table for metadata in wanted for _, table in sorted(metadata.tables.items()))
    return [
        index
        for table in tables
        for index in sorted(table.indexes, key=lambda index: str(index.name))
        if not _is_there(index, schema.indexes.get(table.name, {}))
    ]


def differences(schema: Schema, wanted: Iterable[sa.MetaData], connection: sa.Connection) -> Iterator[str]:
    """In words: columns whose type is another than the models need."""
    context = MigrationContext.configure(connection)
    known: dict[tuple[str, type, str], bool] = {}  # of a dozen sorts of columns there are thousands
    for table in (table for metadata in wanted for _, table in sorted(metadata.tables.items())):
        found = schema.columns.get(table.name, {})
        for column in table.columns:
            if column.name not in found:
                continue
            pair = repr(found[column.name]), type(column.type), repr(column.type)
            if pair not in known:
                known[pair] = differs(found[column.name], column.type, context)
            if known[pair]:
                needed = column.type.compile(connection.dialect)
                yield f"column {table.name}.{column.name} is {found[column.name]} in the database; {needed} is needed"


def differs(found: sa.types.TypeEngine[Any], needed: sa.types.TypeEngine[Any], context: MigrationContext) -> bool:
    """Whether values of the one type are not those of the other."""
    return bool(context.impl.compare_type(sa.Column("x", found), sa.Column("x", needed)))


def is_servable(engine: sa.Engine, wanted: Sequence[sa.MetaData]) -> bool:
    """Whether the database has all tables and columns that the models need. What it has beside them is no hindrance:
    servers of an older generation go on while a newer one is brought in."""
    with engine.connect() as connection:
        schema = Schema(_read_columns(connection), {})
        if missing_tables(schema, wanted, connection.dialect):
            return False
        return not any(differences(schema, wanted, connection))


def make(connection: sa.Connection, steps: Iterable[Step]) -> Iterator[str]:
    """Makes them in the connection's transaction; yields the words of each once it is done."""
    operations = Operations(MigrationContext.configure(connection))
    for step in steps:
        operations.invoke(step.make)
        yield step.words


def add_column(table: str, column: sa.Column[Any]) -> Step:
    """Nullable, whatever the model says: rows that are there have no value."""
    copy = column._copy()
    for key in column.foreign_keys if not copy.foreign_keys else ():  # those of a table's own do not come along
        copy.append_foreign_key(sa.ForeignKey(key.target_fullname))
    copy.nullable, copy.index, copy.unique = True, None, None
    return Step(f"column {table}.{column.name}", AddColumnOp(table, copy, inline_references=True))


def create_index(index: sa.Index) -> Step:
    return Step(f"index {index.name}", CreateIndexOp.from_index(index))


def columns_of(index: sa.Index) -> tuple[str, ...]:
    return tuple(column.name for column in index.columns)


def _index_found(table: str, index: Any) -> Index:
    names = tuple(str(name) for name in index["column_names"])
    return Index(str(index["name"]), table, names, bool(index["unique"]))


def _is_there(index: sa.Index, found: Mapping[str, Index]) -> bool:
    same = found.get(str(index.name))
    return same is not None and (same.unique or not index.unique)


def _sorted_tables(
    schema: sa.MetaData, dialect: sa.Dialect
) -> list[tuple[sa.Table, frozenset[sa.ForeignKeyConstraint]]]:
    """Tables after those that they point to, each with the foreign keys that must wait since they close a circle."""
    if dialect.name == "sqlite":  # looks at no foreign key when a table is made, and could not add one later
        return [(table, frozenset()) for _, table in sorted(schema.tables.items())]
    found = _sort([schema.tables[name] for name in sorted(schema.tables)])
    ready = [(table, frozenset(constraints)) for table, constraints in found if table is not None]
    return [(table, frozenset(table.foreign_key_constraints - inline)) for table, inline in ready]


def _create(table: sa.Table, cyclic: frozenset[sa.ForeignKeyConstraint]) -> Step:
    create = CreateTableOp.from_table(table)
    create.columns = [part for part in create.columns if part not in cyclic]
    return Step(f"table {table.name}", create)


def _foreign_key(constraint: sa.ForeignKeyConstraint) -> Step:
    return Step(f"foreign key {constraint.name}", CreateForeignKeyOp.from_constraint(constraint))
