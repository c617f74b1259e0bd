"""What links may point to: the records seen there, of which `where` lets pass some, by what the form holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from sqlalchemy import update

from runtime.scope import BadQuery, few
from runtime.scope.shape import Shapes
from runtime.seam import Planning
from tests.scope.conftest import Marina
from tests.scope.marina import MARINA
from tests.servers.statements import noted


def names(marina: Marina, who: str, field: str, boat: str | None = None, q: str = "") -> list[str]:
    values = {} if boat is None else {"boat_id": marina.ids[boat]}
    return list(marina.reader(who).options("booking", field, values, q).values())


def test_options_are_what_is_seen(marina: Marina) -> None:
    assert names(marina, "ada", "boat") == ["Gull · North", "Tern · North"]
    assert names(marina, "bob", "boat") == ["Crab · South"]
    assert names(marina, "gus", "boat") == ["Crab"]


def test_options_pass_the_condition_of_the_link(marina: Marina) -> None:
    assert names(marina, "ada", "berth", "gull") == ["A2", "A3"]
    assert names(marina, "ada", "berth", "tern") == ["A3"]
    assert names(marina, "bob", "berth", "crab") == ["A1", "A2", "A3"]
    assert names(marina, "ada", "berth") == []  # no boat yet, so nothing fits
    assert names(marina, "ada", "berth", "crab") == []  # not her boat: what fits it is not hers to know


def test_a_portal_says_its_own_condition(marina: Marina) -> None:
    assert names(marina, "gus", "berth", "crab") == ["A2"]


def test_options_are_searched_by_their_titles(marina: Marina) -> None:
    assert names(marina, "ada", "boat", q="TER") == ["Tern · North"]
    assert names(marina, "ada", "boat", q="north gull") == ["Gull · North"]
    assert names(marina, "ada", "boat", q="sloop") == []
    assert len(marina.reader("ada").options("booking", "boat", {}, limit=1)) == 1


@pytest.mark.parametrize(
    ("who", "field", "boat"), [("ada", "boat", "gull"), ("bob", "berth", "crab"), ("gus", "boat", "crab")]
)
def test_a_select_has_all_of_them_in_their_order_or_is_told_that_there_are_too_many(
    marina: Marina, who: str, field: str, boat: str
) -> None:
    reader, values = marina.reader(who), {"boat_id": marina.ids[boat]}
    every = reader.options("booking", field, values)
    assert list(reader.few_options("booking", [field], values, limit=9)[field].items()) == list(every.items())
    for limit in range(1, len(every) + 1):
        some = reader.few_options("booking", [field], values, limit=limit)[field]
        assert len(some) == limit
        assert some.items() <= every.items()


@pytest.mark.parametrize("who", ["ada", "bob", "gus"])
@pytest.mark.parametrize("plan", [Planning.ONCE, Planning.EACH_TIME])
def test_all_links_of_a_form_have_those_that_each_has_alone(
    marina: Marina, who: str, plan: Planning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(few, "planning_of_count", lambda _root, _where: plan)
    monkeypatch.setattr(marina.scopes, "shapes", Shapes())
    reader, values = marina.reader(who), {"boat_id": marina.ids["crab" if who != "ada" else "gull"]}
    for limit in (1, 2, 9):
        alone = {name: reader.few_options("booking", [name], values, limit=limit)[name] for name in ("boat", "berth")}
        with noted() as ran:
            together = reader.few_options("booking", ["boat", "berth"], values, limit=limit)
        assert len(ran) == (1 if plan is Planning.ONCE else 2)
        assert {name: len(found) for name, found in together.items()} == {n: len(found) for n, found in alone.items()}
        if limit == 9:
            assert {name: [*found.items()] for name, found in together.items()} == {
                name: [*found.items()] for name, found in alone.items()
            }


@pytest.fixture
def disordered(marina: Marina) -> Iterator[None]:
    """The order of titles is not that of ids."""

    def rename(key: str, which: str, name: str) -> None:
        table = MARINA.records[key].model.__table__
        with marina.engines.write.begin() as connection:
            connection.execute(update(table).where(table.c.id == marina.ids[which]).values(name=name))

    rename("berth", "a2", "Z2")
    rename("boat", "gull", "Yawl")
    yield
    rename("berth", "a2", "A2")
    rename("boat", "gull", "Gull")


@pytest.mark.usefixtures("disordered")
@pytest.mark.parametrize("who", ["ada", "bob", "gus"])
@pytest.mark.parametrize("most", [1, 2])
def test_each_link_has_what_a_search_finds_whichever_are_asked_with_it(
    marina: Marina, who: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In any order and number, for boats of one's own and of others."""
    monkeypatch.setattr(few, "MOST_TOGETHER", most)
    monkeypatch.setattr(few, "planning_of_count", lambda _root, _where: Planning.ONCE)
    monkeypatch.setattr(marina.scopes, "shapes", Shapes())
    reader = marina.reader(who)
    for boat in ("gull", "tern", "crab"):
        values = {"boat_id": marina.ids[boat]}
        alone = {field: [*reader.options("booking", field, values).items()] for field in ("boat", "berth")}
        for fields in (each for size in range(1, len(alone) + 1) for each in permutations(alone, size)):
            with noted() as ran:
                together = reader.few_options("booking", fields, values, limit=9)
            assert len(ran) == -(-len(fields) // most)
            assert {field: [*found.items()] for field, found in together.items()} == {
                field: alone[field] for field in fields
            }


@pytest.mark.parametrize("field", ["warden", "state", "nonsense", "id", "boat_id", "warden.name"])
def test_only_links_that_one_may_set_have_options(marina: Marina, field: str) -> None:
    with pytest.raises(BadQuery, match="nothing to choose"):
        marina.reader("ada").options("booking", field, {})
    with pytest.raises(BadQuery, match="nothing to choose"):
        marina.reader("ada").allowed("booking", {}, {field: [1]})


def test_allowed_ids(marina: Marina) -> None:
    ids, ada = marina.ids, marina.reader("ada")
    values = {"boat_id": ids["gull"]}
    berths, boats = [ids["a1"], ids["a2"], ids["a3"], 4, -1], [ids["crab"], ids["gull"]]
    assert ada.allowed("booking", values, {"berth": berths}) == {"berth": {ids["a2"], ids["a3"]}}
    assert ada.allowed("booking", values, {"boat": boats}) == {"boat": {ids["gull"]}}
    assert ada.allowed("booking", values, {"boat": []}) == {"boat": frozenset()}
    together = {"boat": {ids["gull"]}, "berth": {ids["a2"], ids["a3"]}}
    assert ada.allowed("booking", values, {"boat": boats, "berth": berths}) == together
    assert ada.allowed("booking", values, {"boat": [], "berth": berths[:1]}) == {"boat": set(), "berth": set()}
    crossed = ada.allowed("booking", values, {"boat": berths, "berth": boats})  # each link has records of its own
    assert crossed == {"boat": set(), "berth": set()}


def test_what_a_form_lacks_is_as_stored(marina: Marina) -> None:
    def titles(who: str, booking: str, values: dict[str, object]) -> list[str]:
        found = marina.reader(who).options("booking", "berth", values, record_id=marina.ids[booking])
        return list(found.values())

    ids = marina.ids
    assert titles("ada", "b1", {}) == ["A2", "A3"]  # its boat is Gull
    assert titles("ada", "b1", {"boat_id": ids["tern"]}) == ["A3"]
    assert titles("ada", "b1", {"boat_id": None}) == []
    assert titles("ada", "b4", {}) == []  # not hers to see, nor what would fit it
    assert titles("bob", "b4", {"unknown": 1}) == ["A1", "A2", "A3"]
    berths = {"berth": [ids["a1"], ids["a2"]]}
    assert marina.reader("ada").allowed("booking", {}, berths, record_id=ids["b1"]) == {"berth": {ids["a2"]}}


def test_for_a_select_no_more_are_sorted_than_it_can_have(marina: Marina) -> None:
    with noted() as ran:
        marina.reader("bob").few_options("booking", ["boat"], {}, limit=9)
    (text,) = ran
    assert text.index("LIMIT") < text.rindex("ORDER BY")
