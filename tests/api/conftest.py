"""The depot, generated once for all tests of this folder, and served for each module of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.clients import Client, Depot
from tests.servers.ports import free_port
from tests.sites.place import Place, make_place

SPECS = Path(__file__).parent / "depot" / "specs"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_place(SPECS, tmp_path_factory.mktemp("built"))
    place.build()
    return place


@pytest.fixture(scope="module")
def depot(built: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Depot]:
    """A copy for each module, which nobody has changed yet."""
    folder = tmp_path_factory.mktemp("depot")
    shutil.copytree(built.folder, folder, dirs_exist_ok=True)
    place = Place(folder, free_port())
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
