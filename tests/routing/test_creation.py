"""New records are given to somebody by the first rule that comes about."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

from tests.routing.house import House


def test_turns_go_round(house: House) -> None:
    area = house.area(team=house.team("Anna", "Ben", "Cleo"))
    given = [house.name("clerk", house.report(area)["clerk_id"]) for _ in range(7)]
    assert given == ["Anna", "Ben", "Cleo", "Anna", "Ben", "Cleo", "Anna"]


def test_the_least_busy_is_picked(house: House) -> None:
    area = house.area(crisis=house.team("Dora", "Emil"))
    first, second = (house.report(area, height="neck") for _ in range(2))
    assert [house.name("clerk", each["clerk_id"]) for each in (first, second)] == ["Dora", "Emil"]
    assert first["urgent"]
    house.do("damage", first["id"], "dry", "anna")
    third, fourth = (house.report(area, height="neck") for _ in range(2))
    assert [house.name("clerk", each["clerk_id"]) for each in (third, fourth)] == ["Dora", "Emil"]


def test_the_reason_names_the_rule_and_nobody(house: House) -> None:
    team = house.team("Anna", "Ben")
    found = house.report(house.area(crisis=team), height="neck")
    assert found["routed"] == "Clerk by rule 1, since its height is To the neck: the least busy of 2."
    assert found["routed_since"] == found["created"]
    found = house.report(house.area(team=team))
    assert found["routed"] == "Clerk by rule 3, since its area's team is set: whose turn it was, of 2."


def test_the_last_resort_counts_where_nobody_is_found(house: House) -> None:
    nobody, crisis = house.team(), house.team("Dora")
    found = house.report(house.area(team=nobody, crisis=crisis))
    assert (found["team_id"], found["clerk_id"]) == (crisis, None)
    assert found["routed"] == "By rule 4. Rule 3 found nobody."
    found = house.report(house.area(team=nobody))
    assert (found["team_id"], found["clerk_id"]) == (None, None)


def test_who_may_not_be_chosen_is_not_picked(house: House) -> None:
    team = house.team("Anna", "Ben")
    house.set("clerk", house.rows("clerk", team_id=team)[0]["id"], away=True)
    area = house.area(team=team)
    assert [house.name("clerk", house.report(area)["clerk_id"]) for _ in range(2)] == ["Ben", "Ben"]


def test_lines_and_what_is_computed_from_them_count(house: House) -> None:
    area = house.area(team=house.team("Anna"))
    found = house.report(area, pumps=[{"litres": 600}, {"litres": 500}])
    assert (found["litres"], house.name("clerk", found["clerk_id"])) == (1100, "Hugo")
    found = house.report(area, pumps=[{"litres": 600}])
    assert house.name("clerk", found["clerk_id"]) == "Anna"


def test_what_somebody_enters_stays(house: House) -> None:
    own, other = house.team("Anna"), house.team("Ben")
    area, resident = house.area(team=own), str(house.rows("resident")[0]["id"])
    (ben,) = house.rows("clerk", team_id=other)
    found = house.report(area, "anna", resident=resident, clerk=str(ben["id"]))
    assert (found["clerk_id"], found["team_id"], found["routed"]) == (ben["id"], None, None)
    found = house.report(area, "anna", resident=resident, team=str(other))
    assert (found["team_id"], found["clerk_id"]) == (other, ben["id"])


def test_what_is_routed_out_of_sight_is_made(house: House) -> None:
    """Heads see what is not urgent, and rule 1 makes it urgent: the person's rights were judged before."""
    area, resident = house.area(crisis=house.team("Dora")), str(house.rows("resident")[0]["id"])
    sent = {"what": "Flood", "area": str(area), "height": "neck", "resident": resident}
    answer = house.client("hugo").post("/damages/", sent)
    assert (answer.status, list(answer.json)) == (201, ["result"])
    assert house.row("damage", int(answer.result["id"]))["urgent"]
    answer = house.client("hugo").post("/damages/", {**sent, "urgent": True, "height": "ankle"})
    assert answer.status == 422, answer
    shown = house.enter("hugo", "/damages/new", **{**sent, "what": "Flood on a page", "rooms": "1"})
    assert shown.status == 303, shown.text
    assert "/received?_of=" in shown.headers["Location"]


