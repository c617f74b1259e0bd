"""Water damage, served once on each database for all tests; each test reports damages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.routing.house import House
from tests.servers.postgres import Postgres
from tests.sites.place import make_place

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[House]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield House(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def house_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house"), None) as house:
        yield house


@pytest.fixture(scope="package")
def house_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[House]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("house"), url) as house:
        yield house


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest) -> House:
    found: House = request.getfixturevalue(f"house_on_{request.param}")
    return found
