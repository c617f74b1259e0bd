"""First pages are read straight from the indexes that the specs gave; a list that no index serves is warned of.

The tests follow each other. Plans, not times.
"""

from __future__ import annotations

from tests.walks.conftest import PARCELS, Depot

SORTS = {"sqlite": "TEMP B-TREE", "postgresql": "Sort"}
WALKS = {"sqlite": "SCAN", "postgresql": "Seq Scan"}


def test_the_rows_of_one_person_come_in_order_from_an_index(depot: Depot) -> None:
    newest, latest, oldest = depot.plans("shippers", "-id", "-updated", "updated")
    assert "ix_parcel_sender_id_id" in newest, newest
    for plan in (latest, oldest):
        assert "ix_parcel_sender_id_updated_id" in plan, plan
    for plan in (newest, latest, oldest):
        assert SORTS[depot.dialect] not in plan, plan
        assert WALKS[depot.dialect] not in plan, plan


def test_all_rows_come_in_order_from_an_index(depot: Depot) -> None:
    for plan in depot.plans("office", "-updated", "updated"):
        assert "ix_parcel_updated_id" in plan, plan
        assert SORTS[depot.dialect] not in plan, plan


def test_lists_that_indexes_serve_and_lists_of_all_are_no_fault(depot: Depot) -> None:
    assert depot.lists() == []


def test_a_rule_that_no_index_serves_is_warned_of_at_its_line(depot: Depot) -> None:
    menu(depot, 'contains(code, "999") and place == "lost" or contains(code, "12000")')
    (found,) = depot.lists()  # before it is applied
    assert found["code"] == "S940" and found["severity"] == "warning"
    assert (found["file"], found["line"]) == ("specs/portals/office.yaml", 10)
    assert found["message"] == f"portal 'office': 'odd' goes through all {PARCELS:,} records of 'parcel' to find 1"
    depot.apply()
    told = depot.place.portal("plan").stdout
    assert told.startswith("No changes.") and "S940" in told and '10 |     where: contains(code, "999")' in told


def test_the_same_question_as_a_comparison_is_none(depot: Depot) -> None:
    menu(depot, 'place == "lost"')
    depot.apply()
    assert depot.lists() == []


def test_rows_of_one_person_without_an_index_are_warned_of(depot: Depot) -> None:
    path = depot.place.specs / "records" / "parcel.yaml"
    path.write_text(path.read_text().replace("rows: sender == me", 'rows: place == "lost" or code == me.email'))
    (found,) = depot.lists()
    assert (found["file"], found["line"]) == ("specs/records/parcel.yaml", 9)
    assert "the list of 'parcel' goes through all 12,000 records of 'parcel' to find 12" in found["message"]


def test_people_may_get_a_field_by_the_same_plan(depot: Depot) -> None:
    """Then nobody can be read as the specs have it: lists are looked at as nobody's, whose plans may be other ones, and
    nothing is in the way of the plan."""
    path = depot.place.specs / "records" / "sender.yaml"
    path.write_text(path.read_text().replace("portals:", "  phone: { type: phone }\nportals:"))
    assert {found["code"] for found in depot.lists()} <= {"S940"}


def menu(depot: Depot, where: str) -> None:
    path = depot.place.specs / "portals" / "office.yaml"
    head = path.read_text().partition("  # more")[0].partition("  odd:")[0]
    path.write_text(f"{head}  odd:\n    list: parcel\n    where: {where}\n")