def test_clocks_go_by_what_routing_sets(house: House) -> None:
    found = house.report(house.area(crisis=house.team("Dora")), height="neck")
    assert (found["pace"], found["resolve_by"]) == ("fast", found["created"] + timedelta(hours=4))
    due = {job["due"] for job in house.rows("portal_job", kind="escalation") if f"/{found['id']}/" in job["key"]}
    assert found["created"] + timedelta(hours=2) in due


def test_history_tells_of_it(house: House) -> None:
    found = house.report(house.area(team=house.team("Anna")))
    (told,) = house.rows("portal_history", record_id=found["id"])
    changes = json.loads(told["changes"])
    assert told["action"] == "create"
    assert changes["routed"] == [None, found["routed"]]
    assert str(changes["clerk"][1]) == str(found["clerk_id"])


def test_the_timeline_tells_of_it_to_staff(house: House) -> None:
    damage = house.report(house.area(team=house.team("Anna", "Ben")))
    house.do("damage", damage["id"], "hand_over", "anna")
    visitor = house.visitor("anna")
    text = visitor.get(f"{visitor.root}/damages/{damage['id']}/history").text
    assert "After “Hand over”. Clerk by rule 5: the only one." in text


def test_staff_see_why_and_others_do_not(house: House) -> None:
    found = house.report(house.area(team=house.team("Anna")))
    shown = house.client("anna").get(f"/damages/{found['id']}").result
    assert shown["routed"] == found["routed"]
    shown = house.client("ida").get(f"/damages/{found['id']}").result
    assert set(shown).isdisjoint({"routed", "routed_since", "clerk", "team"})


def test_what_follows_from_a_move_is_routed_too(house: House) -> None:
    firms = tuple(house.firm(name) for name in "ABC")
    damage = house.report(house.area(firms=firms), rooms=200)
    house.do("damage", damage["id"], "order", "anna")
    repairs = house.rows("repair", damage_id=damage["id"])
    assert sorted(Counter(each["firm_id"] for each in repairs).values()) == [66, 67, 67]
    assert {each["routed"] for each in repairs} == {"Firm by rule 1: whose turn it was, of 3."}
    turns = [each["turn"] for each in house.rows("portal_assignment", record="repair") if each["candidate_id"] in firms]
    assert len(set(turns)) == 200
    assert [house.row("firm", firm)["offered"] for firm in firms] == [67, 67, 66]


def test_whoever_had_it_does_not_get_it_after_a_move(house: House) -> None:
    damage = house.report(house.area(team=house.team("Anna", "Ben")))
    given = [damage["clerk_id"]]
    for _ in range(2):
        damage = house.do("damage", damage["id"], "hand_over", "hugo" if not damage["urgent"] else "anna")
        given.append(damage["clerk_id"])
    assert [house.name("clerk", each) for each in given] == ["Anna", "Ben", ""]
    assert damage["routed"] == "After “Hand over”. By rule 6. Rule 5 found nobody."
    assert damage["urgent"]


def test_with_the_record_goes_what_routing_knows_of_it(house: House) -> None:
    damage = house.report(house.area(team=house.team("Anna")))
    assert len(house.rows("portal_assignment", record_id=damage["id"])) == 1
    answer = house.client("anna").delete(f"/damages/{damage['id']}?revision={damage['revision']}")
    assert answer.status == 204, answer
    assert house.rows("portal_assignment", record_id=damage["id"]) == []


def test_a_trial_takes_no_turn(house: House) -> None:
    """A form with another fault is tried, to tell all faults at once."""
    area = house.area(team=house.team("Anna", "Ben"))
    first = house.report(area)
    assert house.enter("ida", "/damages/new", what="", area=str(area), height="ankle", rooms="1").status == 422
    second = house.report(area)
    assert [house.name("clerk", each["clerk_id"]) for each in (first, second)] == ["Anna", "Ben"]
