"""The depot, served for each module of this folder's tests: on SQLite, and on PostgreSQL for those that say BOTH."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.clients import Client, Depot
from tests.servers.ports import free_port
from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place

SPECS = Path(__file__).parent / "depot" / "specs"
BOTH = pytest.mark.parametrize("depot", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Generated once, to be copied."""
    place = make_place(SPECS, tmp_path_factory.mktemp("built"))
    place.build()
    return place


@pytest.fixture(scope="module", params=["sqlite"])
def depot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Depot]:
    """One for each module, which nobody has changed yet."""
    folder = tmp_path_factory.mktemp("depot")
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("on_sqlite").folder, folder, dirs_exist_ok=True)
        yield from served(Place(folder, free_port()))
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        place = make_place(SPECS, folder, url)
        place.build()
        yield from served(place)


def served(place: Place) -> Iterator[Depot]:
    with place.serving():
        yield Depot(place)


@pytest.fixture(scope="module")
def ada(depot: Depot) -> Client:
    """She sends parcels of North Freight."""
    return depot.client("ada")


@pytest.fixture(scope="module")
def max_(depot: Depot) -> Client:
    """Her manager."""
    return depot.client("max")


@pytest.fixture(scope="module")
def pia(depot: Depot) -> Client:
    """She works in the office."""
    return depot.client("pia", "office")


@pytest.fixture
def unchanged(depot: Depot) -> Iterator[None]:
    """Nothing that the test does changes anything."""
    before = depot.rows()
    yield
    assert depot.rows() == before
