"""A SQLite database, copied whole while others write to it, and read to be compared."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime.backup.contents import Contents, KeptFile, sum_lines, sum_rows
from runtime.backup.errors import BackupError

WAIT_SECONDS = 30
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name"


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """The database in the file `path`."""

    path: Path
    backend = "sqlite"
    member = "database/portal.db"

    @property
    def address(self) -> str:
        return f"sqlite:///{self.path}"

    def dump(self, target: Path, around: Callable[[], None]) -> Contents:
        """Copies the pages of one read transaction and says what is in them. `VACUUM` would begin one of its own."""
        with self._source() as source, closing(sqlite3.connect(target, isolation_level=None)) as copy:
            around()
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            around()
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # so that all is in the one file
        return SqliteDatabase(target).contents()

    def copy(self, target: Path) -> None:
        """Writes the database as it is at one moment into the new file `target`. Writers go on meanwhile."""
        with self._source() as source:
            source.execute("VACUUM INTO ?", (str(target),))

    @contextmanager
    def _source(self) -> Iterator[sqlite3.Connection]:
        if not self.path.is_file():
            raise BackupError(f"there is no database {self.path}; run: portal apply")
        with _told(), closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
            yield connection

    def load(self, dump: Path) -> None:
        """Into an empty database. Whoever looks at the file before this is done finds none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f".{self.path.name}.new")
        shutil.copyfile(dump, fresh)
        fresh.replace(self.path)

    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def table_names(self) -> list[str]:
        """None where there is no file."""
        if not self.path.is_file():
            return []
        with _told(), closing(self._open()) as connection:
            return [name.decode() for (name,) in connection.execute(_TABLES)]

    def contents(self) -> Contents:
        with _told(), closing(self._open()) as connection:
            _check(connection, self.path)
            definitions = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            names = [name.decode() for (name,) in connection.execute(_TABLES)]
            tables = {name: sum_rows(_rows(connection, name)) for name in names}
            files = tuple(_files(connection)) if "portal_file" in tables else ()
        return Contents(tables, sum_lines(repr(each) for each in definitions), files)

    @contextmanager
    def scratch(self, folder: Path) -> Iterator[SqliteDatabase]:
        """An empty database for the time of the block."""
        yield SqliteDatabase(folder / "portal.db")

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.text_factory = bytes  # whatever bytes are there are compared, also what is no text
        return connection


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupError(f"SQLite says: {error}") from None


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != b"ok":
        raise BackupError(f"the database {path.name} is damaged: {found.decode(errors='replace')}")


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[bytes]:
    """Each row as bytes that no other row has. Columns are taken by name: added later, they may stand elsewhere."""
    found = connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY name", (table,))
    columns = ", ".join(_quoted(name.decode()) for (name,) in found)
    for row in connection.execute(f"SELECT {columns} FROM {_quoted(table)}"):  # noqa: S608 - quoted
        yield repr(row).encode()


def _files(connection: sqlite3.Connection) -> Iterator[KeptFile]:
    for stored, size, sha256 in connection.execute("SELECT DISTINCT stored, size, sha256 FROM portal_file"):
        yield KeptFile(stored.decode(), size, sha256.decode())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
