"""Brings a database to the tables of the models by adding only: tables, nullable columns, indexes. Drops nothing.

Whatever else differs is said in words and left alone. Alembic executes. Which generation a database was brought to is
kept in `portal_generation`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations.ops import AddColumnOp, CreateForeignKeyOp, CreateIndexOp, CreateTableOp, MigrateOperation
from sqlalchemy.sql.ddl import sort_tables_and_constraints

from runtime.columns import UtcDateTime
from runtime.records import Base

GENERATION = sa.Table(
    "portal_generation",
    Base.metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("applied", UtcDateTime, nullable=False),
)
"""The generations that the database was brought to, the present one last."""


_sort: Callable[[Iterable[sa.Table]], list[tuple[sa.Table | None, set[sa.ForeignKeyConstraint]]]]
_sort = sort_tables_and_constraints  # SQLAlchemy leaves it untyped


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` with their words, in order; `refusals` are differences that adding cannot mend."""

    steps: tuple[tuple[str, MigrateOperation], ...]
    refusals: tuple[str, ...]

    @property
    def added(self) -> list[tuple[str, str]]:
        """The columns added to tables that exist: (table, column)."""
        return [(step.table_name, step.column.name) for _, step in self.steps if isinstance(step, AddColumnOp)]


def make_plan(connection: sa.Connection, schemas: Iterable[sa.MetaData]) -> Plan:
    """What it takes to bring the database to these tables."""
    inspector = sa.inspect(connection)
    present = set(inspector.get_table_names())
    context = MigrationContext.configure(connection)
    steps: list[tuple[str, MigrateOperation]] = []
    later: list[tuple[str, MigrateOperation]] = []
    refusals: list[str] = []
    for table, cyclic in (pair for schema in schemas for pair in _sorted_tables(schema, connection.dialect)):
        if table.name not in present:
            steps += _create(table, cyclic)
            later += [_foreign_key(constraint) for constraint in cyclic]
            continue
        reflected = {found["name"]: found for found in inspector.get_columns(table.name)}
        indexes = {found["name"] for found in inspector.get_indexes(table.name)}
        steps += _extend(table, set(reflected), indexes)
        refusals += _differences(table, reflected.values(), context)
    return Plan((*steps, *later), tuple(refusals))


def execute(connection: sa.Connection, plan: Plan) -> Iterator[str]:
    """Carries the plan out in the connection's transaction; yields the words of each step once it is done."""
    operations = Operations(MigrationContext.configure(connection))
    for words, step in plan.steps:
        operations.invoke(step)
        yield words


def is_current(engine: sa.Engine, schemas: Sequence[sa.MetaData] = (Base.metadata,)) -> bool:
    """Whether the database has all that the models need."""
    with engine.connect() as connection:
        plan = make_plan(connection, schemas)
    return not plan.steps and not plan.refusals


def mark(connection: sa.Connection, generation: str) -> None:
    """Remembers that the database was brought to this generation."""
    connection.execute(sa.delete(GENERATION).where(GENERATION.c.name == generation))
    connection.execute(sa.insert(GENERATION).values(name=generation, applied=datetime.now(UTC)))


def _sorted_tables(
    schema: sa.MetaData, dialect: sa.Dialect
) -> list[tuple[sa.Table, frozenset[sa.ForeignKeyConstraint]]]:
    """Tables after those that they point to, each with the foreign keys that must wait since they close a circle."""
    if dialect.name == "sqlite":  # looks at no foreign key when a table is made, and could not add one later
        return [(table, frozenset()) for _, table in sorted(schema.tables.items())]
    found = _sort([schema.tables[name] for name in sorted(schema.tables)])
    ready = [(table, frozenset(constraints)) for table, constraints in found if table is not None]
    return [(table, frozenset(table.foreign_key_constraints - inline)) for table, inline in ready]


def _create(table: sa.Table, cyclic: frozenset[sa.ForeignKeyConstraint]) -> list[tuple[str, MigrateOperation]]:
    create = CreateTableOp.from_table(table)
    create.columns = [part for part in create.columns if part not in cyclic]
    steps: list[tuple[str, MigrateOperation]] = [(f"table {table.name}", create)]
    return steps + [_index(index) for index in _sorted(table.indexes)]


def _foreign_key(constraint: sa.ForeignKeyConstraint) -> tuple[str, MigrateOperation]:
    return f"foreign key {constraint.name}", CreateForeignKeyOp.from_constraint(constraint)


def _extend(table: sa.Table, columns: set[str], indexes: set[str | None]) -> list[tuple[str, MigrateOperation]]:
    steps: list[tuple[str, MigrateOperation]] = []
    for column in table.columns:
        if column.name not in columns:
            copy = column._copy()
            copy.nullable, copy.index, copy.unique = True, None, None  # its index is a step of its own
            step = AddColumnOp(table.name, copy, inline_references=True)
            steps.append((f"column {table.name}.{column.name}", step))
    return steps + [_index(index) for index in _sorted(table.indexes) if index.name not in indexes]


def _index(index: sa.Index) -> tuple[str, MigrateOperation]:
    return f"index {index.name}", CreateIndexOp.from_index(index)


def _sorted(indexes: Iterable[sa.Index]) -> list[sa.Index]:
    return sorted(indexes, key=lambda index: str(index.name))


def _differences(table: sa.Table, reflected: Iterable[object], context: MigrationContext) -> Iterator[str]:
    for found in reflected:
        assert isinstance(found, dict)
        column = table.columns.get(found["name"])
        if column is None:
            yield f"column {table.name}.{found['name']} is in the database but not in the specs"
        elif context.impl.compare_type(sa.Column(found["name"], found["type"]), column):
            wanted = column.type.compile(context.dialect)
            yield f"column {table.name}.{column.name} is {found['type']} in the database; the specs need {wanted}"
