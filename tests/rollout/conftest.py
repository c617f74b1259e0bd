"""The tool shed on both databases, and what stands in its database."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime.engine import open_engines
from tests.generation.conftest import TOOLSHED
from tests.sites.place import Place, make_place


@pytest.fixture(scope="module")
def shed(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """With its demo records. The tests of a module change it one after the other."""
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"), database_url)
    place.build()
    return place


def rows(place: Place, query: str) -> list[tuple[object, ...]]:
    assert place.database_url is not None
    engines = open_engines(place.database_url).made_by("operator")
    try:
        with engines.read.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]
    finally:
        engines.dispose()


def execute(place: Place, statement: str) -> None:
    """As somebody with a database client would."""
    assert place.database_url is not None
    engines = open_engines(place.database_url).made_by("operator")
    with engines.write.begin() as connection:
        connection.execute(sa.text(statement))
    engines.dispose()


def write(place: Place, path: str, old: str, new: str) -> None:
    """Replaces a text that stands once in a spec file."""
    file: Path = place.specs / path
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new))
