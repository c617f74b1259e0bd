"""The workshop, generated and served once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.place import make_place
from tests.visibility.people import Office, Person

SPECS = Path(__file__).parent / "specs"
NAMED = {"shop": "name", "hand": "name", "job": "subject"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place = make_place(SPECS, tmp_path_factory.mktemp("workshop"))
    place.build()
    with place.serving():
        yield Office.of(place, NAMED)


@pytest.fixture(scope="module")
def bea(shop: Office) -> Person:
    return shop["Bea"]
