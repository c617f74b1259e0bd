"""A database with the tables of jobs and mails and nothing else, and processes that run what stands there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from runtime import tables
from runtime.engine import Engines, open_engines
from runtime.jobs import Job, store
from runtime.jobs.clock import now
from runtime.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
LEASE = 2
PROGRAM = (sys.executable, "-W", "ignore", "-m", "tests.jobs.program")


@dataclass(frozen=True, slots=True)
class Depot:
    """`marks` is the file into which jobs of the kind `mark` write their key and the moment."""

    url: str
    engines: Engines
    folder: Path

    @property
    def marks(self) -> Path:
        return self.folder / "marks"

    @property
    def release(self) -> Path:
        """Once it is there, jobs of the kind `long` come to their end."""
        return self.folder / "release"

    def settings(self, mail_url: str = "", base_url: str = "http://127.0.0.1:8080") -> Settings:
        given = {"DATABASE_URL": self.url, "PORTAL_MAIL_URL": mail_url, "PORTAL_BASE_URL": base_url}
        return read_settings(given, var=self.folder / "var")

    def empty(self) -> None:
        self.change(tables.job.delete())
        self.change(tables.mail.delete())
        for path in (self.marks, self.release):
            path.unlink(missing_ok=True)

    def change(self, statement: Any) -> None:
        with self.engines.write.begin() as connection:
            connection.execute(statement)

    def store(self, *keys: str, kind: str = "mark", after: timedelta | None = None) -> datetime:
        """Jobs that are due at a moment of the database's clock, which is given back."""
        with self.engines.write.begin() as connection:
            due = now(connection) + (after or timedelta(0))
            for key in keys:
                store(connection, Job(kind, key, {"key": key}, due if after else None))
        return due

    def rows(self) -> list[Row[Any]]:
        with self.engines.read.connect() as connection:
            return list(connection.execute(select(tables.job).order_by(tables.job.c.id)))

    def row(self, key: str) -> Row[Any]:
        return next(row for row in self.rows() if row.key == key)

    def mails(self) -> list[Row[Any]]:
        with self.engines.read.connect() as connection:
            return list(connection.execute(select(tables.mail).order_by(tables.mail.c.id)))

    def read_marks(self) -> list[tuple[str, float]]:
        lines = self.marks.read_text().splitlines() if self.marks.exists() else []
        return [(key, float(moment)) for key, moment in (line.split() for line in lines)]

    def start(self, *words: str, mail_url: str = "") -> subprocess.Popen[bytes]:
        """A worker as a process of its own; see `tests.jobs.program`."""
        command = [*PROGRAM, self.url, str(self.folder), mail_url, *words]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})

    @contextmanager
    def working(self, count: int = 1, *words: str, mail_url: str = "") -> Iterator[list[subprocess.Popen[bytes]]]:
        """Workers until the block ends. The list may be changed meanwhile."""
        workers = [self.start(*words, mail_url=mail_url) for _ in range(count)]
        try:
            yield workers
        finally:
            for each in workers:
                each.terminate()
            for each in workers:
                each.wait(timeout=30)


@pytest.fixture(scope="module")
def made(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Depot]:
    folder = tmp_path_factory.mktemp("depot")
    (folder / "var").mkdir()
    engines = open_engines(database_url).made_by("operator")
    with engines.write.begin() as connection:
        tables.job.create(connection)
        tables.mail.create(connection)
    yield Depot(database_url, engines, folder)
    engines.dispose()


@pytest.fixture
def depot(made: Depot) -> Depot:
    """On SQLite and on PostgreSQL, with nothing to do."""
    made.empty()
    return made


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    """No test measures time by it: it only ends one that hangs."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
