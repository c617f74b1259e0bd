"""The kiln, served once on each database for all tests; every test finds it as it was when it opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.pages.checkers import Checkers, installed
from tests.servers.postgres import Postgres
from tests.sites.place import make_place
from tests.workflow.kiln import Kiln

SPECS = Path(__file__).parent / "specs"


@contextmanager
def opened(folder: Path, url: str | None) -> Iterator[Kiln]:
    place = make_place(SPECS, folder, url)
    place.build()
    engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        with place.serving():
            yield Kiln(place, engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="package")
def kiln_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiln]:
    with opened(tmp_path_factory.mktemp("kiln"), None) as kiln:
        yield kiln


@pytest.fixture(scope="package")
def kiln_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Kiln]:
    with postgres_server.database() as url, opened(tmp_path_factory.mktemp("kiln"), url) as kiln:
        yield kiln


@pytest.fixture(params=["sqlite", "postgres"])
def kiln(request: pytest.FixtureRequest) -> Kiln:
    """As it was when it opened."""
    found: Kiln = request.getfixturevalue(f"kiln_on_{request.param}")
    found.restore()
    return found


@pytest.fixture(scope="package")
def checkers(pytestconfig: pytest.Config) -> Checkers:
    return installed(Path(pytestconfig.cache.mkdir("page-checkers")))
