"""A fresh database for each test, once as SQLite and once as PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.migrations.world import Database
from tests.servers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'portal.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture
def database(fresh_url: str) -> Iterator[Database]:
    opened = Database(fresh_url)
    yield opened
    opened.engines.dispose()
