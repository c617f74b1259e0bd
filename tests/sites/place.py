"""A site in a folder of its own: `portal` run on it as a person would, and its portals served."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.served import read_served
from tests.servers.ports import free_port
from tests.sites.commands import run_command
from tests.sites.servers import start_server

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account as the file of demo accounts has it."""

    portal: str
    url: str
    email: str
    password: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Place:
    """The folder holds specs, generated and var. `database_url` None: SQLite in var."""

    folder: Path
    port: int
    database_url: str | None = None

    @property
    def specs(self) -> Path:
        return self.folder / "specs"

    @property
    def out(self) -> Path:
        return self.folder / "generated"

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def portal(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of `portal` to its end."""
        return run_command(self._command(*words), self.folder, self._environment() | extra)

    def build(self, *, demo: bool = True) -> None:
        """Applies the specs and loads the demo records; both must succeed."""
        for word in ("apply", "demo") if demo else ("apply",):
            done = self.portal(word)
            assert done.returncode == 0, done.stderr

    def accounts(self) -> list[Account]:
        return [Account(**found) for found in json.loads((self.var / "demo-accounts.json").read_text())]

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The portals, until the block ends; gives their address. In forks: see tests/sites/servers.py."""
        log = self.folder / "serve.log"
        log.write_text("")
        server = start_server(self._command("serve"), self.folder, self._environment(), log)
        try:
            self._wait(lambda: server.exitcode, server.pid, log)
            yield self.url
        finally:
            server.terminate()
            server.join(timeout=45)
            assert server.exitcode is not None, log.read_text()

    @contextmanager
    def started(self, *words: str) -> Iterator[str]:
        """As `serving`, by processes that are started as people start them."""
        log = self.folder / "serve.log"
        with log.open("w") as stream:
            server = subprocess.Popen(
                self._command("serve", *words),
                cwd=self.folder,
                env=self._environment(),
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                self._wait(server.poll, server.pid, log)
                yield self.url
            finally:
                server.terminate()
                server.wait(timeout=45)

    def _wait(self, end: Callable[[], int | None], process: int | None, log: Path) -> None:
        """Asks the var folder who answers: at the port, that may still be a server that was just killed."""
        for _ in range(600):
            if end() is not None:
                raise AssertionError(f"the server stopped: {log.read_text()}")
            served = read_served(self.var)
            if served is not None and served.pid == process:
                return
            time.sleep(0.1)
        raise AssertionError(f"the server is not ready: {log.read_text()}")

    def _command(self, *words: str) -> list[str]:
        folders = ("--specs", str(self.specs), "--out", str(self.out), "--var", str(self.var))
        return [sys.executable, "-m", "portal", *folders, *words]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
        chosen = {"PORT": str(self.port), "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        return kept | chosen | ({"DATABASE_URL": self.database_url} if self.database_url else {})


def copy_sqlite(source: Path, target: Path) -> None:
    """The whole database, with what stands beside its file only yet."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def make_place(specs: Path, folder: Path, database_url: str | None = None) -> Place:
    """A copy of these specs in a folder, ready to be built."""
    shutil.copytree(specs, folder / "specs", dirs_exist_ok=True)
    return Place(folder, free_port(), database_url)
