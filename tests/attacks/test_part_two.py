"""The interface as an attacker sends to it: nothing that costs more to refuse than to send, nothing told on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.api.clients import JSON, Client, Depot
from tests.sites.place import make_place

SPECS = Path(__file__).parents[1] / "api" / "depot" / "specs"


@dataclass(frozen=True, slots=True)
class Way:
    """Into the depot: as nobody, and as one of North Freight."""

    depot: Depot
    nobody: Client
    ada: Client


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    place = make_place(SPECS, tmp_path_factory.mktemp("way"))
    place.build()
    with place.serving():
        depot = Depot(place)
        yield Way(depot, depot.nobody(), depot.client("ada"))


@pytest.mark.parametrize("count", [1_001, 60_000])
def test_more_fields_than_any_record_has_are_refused_in_few_words(way: Way, count: int) -> None:
    """Somebody without an account could otherwise have each of them looked up and spoken of."""
    body = {f"emai{place}": 1 for place in range(count)}
    for client, path in ((way.nobody, "/login"), (way.ada, "/parcels/")):
        answer = client.post(path, body)
        assert answer.status == 400
        assert answer.json == {"message": "The body is not JSON: an object in it has more than 1,000 fields."}


def test_more_values_than_any_record_has_are_refused_before_they_are_made(way: Way) -> None:
    body = b'{"papers": [' + b"[]," * 600_000 + b"[]]}"
    answer = way.ada.send("POST", "/parcels/", body, JSON)
    assert answer.status == 400
    assert answer.json == {"message": "The body is not JSON: it has more than 500,000 values."}


def test_files_nested_as_deep_as_can_be_read(way: Way) -> None:
    """Near the limit of reading, where going through the values once more would go beyond it."""
    for depth in range(900, 1_000):
        nested = "[" * depth + "]" * depth
        body = f'{{"contents": "x", "papers": [{{"id": {nested}}}, {{"id": {nested}}}]}}'.encode()
        answer = way.ada.send("POST", "/parcels/", body, JSON)
        assert answer.status in (400, 422), (depth, answer.content)


def test_a_conflict_tells_nothing_of_changes_that_are_not_seen(way: Way) -> None:
    """A parcel that was sent may be seen and not changed; its revision goes up with fields that are hidden, too."""
    parcel = f"/parcels/{way.depot.parcel('Maps')}"
    assert "revision" not in way.ada.get(parcel).result
    guesses = [{"revision": guess, **more} for guess in (1, 2, 99) for more in ({"contents": "x"}, {})]
    [before, *others] = [way.ada.put(parcel, guess) for guess in guesses]
    way.depot.ask("UPDATE parcel SET secret = 'other', revision = revision + 1 WHERE contents = 'Maps'")
    others += [way.ada.put(parcel, guess) for guess in guesses]
    assert all(each.whole == before.whole for each in others)
    assert (before.status, set(before.json)) == (403, {"message"})
    manager = way.depot.client("max")
    assert manager.delete(f"{parcel}?revision=99").status == 403
