"""One marina for all attacks, served as people run it: two captains, each with a ship that the other must not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks.attacker import Attacker, attacker_of
from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place

SPECS = Path(__file__).parent / "specs"


@dataclass(frozen=True, slots=True)
class Marina:
    """Mira attacks; Jan's ship is what she is after, his `mooring` at least."""

    mira: Attacker
    jan: Attacker
    jans_ship: str
    mooring: str


@pytest.fixture(scope="package")
def marina(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marina]:
    yield from made(make_place(SPECS, tmp_path_factory.mktemp("marina")))


@pytest.fixture(scope="module")
def marina_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Marina]:
    with postgres_server.database() as url:
        yield from made(make_place(SPECS, tmp_path_factory.mktemp("marina"), url))


def made(place: Place) -> Iterator[Marina]:
    place.build()
    accounts = {each.name.partition(" ")[0]: each for each in place.accounts()}
    with place.serving():
        mira, jan = attacker_of(accounts["Mira"]), attacker_of(accounts["Jan"])
        yield Marina(mira, jan, ship_of(jan), moor(jan, ship_of(jan)))


def ship_of(captain: Attacker) -> str:
    found = re.search(r'href="/captains/ships/(\d+)"', captain.get("/ships/").text)
    assert found
    return found[1]


def moor(captain: Attacker, ship: str) -> str:
    """The address of a new mooring, without the portal's root."""
    answer = captain.post("/moorings/new", [("ship", ship), ("subject", "One night")])
    assert answer.status == 303, answer.text
    return answer.location.removeprefix(captain.root).removesuffix("/received")
