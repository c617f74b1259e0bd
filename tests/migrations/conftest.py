"""A fresh database for each test, once as SQLite and once as PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
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
def databases(request: pytest.FixtureRequest, fresh_url: str, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Two of one site: the one that the specs are first applied to, and another one."""
    with ExitStack() as stack:
        other = f"sqlite:///{tmp_path / 'other.db'}"
        if not fresh_url.startswith("sqlite"):
            server: Postgres = request.getfixturevalue("postgres_server")
            other = stack.enter_context(server.database())
        pair = Database(fresh_url), Database(other)
        yield pair
        for each in pair:
            each.engines.dispose()


@pytest.fixture
def database(fresh_url: str) -> Iterator[Database]:
    opened = Database(fresh_url)
    yield opened
    opened.engines.dispose()
