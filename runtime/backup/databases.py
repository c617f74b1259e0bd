"""A database as a backup sees it: dumped at one moment, loaded, compared. SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from runtime.backup.contents import Contents
from runtime.backup.errors import BackupError
from runtime.backup.sqlite import SqliteDatabase


class Database(Protocol):
    """All raise BackupError. `member`: its name in an archive."""

    @property
    def backend(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def address(self) -> str:
        """As DATABASE_URL has it, with the password."""

    def dump(self, target: Path, around: Callable[[], None]) -> Contents:
        """Writes the database as it is at one moment; `around` is called just before and just after that moment."""

    def load(self, dump: Path) -> None: ...
    def size(self) -> int:
        """Bytes, about."""

    def table_names(self) -> list[str]: ...
    def contents(self) -> Contents: ...
    def scratch(self, folder: Path) -> AbstractContextManager[Database]: ...


def database_at(address: str) -> Database:
    """Raises BackupError for an address of neither."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise BackupError("DATABASE_URL cannot be used: it must begin with sqlite:/// or postgresql://") from None
    if url.get_backend_name() == "sqlite" and url.database:
        return SqliteDatabase(Path(url.database))
    if url.get_backend_name() == "postgresql":
        from runtime.backup.postgresql import PostgresDatabase  # its driver is there only where it is used

        return PostgresDatabase(address)
    raise BackupError("DATABASE_URL cannot be used: it must begin with sqlite:/// or postgresql://")
