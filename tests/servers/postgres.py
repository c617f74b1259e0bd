"""A private PostgreSQL: own cluster in a temporary folder, own port, gone after use."""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers import apt
from tests.servers.ports import LOOPBACK, free_port

ROOT = Path(__file__).resolve().parents[2]
WHEEL = ROOT / ".venv" / "postgres"
PROGRAMS = ("initdb", "pg_ctl", "postgres")
SETTINGS = {"listen_addresses": LOOPBACK, "max_connections": "200", "shared_buffers": "64MB"}
UNSAFE = {"fsync": "off", "full_page_writes": "off"}
"""Only our clients are killed, never the server: what it wrote need not survive the machine."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server; every database in it is ours."""

    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://portal:{self.password}@{LOOPBACK}:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a fresh, empty database, dropped at the end even while connections are open."""
        name = f"portal_{secrets.token_hex(6)}"
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def copy(self, url: str) -> Iterator[str]:
        """The URL of a copy of the database, to which nobody may be connected; dropped at the end."""
        name = f"portal_{secrets.token_hex(6)}"
        source = sql.Identifier(url.rpartition("/")[2])
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), source))
        try:
            yield self.url(name)
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=LOOPBACK, port=self.port, user="portal", password=self.password, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def running() -> Iterator[Postgres]:
    """A server for the time of the block."""
    home = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    owner = _ordinary_user()
    try:
        programs = _programs(home)
        server = Postgres(port=free_port(), password=secrets.token_hex(16))
        _make_cluster(programs, home, owner, server.password)
        _control(programs, home, owner, "start", "-o", _options(home, server.port), "-l", str(home / "log"))
        try:
            yield server
        finally:
            _control(programs, home, owner, "stop", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _ordinary_user() -> str | None:
    """Whose process the server is: initdb refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _programs(home: Path) -> Path:
    """The folder of PostgreSQL's programs: the machine's, else from a wheel, else from apt."""
    found = _on_this_machine()
    if found is None and sys.version_info < (3, 13):
        return _from_wheel(home)
    if found is None and apt.can_install():
        apt.install("postgresql")
        found = _on_this_machine()
    if found is None:
        raise RuntimeError("The tests need PostgreSQL: install it, so that initdb and pg_ctl are on the PATH.")
    return found


def _on_this_machine() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # where Debian keeps them, off the PATH
    return next((folder for folder in folders if all((folder / name).exists() for name in PROGRAMS)), None)


def _from_wheel(home: Path) -> Path:
    """A copy in `home`: the owner of the server may not be able to read our folder."""
    if not WHEEL.exists():
        lock = ROOT / "requirements-postgres.lock"
        options = ["--quiet", "--require-hashes", "--target", str(WHEEL), "--requirement", str(lock)]
        subprocess.run([sys.executable, "-m", "pip", "install", *options], check=True)
    shutil.copytree(WHEEL, home / "wheel", symlinks=True)
    return home / "wheel" / "pgserver" / "pginstall" / "bin"


def _make_cluster(programs: Path, home: Path, owner: str | None, password: str) -> None:
    secret = home / "password"
    secret.write_text(password, encoding="ascii")
    if owner is not None:
        for path in (home, secret):
            shutil.chown(path, owner)
    options = ["--username=portal", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
    _run([str(programs / "initdb"), f"--pgdata={home / 'data'}", *options], home, owner)


def _options(home: Path, port: int) -> str:
    settings = {**SETTINGS, **UNSAFE, "port": str(port), "unix_socket_directories": str(home)}
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def _control(programs: Path, home: Path, owner: str | None, verb: str, *options: str) -> None:
    _run([str(programs / "pg_ctl"), verb, "-w", "-D", str(home / "data"), *options], home, owner)


def _run(command: list[str], home: Path, owner: str | None) -> None:
    # Not a pipe: the server inherits it from pg_ctl and would keep it open.
    with (home / "output").open("w+", encoding="utf-8") as output:
        done = subprocess.run(
            command,
            cwd=home,
            user=owner,
            group=None if owner is None else pwd.getpwnam(owner).pw_gid,
            extra_groups=None if owner is None else [],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
        output.seek(0)
        if done.returncode != 0:
            raise RuntimeError(f"{Path(command[0]).name} failed:\n{output.read()}")
