"""The bicycle workshop, served once on each database for all tests; each test brings bicycles of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.comments.spoke import Spoke
from tests.servers.postgres import Postgres
from tests.sites.place import make_place

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Spoke]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Spoke(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def spoke_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoke]:
    with opened(tmp_path_factory.mktemp("spoke"), None) as spoke:
        yield spoke


@pytest.fixture(scope="package")
def spoke_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Spoke]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("spoke"), url) as spoke:
        yield spoke


@pytest.fixture(params=["sqlite", "postgres"])
def spoke(request: pytest.FixtureRequest) -> Spoke:
    found: Spoke = request.getfixturevalue(f"spoke_on_{request.param}")
    return found
