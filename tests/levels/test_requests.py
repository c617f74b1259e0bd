"""Service levels by real requests: the clocks of records that are reported, changed, moved, paused and opened again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.levels.depot import Depot

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CLOSED = "2026-12-25 2027-01-01 2027-01-06 2027-03-26 2027-03-29"  # in Bavaria, about the days that tests are run on


def workshop_minutes(start: datetime, span: timedelta) -> datetime:
    """Minute by minute, as the wall clock shows them: the moment after so much time of the workshop."""
    zone, moment, left = ZoneInfo("Europe/Berlin"), start.replace(second=0, microsecond=0), span // MINUTE
    while left:
        local = moment.astimezone(zone)
        left -= local.weekday() < 5 and 7 <= local.hour < 16 and f"{local:%Y-%m-%d}" not in CLOSED
        moment += MINUTE
    return moment


def test_a_new_record_has_its_clocks(depot: Depot) -> None:
    row = depot.row(depot.report("Two people between floors"))
    assert row["respond_by"] == row["created"] + 30 * MINUTE
    assert row["resolve_by"] == row["created"] + 8 * HOUR
    assert row["due_by"] == row["respond_by"]


def test_time_is_that_of_the_calendar(depot: Depot) -> None:
    """Two days are two working days of nine hours."""
    row = depot.row(depot.report("The light is off", "still"))
    assert abs(row["respond_by"] - workshop_minutes(row["created"], 4 * HOUR)) <= MINUTE
    assert abs(row["resolve_by"] - workshop_minutes(row["created"], 2 * 9 * HOUR)) <= MINUTE


def test_another_choice_is_judged_from_the_start(depot: Depot) -> None:
    record = depot.report("It rattles", "noise")
    depot.let_pass(record, HOUR)
    row = depot.edit(record, "ida", danger="trapped")
    start = row["created"] - HOUR
    assert (row["respond_by"], row["resolve_by"]) == (start + 30 * MINUTE, start + 8 * HOUR)
    assert row["due_by"] == row["respond_by"] < datetime.now(UTC)
    assert depot.edit(record, "ida", danger="noise")["respond_by"] > datetime.now(UTC)


def test_what_does_not_matter_changes_no_clock(depot: Depot) -> None:
    record = depot.report("It hangs")
    before = depot.row(record)
    after = depot.edit(record, what="It hangs between floors")
    assert [after[name] for name in KEPT] == [before[name] for name in KEPT]


KEPT = ("respond_by", "resolve_by", "due_by", "service_course")


def test_an_answer_is_an_answer_for_ever(depot: Depot) -> None:
    record = depot.report("The door jams")
    before = depot.row(record)
    row = depot.do(record, "take")
    assert (row["respond_by"], row["resolve_by"]) == (before["respond_by"], before["resolve_by"])
    assert row["due_by"] == row["resolve_by"]
    assert depot.edit(record, danger="noise")["respond_by"] == before["respond_by"]


def test_the_clocks_stand_in_a_pause_and_go_on_after_it(depot: Depot) -> None:
    record = depot.report("The rope is worn")
    before = depot.do(record, "take")
    paused = depot.do(record, "wait")
    assert (paused["resolve_by"], paused["due_by"]) == (None, None)
    assert paused["respond_by"] == before["respond_by"]
    depot.let_pass(record, 3 * HOUR)
    row = depot.do(record, "go_on")
    stood = row["state_since"] - (paused["state_since"] - 3 * HOUR)
    assert row["resolve_by"] == before["resolve_by"] - 3 * HOUR + stood
    assert row["due_by"] == row["resolve_by"]


def test_what_was_late_before_a_pause_stays_late(depot: Depot) -> None:
    record = depot.report("Nothing moves")
    depot.do(record, "take")
    depot.let_pass(record, 9 * HOUR)
    late = depot.row(record)["resolve_by"]
    row = depot.do(record, "wait")
    assert row["resolve_by"] == row["due_by"] == late < datetime.now(UTC)


def test_the_end_stops_the_clocks_and_reopening_goes_on_with_what_was_left(depot: Depot) -> None:
    record = depot.report("A button is stuck")
    taken = depot.do(record, "take")
    done = depot.do(record, "resolve", cause="Chewing gum")
    assert (done["resolve_by"], done["due_by"]) == (taken["resolve_by"], None)
    depot.let_pass(record, 24 * HOUR)
    again = depot.do(record, "complain", "ida")
    stood = again["state_since"] - (done["state_since"] - 24 * HOUR)
    assert again["resolve_by"] == again["due_by"] == taken["resolve_by"] - 24 * HOUR + stood


def test_demo_records_have_clocks(depot: Depot) -> None:
    listed = depot.client("dora").get("/breakdowns/?q=close").json["result"]
    row = depot.row(int(listed[0]["id"]))
    assert row["due_by"] == row["respond_by"] > row["created"]


def test_a_record_without_clocks_begins_with_its_next_change(depot: Depot) -> None:
    record = depot.report("It smells")
    depot.set(record, service_course=None, respond_by=None, resolve_by=None, due_by=None)
    row = depot.edit(record, what="It smells of oil")
    assert row["respond_by"] == row["updated"] + 30 * MINUTE


def test_one_promise_for_all(depot: Depot) -> None:
    answer = depot.client("dora").post("/inspections/", {"place": "Mill Lane 4"})
    assert answer.status == 201, answer
    row = depot.row(int(answer.result["id"]), "inspection")
    assert row["due_by"] == row["resolve_by"] > row["created"]
    assert "respond_by" not in row


# Who sees what


@pytest.mark.parametrize("name", ["respond_by", "resolve_by", "due_by", "service_course"])
def test_nobody_enters_them(depot: Depot, name: str) -> None:
    record = depot.report("It is dark")
    before = depot.row(record)
    sent = {"revision": before["revision"], name: "2030-01-01T00:00:00+00:00"}
    assert depot.client("dora").put(f"/breakdowns/{record}", sent).status == 422
    new = {"what": "x", "danger": "noise", name: "2030-01-01T00:00:00+00:00"}
    assert depot.client("ida").post("/breakdowns/", new).status == 422
    assert depot.row(record) == before


def test_each_portal_shows_what_it_lists(depot: Depot) -> None:
    record = depot.report("The mirror is broken")
    house = depot.client("ida").get(f"/breakdowns/{record}").json["result"]
    staff = depot.client("dora").get(f"/breakdowns/{record}").json["result"]
    assert "respond_by" in house
    assert not {"resolve_by", "due_by", "service_course"} & house.keys()
    assert {"respond_by", "resolve_by", "due_by"} <= staff.keys()
    assert "service_course" not in staff
    for page in (f"/breakdowns/{record}", "/breakdowns/", f"/breakdowns/{record}/edit"):
        assert "course" not in depot.page("dora", page).lower()


def test_the_queue_begins_with_what_is_due_first_and_says_how_much_time_is_left(depot: Depot) -> None:
    now = datetime.now(UTC)
    late, soon, later, paused = (depot.report(f"Queue {number}") for number in range(4))
    depot.set(late, due_by=now - timedelta(hours=3, minutes=30))
    depot.set(soon, due_by=now + timedelta(hours=2, minutes=30))
    depot.set(later, due_by=now + timedelta(days=3, minutes=30))
    depot.set(paused, due_by=None)
    page = depot.page("dora", "/breakdowns/?q=Queue")
    assert re.findall(r"Queue \d", page.partition("<tbody")[2]) == ["Queue 0", "Queue 1", "Queue 2", "Queue 3"]
    assert re.findall(r"late by \d+ \w+|\d+ \w+ left", page) == ["late by 3 h", "2 h left", "3 d left"]
    assert "sorted by due" in page
    assert "late by 3 h" in depot.page("dora", f"/breakdowns/{late}")
    assert "3 d left" in depot.page("dora", "/breakdowns/?q=Queue&_sort=-due_by")
