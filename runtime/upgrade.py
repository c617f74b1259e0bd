"""Brings a database to a generation and back: its tables and rows, Flask-AppBuilder's tables, permissions.

`portal` calls these. Each opens the database by itself, and loads the generation in its folder: one for each process.
What happens to tables and rows is the business of `runtime.migrations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask_appbuilder import Model

from runtime import mail
from runtime.engine import AS_LONG_AS_IT_TAKES, Engines
from runtime.migrations import bringing, drift, planning, purging, returning
from runtime.migrations.goal import Goal
from runtime.migrations.graph import open_graph
from runtime.migrations.results import DatabasePlan, Outcome, Progress, Purged
from runtime.migrations.schema import missing_indexes, read_schema
from runtime.migrations.tables import GENERATION
from runtime.security.permissions import add_permissions, sync_permissions
from runtime.settings import Settings
from runtime.site import load_site, open_database
from runtime.walks import Walk, find_walks


@dataclass(frozen=True, slots=True)
class _Place:
    goal: Goal
    engines: Engines


@contextmanager
def _opened(folder: Path, settings: Settings) -> Iterator[_Place]:
    """No connection is left afterwards: the process may be forked."""
    goal = Goal(load_site(folder), open_graph(folder))
    engines = open_database(settings, AS_LONG_AS_IT_TAKES).made_by("operator")
    try:
        yield _Place(goal, engines)
    finally:
        engines.dispose()


def plan_database(folder: Path, settings: Settings) -> DatabasePlan:
    """What it takes to bring the database to the generation in this folder. Changes nothing."""
    with _opened(folder, settings) as place:
        return planning.plan_database(place.engines, place.goal)


def bring_up_to_date(folder: Path, generation: str, settings: Settings, progress: Progress) -> Outcome:
    """Before the servers swap: those of the older generation go on. Raises BlockedError; then nothing was changed.

    Killed at any moment, it is begun anew and goes on where it was.
    """
    with _opened(folder, settings) as place:
        with place.engines.write.begin() as connection:
            Model.metadata.create_all(connection)  # Flask-AppBuilder's own tables; they do not change with the specs
        outcome = bringing.bring_up_to_date(place.engines, place.goal, progress)
        with place.engines.write.begin() as connection:
            add_permissions(connection, place.goal.site)
            mail.adopt_unsent(connection)
            _mark(connection, generation)
        return outcome


def hand_over(folder: Path, settings: Settings, progress: Progress) -> Outcome:
    """When no server of an older generation is left and none of this one answers yet: what the older ones wrote
    meanwhile is taken over, as far as people can wait for it. Idempotent; `settle` does the rest."""
    with _opened(folder, settings) as place:
        return bringing.hand_over(place.engines, place.goal, progress)


def settle(folder: Path, settings: Settings, swapped: datetime, progress: Progress) -> Outcome:
    """Once no server of an older generation is left: what they wrote meanwhile is taken over, what only they needed
    goes. `swapped` is when the first newer one answered. Idempotent."""
    with _opened(folder, settings) as place:
        outcome = bringing.settle(place.engines, place.goal, swapped, progress)
        with place.engines.write.begin() as connection:
            sync_permissions(connection, place.goal.site)
        return outcome


def take_back(leaving: Path, folder: Path, generation: str, settings: Settings, progress: Progress) -> Outcome:
    """Once no server of the generation in `leaving` is left: the older one in `folder` finds what was written since.

    `lost` are values that it cannot hold; they stay in the newer columns.
    """
    with _opened(folder, settings) as place:
        with place.engines.read.connect() as connection:
            served = connection.scalar(sa.select(GENERATION.c.applied).where(GENERATION.c.name == generation))
        outcome = returning.take_back(place.engines, place.goal, open_graph(leaving), progress, served)
        with place.engines.write.begin() as connection:
            sync_permissions(connection, place.goal.site)
            _mark(connection, generation)
        return outcome


def find_drift(folder: Path, settings: Settings) -> tuple[str, ...]:
    """In words: what was changed in the tables by hand."""
    with _opened(folder, settings) as place, place.engines.read.connect() as connection:
        return drift.find_drift(connection, read_schema(connection), place.goal)


def walks(folder: Path, settings: Settings) -> tuple[Walk, ...]:
    """The lists that go through a large table for a few rows. Changes nothing."""
    with _opened(folder, settings) as place, place.engines.read.connect() as connection:
        coming = missing_indexes(read_schema(connection), (place.goal.metadata,))
        return tuple(find_walks(place.goal.site, connection, coming))


def purge(folder: Path, settings: Settings, table: str, column: str | None, export: Path) -> Purged:
    """Writes what is retired into the file `export`, then drops it. Raises PurgeRefusedError; then all is there."""
    with _opened(folder, settings) as place:
        return purging.purge(place.engines, place.goal, purging.Retired(table, column), export)


def count_values(folder: Path, settings: Settings, table: str, column: str | None) -> int:
    """How many values (of a column) or records (of a table) a purge would take. Raises PurgeRefusedError."""
    with _opened(folder, settings) as place:
        return purging.count_values(place.engines, place.goal, purging.Retired(table, column))


def _mark(connection: sa.Connection, generation: str) -> None:
    """Remembers that the database was brought to this generation."""
    connection.execute(sa.delete(GENERATION).where(GENERATION.c.name == generation))
    connection.execute(sa.insert(GENERATION).values(name=generation, applied=datetime.now(UTC)))
