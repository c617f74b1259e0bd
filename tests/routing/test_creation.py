"""New records are given to somebody by the first rule that comes about."""

from __future__ import annotations

from tests.routing.house import House


def test_turns_go_round(house: House) -> None:
    area = house.area(team=house.team("Anna", "Ben", "Cleo"))
    given = [house.name("clerk", house.report(area)["clerk_id"]) for _ in range(7)]
    assert given == ["Anna", "Ben", "Cleo", "Anna", "Ben", "Cleo", "Anna"]


def test_the_least_busy_is_picked(house: House) -> None:
    area = house.area(crisis=house.team("Dora", "Emil"))
    first, second = (house.report(area, height="neck") for _ in range(2))
    assert [house.name("clerk", each["clerk_id"]) for each in (first, second)] == ["Dora", "Emil"]
    assert [house.row("team", each["team_id"])["name"] for each in (first, second)] == ["Team", "Team"]
    assert first["urgent"]
    house.do("damage", first["id"], "dry", "anna")
    third, fourth = (house.report(area, height="neck") for _ in range(2))
    assert [house.name("clerk", each["clerk_id"]) for each in (third, fourth)] == ["Dora", "Emil"]
