"""The copy before an apply, and PostgreSQL's programs in the version that fits."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.backup import programs, take_backup
from runtime.backup.contents import sum_rows
from runtime.backup.databases import database_at
from runtime.backup.errors import BackupError
from runtime.backup.programs import find_program
from runtime.settings import Settings, read_settings
from tests.servers.postgres import Postgres

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({}, var=tmp_path)


def fill(settings: Settings) -> None:
    with sqlite3.connect(settings.var / "portal.db") as connection:
        connection.execute("CREATE TABLE berth (name TEXT, depth)")
        connection.executemany("INSERT INTO berth VALUES (?, ?)", [("Pier", 4), ("Pier", b"4"), ("Süd", None)])
    connection.close()


def test_the_copy_before_an_apply_is_kept_five_times(settings: Settings) -> None:
    fill(settings)
    made = [path for number in range(7) if (path := take_backup(settings, NOW + timedelta(seconds=number))) is not None]
    assert len(made) == 7
    folder = settings.var / "backups"
    assert sorted(folder.iterdir()) == made[2:]
    assert made[6] == folder / "2026-03-02T09-30-06-000000Z.db"
    assert database_at(f"sqlite:///{made[6]}").contents() == database_at(settings.database_url).contents()
    assert (folder / made[6].name).stat().st_mode & 0o077 == 0


def test_nothing_is_copied_where_there_is_nothing(settings: Settings, postgres_url: str, tmp_path: Path) -> None:
    assert take_backup(settings, NOW) is None
    assert take_backup(read_settings({"DATABASE_URL": postgres_url}, var=tmp_path), NOW) is None
    assert not (settings.var / "backups").exists()


def test_a_damaged_database_is_told(settings: Settings) -> None:
    fill(settings)
    path = settings.var / "portal.db"
    content = bytearray(path.read_bytes())
    content[4096 + 100 :] = b"\xff" * (len(content) - 4196)
    path.write_bytes(content)
    with pytest.raises(BackupError, match=r"SQLite says|is damaged"):
        database_at(settings.database_url).contents()


def test_sums_tell_values_apart_and_rows_that_come_twice() -> None:
    assert sum_rows([b"a", b"b"]) == sum_rows([b"b", b"a"])
    assert sum_rows([b"a", b"a"]) != sum_rows([b"b", b"b"]) != sum_rows([])
    assert sum_rows([b"a"]).checksum != sum_rows([b"a", b"a", b"a"]).checksum


def test_values_of_another_type_are_other_values(settings: Settings) -> None:
    fill(settings)
    before = database_at(settings.database_url).contents().tables["berth"]
    with sqlite3.connect(settings.var / "portal.db") as connection:
        connection.execute("UPDATE berth SET depth = '4' WHERE depth = 4")
    connection.close()
    after = database_at(settings.database_url).contents().tables["berth"]
    assert (before.rows, after.rows) == (3, 3) and before.checksum != after.checksum


@pytest.mark.parametrize("address", ["", "mysql://x/y", "sqlite://", "nonsense"])
def test_another_database_is_told(address: str) -> None:
    with pytest.raises(BackupError, match="DATABASE_URL cannot be used"):
        database_at(address)


def stand_in(folder: Path, version: int) -> Path:
    """A pg_dump that only says its version."""
    program = folder / str(version) / "bin" / "pg_dump"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.4 (Debian {version}.4-1)'\n")
    program.chmod(0o755)
    return program


def test_the_program_fits_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupError) as none:
        find_program("pg_dump", 16)
    assert none.value.words == (
        "the server is PostgreSQL 16, and pg_dump of version 16 or newer is needed. Install PostgreSQL's client "
        "programs (Debian: postgresql-client-16), so that pg_dump is on the PATH"
    )
    stand_in(tmp_path, 15)
    with pytest.raises(BackupError, match=r"is needed; there is only version 15. Install"):
        find_program("pg_dump", 16)
    stand_in(tmp_path, 18)
    right = stand_in(tmp_path, 17)
    assert find_program("pg_dump", 16) == right


def test_a_role_that_may_make_no_database_is_told_what_to_do(postgres_server: Postgres, tmp_path: Path) -> None:
    import psycopg
    from sqlalchemy import make_url

    with postgres_server.database() as url:
        plain = make_url(url).set(drivername="postgresql")
        with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute("DROP ROLE IF EXISTS clerk")
            connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'dull-enough'")
        try:
            theirs = make_url(url).set(username="clerk", password="dull-enough").render_as_string(hide_password=False)
            with (
                pytest.raises(
                    BackupError, match=r"clerk may not create one. Run as a superuser: ALTER ROLE clerk CREATEDB"
                ),
                database_at(theirs).scratch(tmp_path),
            ):
                pass
        finally:
            with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as connection:
                connection.execute("DROP ROLE clerk")
