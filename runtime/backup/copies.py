"""A copy of the database alone, before an apply changes it. What a whole site needs is in `runtime.backup.taking`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from runtime.backup.databases import database_at
from runtime.backup.sqlite import SqliteDatabase
from runtime.settings import Settings

KEPT = 5


def take_backup(settings: Settings, moment: datetime) -> Path | None:
    """Copies a SQLite database to `var/backups/<time>.db`, and keeps the last five of them. Raises BackupError.

    None where there is nothing to copy: no database yet, or PostgreSQL, where an apply changes tables in one
    transaction.
    """
    database = database_at(settings.database_url)
    if not isinstance(database, SqliteDatabase) or not database.table_names():
        return None
    folder = settings.var / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{moment:%Y-%m-%dT%H-%M-%S-%fZ}.db"
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    database.copy(fresh)
    fresh.chmod(0o600)
    fresh.rename(target)
    for old in sorted(folder.glob("*.db"))[:-KEPT]:
        old.unlink()
    return target
