"""The parcel office, generated and served once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.place import make_place
from tests.visibility.people import Office

SPECS = Path(__file__).parent / "specs"
NAMED = {
    "firm": "name", "person": "name", "clerk": "name", "depot": "name", "parcel": "subject", "scan": "place",
    "notice": "headline",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place = make_place(SPECS, tmp_path_factory.mktemp("parcels"))
    place.build()
    with place.serving():
        yield Office.of(place, NAMED)
