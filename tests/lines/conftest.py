"""The bazaar, whose orders have items as lines: served for each module on SQLite, and on PostgreSQL for BOTH."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lines.bazaar import Bazaar
from tests.servers.postgres import Postgres
from tests.sites.place import make_place

SPECS = Path(__file__).parent / "specs"


@pytest.fixture(scope="module", params=["sqlite"])
def bazaar(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bazaar]:
    folder = tmp_path_factory.mktemp("bazaar")
    if request.param == "sqlite":
        yield from _served(folder, None)
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield from _served(folder, url)


def _served(folder: Path, url: str | None) -> Iterator[Bazaar]:
    place = make_place(SPECS, folder, url)
    place.build()
    with place.serving():
        yield Bazaar(place)


@pytest.fixture
def unchanged(bazaar: Bazaar) -> Iterator[None]:
    """Nothing that the test does changes anything."""
    before = bazaar.rows()
    yield
    assert bazaar.rows() == before
