"""The lift service, served once on each database for all tests; each test reports breakdowns of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.levels.depot import Depot
from tests.servers.postgres import Postgres
from tests.sites.place import make_place

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Depot]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Depot(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def depot_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Depot]:
    with opened(tmp_path_factory.mktemp("depot"), None) as depot:
        yield depot


@pytest.fixture(scope="package")
def depot_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Depot]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("depot"), url) as depot:
        yield depot


@pytest.fixture(params=["sqlite", "postgres"])
def depot(request: pytest.FixtureRequest) -> Depot:
    found: Depot = request.getfixturevalue(f"depot_on_{request.param}")
    return found
