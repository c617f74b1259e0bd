"""Two scratch copies of the site's database: one to look at as it is, one to apply a change to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime.backup.databases import database_at
from runtime.backup.errors import BackupError
from runtime.backup.sqlite import SqliteDatabase

LARGEST = 2_000_000_000
"""Bytes of a database that is copied for a preview."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Their addresses, as DATABASE_URL has them."""

    before: str
    after: str


@contextmanager
def copied(address: str, folder: Path) -> Iterator[Copies]:
    """For the time of the block. Raises BackupError where the database is too large, or cannot be copied."""
    database = database_at(address)
    if database.size() > LARGEST:
        raise BackupError(
            f"the database has {database.size() / 1e9:,.1f} GB, and a preview copies at most {LARGEST / 1e9:.0f} GB"
        )
    if isinstance(database, SqliteDatabase):
        before, after = folder / "before.db", folder / "after.db"
        database.copy(before)
        shutil.copyfile(before, after)
        yield Copies(SqliteDatabase(before).address, SqliteDatabase(after).address)
        return
    dump = folder / "dump"
    database.dump(dump, lambda: None)
    with database.scratch(folder) as before_it, database.scratch(folder) as after_it:
        before_it.load(dump)
        after_it.load(dump)
        dump.unlink()
        yield Copies(before_it.address, after_it.address)
