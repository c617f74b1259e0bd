"""The museum store, served once on each database for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.servers.postgres import Postgres
from tests.sites.place import make_place
from tests.touches.store import Store

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Store]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Store(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def store_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("store"), None) as store:
        yield store


@pytest.fixture(scope="package")
def store_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Store]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("store"), url) as store:
        yield store


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"store_on_{request.param}")
    return found
