"""What nobody takes, and what somebody refuses, goes to the next one: never back, until nobody is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.routing.house import House

DAY = timedelta(days=1)


def offered(house: House, *names: str) -> Mapping[str, Any]:
    """A repair for one of new firms of these names."""
    return house.repair(house.area(firms=tuple(house.firm(name) for name in names)))


def firm_of(house: House, repair: Mapping[str, Any]) -> str:
    return house.name("firm", house.row("repair", repair["id"])["firm_id"])


def passed_on(house: House, repair: Mapping[str, Any], times: int) -> None:
    """Waits for all jobs that are due; they are so many by then."""
    house.let_pass(repair["id"], 3 * DAY)
    house.wait(lambda: [job["state"] for job in house.jobs(repair["id"])].count("done") == times)


def test_what_nobody_takes_goes_on_and_never_back(house: House) -> None:
    repair = offered(house, "Kilo", "Lima")
    (job,) = house.jobs(repair["id"])
    assert (job["due"], firm_of(house, repair)) == (repair["created"] + 2 * DAY, "Kilo")
    passed_on(house, repair, 1)
    assert firm_of(house, repair) == "Lima"
    after = house.row("repair", repair["id"])
    assert after["routed"] == ("Passed on, since nothing had happened for 2 days. Firm by rule 1: the only one.")
    assert (after["updated_by"], after["routed_since"] > repair["routed_since"]) == (None, True)
    passed_on(house, repair, 2)
    last = house.row("repair", repair["id"])
    assert (last["firm_id"], last["call"]) == (None, True)
    assert last["routed"] == ("Passed on, since nothing had happened for 2 days. By rule 2. Rule 1 found nobody.")
    assert len(house.jobs(repair["id"])) == 2


def test_who_refuses_passes_it_on(house: House) -> None:
    fitters = house.fitters
    repair = house.repair(house.area(firms=tuple(fitters.values())))
    had = []
    for _ in fitters:
        who = next(name for name, firm in fitters.items() if firm == house.row("repair", repair["id"])["firm_id"])
        had.append(who)
        house.do("repair", repair["id"], "decline", who, why="Full")
    assert sorted(had) == ["al", "bo"]
    last = house.row("repair", repair["id"])
    assert (last["firm_id"], last["call"]) == (None, True)
    assert last["routed"] == "After “Decline”. By rule 4. Rule 3 found nobody."


def test_who_was_given_it_by_hand_had_it_too(house: House) -> None:
    fitters = house.fitters
    repair = house.repair(house.area(firms=(fitters["al"], fitters["bo"])), firm=str(fitters["al"]))
    assert (firm_of(house, repair), repair["routed"], house.jobs(repair["id"])) == ("Alpha", None, [])
    house.do("repair", repair["id"], "decline", "al", why="Full")
    assert firm_of(house, repair) == "Beta"
    after = house.do("repair", repair["id"], "decline", "bo", why="Full")
    assert after["firm_id"] is None


def test_what_was_taken_stays(house: House) -> None:
    fitters = house.fitters
    repair = house.repair(house.area(firms=(fitters["al"], fitters["bo"])))
    who = next(name for name, firm in fitters.items() if firm == repair["firm_id"])
    before = house.do("repair", repair["id"], "accept", who)
    passed_on(house, repair, 1)
    assert house.row("repair", repair["id"]) == before


def test_what_was_given_to_somebody_else_stays(house: House) -> None:
    repair = offered(house, "Mike", "November", "Oscar")
    oscar = str(house.rows("firm", name="Oscar")[-1]["id"])
    answer = house.client("hugo").put(f"/repairs/{repair['id']}", {"revision": repair["revision"], "firm": oscar})
    assert answer.status == 200, answer
    passed_on(house, repair, 1)
    assert firm_of(house, repair) == "Oscar"


def test_who_gives_it_with_the_move_decides(house: House) -> None:
    repair = offered(house, "Papa", "Quebec")
    quebec = str(house.rows("firm", name="Quebec")[-1]["id"])
    after = house.do("repair", repair["id"], "assign", "hugo", firm=quebec)
    assert (after["firm_id"], after["routed"]) == (int(quebec), repair["routed"])


def test_the_barred_and_those_the_link_refuses_are_passed_over(house: House) -> None:
    firms = (house.firm("A", blocked=True), house.firm("B", active=False), house.firm("Romeo"))
    repair = house.repair(house.area(firms=firms))
    assert firm_of(house, repair) == "Romeo"


def test_computed_values_follow(house: House) -> None:
    repair = offered(house, "Sierra", "Tango")
    assert [house.rows("firm", name=name)[-1]["offered"] for name in ("Sierra", "Tango")] == [1, 0]
    passed_on(house, repair, 1)
    assert [house.rows("firm", name=name)[-1]["offered"] for name in ("Sierra", "Tango")] == [0, 1]


def test_a_job_that_runs_again_finds_nothing_to_do(house: House) -> None:
    repair = offered(house, "Uniform", "Victor", "Whiskey")
    passed_on(house, repair, 1)
    before = house.row("repair", repair["id"])
    (first, _) = house.jobs(repair["id"])
    house.set("portal_job", first["id"], state="waiting", due=first["created"], ended=None)
    house.wait(lambda: house.row("portal_job", first["id"])["state"] == "done")
    assert house.row("repair", repair["id"]) == before
