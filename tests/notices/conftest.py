"""The harbour, served once on each database for all tests; each test has stays of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.notices.harbour import Harbour
from tests.servers.postgres import Postgres
from tests.sites.place import make_place

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Harbour]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Harbour(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def harbour_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    with opened(tmp_path_factory.mktemp("harbour"), None) as harbour:
        yield harbour


@pytest.fixture(scope="package")
def harbour_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Harbour]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("harbour"), url) as harbour:
        yield harbour


@pytest.fixture(params=["sqlite", "postgres"])
def harbour(request: pytest.FixtureRequest) -> Harbour:
    found: Harbour = request.getfixturevalue(f"harbour_on_{request.param}")
    return found
