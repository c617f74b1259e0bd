"""What a change of generation asks of the database: `runtime.upgrade` does it; here its answers become refusals.

Imported only where there is something to do, since it waits for SQLAlchemy and Flask. One generation a process.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from generator.uncollected import uncollected
from portal.refusal import BLOCKED, RefusalError
from portal.schema import has
from portal.steps import StepName, Tell
from runtime import upgrade
from runtime.faults import place_of
from runtime.migrations.results import BlockedError, DatabasePlan, Outcome, PurgeRefusedError
from runtime.settings import Settings
from runtime.site import load_site
from runtime.walks import Walk

OFTEN = 1.0
"""Seconds between two words about one piece of work."""


def plan_database(folder: Path, settings: Settings) -> DatabasePlan:
    """Changes nothing. Raises StartError where the database cannot be reached, RefusalError where the generation's code
    does not even load."""
    try:
        _load(folder)
    except Exception as error:
        words = f"the new generation cannot be loaded: {type(error).__name__} {place_of(error)}: {error}"
        raise RefusalError(f"{words}. Nothing was written.", BLOCKED) from error
    with _refusing():
        return upgrade.plan_database(folder, settings)


def _load(folder: Path) -> None:
    """What is loaded stays, so that it is never looked through for garbage."""
    with uncollected():
        load_site(folder)
        gc.freeze()


def find_walks(folder: Path, settings: Settings) -> tuple[Walk, ...]:
    """Of the generation whose database was planned for. Changes nothing."""
    with _refusing():
        return upgrade.walks(folder, settings)


def bring(folder: Path, settings: Settings, tell: Tell) -> Outcome:
    """Adds what the generation in `folder` needs. Raises RefusalError where rows do not fit; then nothing changed."""
    with _refusing():
        return upgrade.bring_up_to_date(folder, folder.name, settings, _progress("database", tell))


def settle(folder: Path, settings: Settings, swapped: datetime, tell: Tell) -> Outcome:
    """Once no older worker is left."""
    with _refusing():
        return upgrade.settle(folder, settings, swapped, _progress("settle", tell))


def take_back(leaving: Path, folder: Path, settings: Settings, tell: Tell) -> Outcome:
    """Once no worker of `leaving` is left: the older generation finds what was written since."""
    with _refusing():
        return upgrade.take_back(leaving, folder, folder.name, settings, _progress("take_back", tell))


def count_values(folder: Path, settings: Settings, table: str, column: str | None) -> int:
    """How many values a purge would take. Raises RefusalError where it may not."""
    with _refusing():
        return upgrade.count_values(folder, settings, table, column)


def drop(folder: Path, settings: Settings, drop_of: tuple[str, str | None, Path], tell: Tell) -> None:
    """Writes the values to a file, then drops the column or table. What is dropped already stays so."""
    table, column, export = drop_of
    if not has(settings.database_url, table, column):
        return
    export.parent.mkdir(parents=True, exist_ok=True)
    with _refusing():
        purged = upgrade.purge(folder, settings, table, column, export)
    what = f"{table}.{column}" if column else table
    tell("drop", f"  Dropped {what}; what it held ({purged.rows:,}) is in {purged.path}.")


def _progress(step: StepName, tell: Tell) -> Callable[[int, int, str], None]:
    """Not more often than people can read; the end of each piece of work always."""
    told = [0.0]

    def progress(done: int, total: int, words: str) -> None:
        if done >= total or time.monotonic() > told[0] + OFTEN:
            told[0] = time.monotonic()
            tell(step, f"  {words}: {done:,} of {total:,}")

    return progress


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except BlockedError as error:
        details = tuple(line for finding in error.findings for line in finding.lines())
        raise RefusalError("the database stands in the way. Nothing was written.", BLOCKED, details=details) from None
    except PurgeRefusedError as error:
        raise RefusalError(f"{error.words}. Nothing was dropped.", BLOCKED) from None
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", error)).strip().splitlines()[0]
        words = f"the database refused: {cause}. What was begun is finished by the next portal apply."
        raise RefusalError(words, BLOCKED) from error
