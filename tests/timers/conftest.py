"""The parcel rooms, served once on each database for all tests; each test brings parcels of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.servers.postgres import Postgres
from tests.sites.place import make_place
from tests.timers.rooms import Rooms

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Rooms]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Rooms(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def rooms_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    with opened(tmp_path_factory.mktemp("rooms"), None) as rooms:
        yield rooms


@pytest.fixture(scope="package")
def rooms_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Rooms]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("rooms"), url) as rooms:
        yield rooms


@pytest.fixture(params=["sqlite", "postgres"])
def rooms(request: pytest.FixtureRequest) -> Rooms:
    found: Rooms = request.getfixturevalue(f"rooms_on_{request.param}")
    return found
