"""The bicycle workshop, served once on each database for all tests; each test brings bicycles of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.servers.postgres import Postgres
from tests.sites.place import make_place
from tests.words.shop import Shop

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Shop]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Shop(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def shop_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened(tmp_path_factory.mktemp("shop"), None) as shop:
        yield shop


@pytest.fixture(scope="package")
def shop_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Shop]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("shop"), url) as shop:
        yield shop


@pytest.fixture(params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(f"shop_on_{request.param}")
    return found
