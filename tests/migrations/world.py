"""Small generations: tables of a few columns, their revisions as the generator writes them, rows as old servers write.

No models are mapped, so that one process can hold many generations.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from generator.app import App
from generator.changes.operations import Column, Operation
from generator.problems import Position
from generator.render.migrations import render_revisions
from runtime import ids, tables
from runtime.declarations.site import Site
from runtime.engine import Engines, open_engines
from runtime.migrations import bringing, planning, returning
from runtime.migrations.goal import Goal
from runtime.migrations.graph import open_graph
from runtime.migrations.kinds import column_type
from runtime.migrations.remembering import plain
from runtime.migrations.results import Outcome
from runtime.migrations.tables import OWN
from runtime.records import Base

AT = Position("specs/records/ticket.yaml", 12, 1)
SITE = Site("Trial", "EUR", "Europe/Berlin", ("en",), {}, {})
NOBODY = cast("App", None)
"""No operation here has a rule, for which the generator would look into the specs."""

SYSTEM = frozenset({*OWN, tables.history.name, tables.file.name})
"""The product's own tables, as far as revisions have to do with them."""


@dataclass(frozen=True, slots=True)
class Generation:
    """`columns` of each table that the models know, `unique` and `joint` indexes as a table with columns;
    `folder` holds the revisions."""

    folder: Path
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    joint: tuple[tuple[str, ...], ...] = ()
    retired: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def metadata(self) -> sa.MetaData:
        return _metadata(self.columns, self.unique, self.joint)

    @property
    def goal(self) -> Goal:
        return Goal(replace(SITE, retired=self.retired), open_graph(self.folder), self.metadata)

    def next(
        self,
        name: str,
        operations: Sequence[Operation],
        columns: Iterable[Column],
        *,
        unique: tuple[tuple[str, ...], ...] = (),
        joint: tuple[tuple[str, ...], ...] = (),
    ) -> Generation:
        """The generation after it, in a folder beside its own."""
        folder = self.folder.with_name(name)
        kept = tuple(columns)
        gone = {(each.table, str(each.column)) for each in self.columns} - {(each.table, each.column) for each in kept}
        retired = {table: tuple(sorted(column for of, column in gone if of == table)) for table, _ in gone}
        _write(folder, render_revisions(operations, NOBODY, _history(self.folder)))
        return Generation(folder, kept, unique, joint, {**self.retired, **retired})


def first(folder: Path, columns: Iterable[Column]) -> Generation:
    _write(folder, render_revisions((), NOBODY, {}))
    return Generation(folder, tuple(columns))


class Database:
    """A database as the commands and the servers see it."""

    def __init__(self, url: str) -> None:
        self.engines: Engines = open_engines(url).made_by("operator")
        self.said: list[str] = []

    def bring(self, generation: Generation) -> Outcome:
        return bringing.bring_up_to_date(self.engines, generation.goal, self._hear)

    def settle(self, generation: Generation, swapped: datetime | None = None) -> Outcome:
        return bringing.settle(self.engines, generation.goal, swapped or datetime.now(UTC), self._hear)

    def take_back(self, leaving: Generation, to: Generation) -> Outcome:
        return returning.take_back(self.engines, to.goal, open_graph(leaving.folder), self._hear)

    def plan(self, generation: Generation) -> Any:
        return planning.plan_database(self.engines, generation.goal)

    def add(self, generation: Generation, table: str, **values: object) -> int:
        """A row as a server of that generation makes it: all its columns are named, none beside."""
        return self.add_many(generation, table, [values])[0]

    def add_many(self, generation: Generation, table: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
        found = generation.metadata.tables[table]
        empty = dict.fromkeys(column.name for column in found.columns)
        now = datetime.now(UTC)
        made = [ids.new_id() for _ in rows]  # each greater than the one before
        whole = [
            {**empty, "id": one, "created": now, "updated": now, "revision": 1, **row}
            for one, row in zip(made, rows, strict=True)
        ]
        with self.engines.write.begin() as connection:
            connection.execute(sa.insert(found), whole)
        return made

    def change(self, generation: Generation, table: str, record: int, **values: object) -> None:
        """As a server of that generation changes a record, with its entry in the history."""
        found = generation.metadata.tables[table]
        with self.engines.write.begin() as connection:
            before = connection.execute(sa.select(found).where(found.c.id == record)).mappings().one()
            connection.execute(sa.update(found).where(found.c.id == record).values(**values))
            write_history(connection, table, record, {name: (before[name], values[name]) for name in values})

    def rows(self, generation: Generation, table: str) -> dict[int, dict[str, Any]]:
        found = generation.metadata.tables[table]
        with self.engines.read.connect() as connection:
            return {row["id"]: dict(row) for row in connection.execute(sa.select(found)).mappings()}

    def values(self, generation: Generation, table: str, column: str) -> list[Any]:
        return [row[column] for _, row in sorted(self.rows(generation, table).items())]

    def history(self, table: str) -> list[tuple[int, str, str]]:
        kept = tables.history.c
        asked = sa.select(kept.record_id, kept.action, kept.changes).where(kept.record == table).order_by(kept.id)
        with self.engines.read.connect() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(asked)]

    def run(self, statement: str) -> list[Any]:
        with self.engines.write.begin() as connection:
            result = connection.exec_driver_sql(statement)
            return list(result.all()) if result.returns_rows else []

    def _hear(self, done: int, total: int, words: str) -> None:
        self.said.append(f"{words}: {done} of {total}")


@cache
def _metadata(
    columns: tuple[Column, ...], unique: tuple[tuple[str, ...], ...], joint: tuple[tuple[str, ...], ...]
) -> sa.MetaData:
    metadata = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        if table.name in SYSTEM:
            table.to_metadata(metadata)
    for name in dict.fromkeys(column.table for column in columns):
        own = [_column(column) for column in columns if column.table == name and column.column]
        sa.Table(name, metadata, *_built_in(), *own)
    for of, *names in unique:
        sa.Index(None, *(metadata.tables[of].c[name] for name in names), unique=True)
    for of, *names in joint:
        sa.Index(None, *(metadata.tables[of].c[name] for name in names))
    return metadata


def write_history(
    connection: sa.Connection, table: str, record: int, changes: Mapping[str, tuple[object, object]]
) -> None:
    plain_changes = {name: [plain(before), plain(after)] for name, (before, after) in changes.items()}
    values = {"id": ids.new_id(), "record": table, "record_id": record, "at": datetime.now(UTC), "action": "edit"}
    connection.execute(sa.insert(tables.history).values(**values, changes=json.dumps(plain_changes)))


def _built_in() -> list[sa.Column[Any]]:
    moment = column_type("datetime")
    return [
        sa.Column("id", column_type("link"), primary_key=True, autoincrement=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("created_by", column_type("link")),
        sa.Column("updated", moment, nullable=False),
        sa.Column("updated_by", column_type("link")),
        sa.Column("revision", sa.Integer, nullable=False),
    ]


def _column(column: Column) -> sa.Column[Any]:
    of = column_type(column.kind, column.places)
    keys = [sa.ForeignKey(f"{column.target}.id")] if column.target else []
    return sa.Column(
        str(column.column), of, *keys, index=column.index or column.unique or None, unique=column.unique or None
    )


def _history(folder: Path) -> dict[str, bytes]:
    found = sorted((folder / "generated/migrations").glob("*.py"))
    return {f"migrations/{path.name}": path.read_bytes() for path in found}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / "generated" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
