"""A tool shed whose tools have photographs, on both databases; and where it is restored to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runtime.backup.databases import database_at
from runtime.backup.taking import Site
from runtime.settings import read_settings
from tests.generation.conftest import TOOLSHED, change
from tests.servers.ports import free_port
from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place

WORDS = "a photograph\n"


@pytest.fixture(scope="module")
def shed(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Built, with demo records and accounts. Nobody changes it but by writing records."""
    url = None if database_url.startswith("sqlite") else database_url
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"), url)
    change(place, "records/tool.yaml", "  bought:    { type: date, max: today }\n", "  photo: { type: file }\n")
    (place.specs / "demo" / "tool.yaml").write_text("saw:\n  name: Saw\n  keeper: ada\n  photo: files/saw.txt\n")
    (place.specs / "demo" / "files").mkdir()
    (place.specs / "demo" / "files" / "saw.txt").write_text(WORDS)
    (place.folder / "extensions").mkdir()
    (place.folder / "extensions" / "by_hand.txt").write_text("kept\n")
    place.build()
    return place


@contextmanager
def empty_place(request: pytest.FixtureRequest, like: Place, folder: Path) -> Iterator[Place]:
    """A folder with nothing in it, and an empty database of the same kind."""
    if like.database_url is None:
        yield Place(folder, free_port())
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield Place(folder, free_port(), url)


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, shed: Place, tmp_path: Path) -> Iterator[Place]:
    with empty_place(request, shed, tmp_path) as place:
        yield place


def contents_of(place: Place) -> dict[str, object]:
    """Rows and checksums of all tables of its database, and under "" its definitions."""
    contents = database_at(url_of(place)).contents()
    return {**{name: (table.rows, table.checksum) for name, table in contents.tables.items()}, "": contents.schema}


def url_of(place: Place) -> str:
    return place.database_url or f"sqlite:///{place.var / 'portal.db'}"


def site_of(place: Place) -> Site:
    settings = read_settings({"DATABASE_URL": url_of(place)}, var=place.var)
    return Site(settings, place.specs, place.folder / "extensions", place.out)
