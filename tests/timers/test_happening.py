"""Moves that happen by themselves, made by the worker that runs beside the servers: when they are due, once, and as the
record is then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.timers.rooms import Rooms, now

DAY = timedelta(days=1)


def test_as_soon_as_its_rule_holds(rooms: Rooms) -> None:
    parcel = rooms.bring("Fees")
    rooms.wait_for(parcel, "ready")
    assert rooms.history(parcel)[-1] == ("move", "release", None)


def test_a_rule_about_other_records_is_looked_at_when_they_change(rooms: Rooms) -> None:
    parcel = rooms.bring("Fees to be paid", insured=True)
    rooms.wait_for(parcel, "ready")
    rooms.do(parcel, "withdraw")
    rooms.wait_for(parcel, "ready")  # at once again: there is nothing to be paid
    fee = rooms.make("fees", parcel=str(parcel), what="Storage", paid=False)
    other = rooms.make("fees", parcel=str(parcel), what="Tax", paid=True)
    rooms.do(parcel, "withdraw")
    rooms.settle(parcel)
    assert rooms.state(parcel) == "waiting"
    rooms.edit("fees", fee, paid=True)
    rooms.wait_for(parcel, "ready")
    assert rooms.row(other, "fee")["paid"]


def test_after_so_much_time_in_the_state(rooms: Rooms) -> None:
    parcel = rooms.bring("Two weeks")
    rooms.wait_for(parcel, "ready")
    since = rooms.row(parcel)["state_since"]
    assert rooms.jobs(parcel)[-1]["due"] == since + 14 * DAY
    rooms.let_pass(parcel, 13 * DAY)
    rooms.settle(parcel)
    assert rooms.state(parcel) == "ready"
    rooms.let_pass(parcel, DAY)
    rooms.wait_for(parcel, "returned")
    row = rooms.row(parcel)
    assert row["give_back_by"] is None
    assert row["give_back_at"] == row["state_since"] == row["updated"]
    assert rooms.history(parcel)[-1] == ("move", "give_back", None)


def test_what_follows_follows(rooms: Rooms) -> None:
    parcel = rooms.bring("Followed")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")
    notes = rooms.client("cleo").get("/notes/").json["result"]
    assert "Followed" in [note["words"] for note in notes]


def test_when_both_hold(rooms: Rooms) -> None:
    parcel = rooms.bring("Insured", insured=True)
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 15 * DAY)
    rooms.settle(parcel)
    assert rooms.state(parcel) == "ready"
    rooms.edit("parcels", parcel, insured=False)
    rooms.wait_for(parcel, "returned")


def test_a_state_that_was_left_counts_anew(rooms: Rooms) -> None:
    parcel = rooms.bring("Withdrawn")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 10 * DAY)
    rooms.do(parcel, "withdraw")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 5 * DAY)
    rooms.settle(parcel)
    assert rooms.state(parcel) == "ready"


def test_at_a_moment_of_its_own(rooms: Rooms) -> None:
    parcel = rooms.bring("To be sold")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")
    rooms.edit("parcels", parcel, sale="2099-05-01T10:00:00+02:00")
    assert rooms.jobs(parcel)[-1]["due"] == datetime.fromisoformat("2099-05-01T08:00:00+00:00")
    rooms.edit("parcels", parcel, sale="2001-05-01T10:00:00+02:00")
    rooms.wait_for(parcel, "sold")


def test_at_a_date_of_a_linked_record_when_that_day_begins(rooms: Rooms) -> None:
    closed = rooms.make("rooms", name="East", closes="2099-07-01")
    parcel = rooms.bring("In the East", "East")
    rooms.wait_for(parcel, "ready")
    begins = datetime.fromisoformat("2099-06-30T22:00:00+00:00")
    assert rooms.row(parcel)["clear_due"] == begins
    moved = rooms.bring("Elsewhere", "South")
    rooms.wait_for(moved, "ready")
    rooms.edit("parcels", moved, room=str(closed))
    assert rooms.row(moved)["clear_due"] == begins
    rooms.edit("rooms", closed, closes=date(2001, 1, 1).isoformat())
    rooms.wait_for(parcel, "moved")
    rooms.wait_for(moved, "moved")


def test_what_a_check_refuses_is_told_and_tried_again_with_the_next_change(rooms: Rooms) -> None:
    parcel = rooms.bring("Anvil", weight=120, sale="2001-05-01T10:00:00+02:00")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")
    rooms.wait(lambda: rooms.jobs(parcel)[-1]["state"] == "dead")
    assert rooms.jobs(parcel)[-1]["error"] == "So heavy a parcel cannot be sold."
    assert f"Moves that happen by themselves of parcel {parcel}" in rooms.place.portal("jobs").stdout
    assert rooms.state(parcel) == "returned"
    rooms.edit("parcels", parcel, weight=90)
    rooms.wait_for(parcel, "sold")


def test_a_move_that_is_refused_does_not_hide_the_one_after_it(rooms: Rooms) -> None:
    parcel = rooms.bring("Anchor", weight=99)
    closed = rooms.make("rooms", name="Closed for ever", closes="2001-01-01")
    rooms.wait_for(parcel, "ready")
    rooms.edit("parcels", parcel, room=str(closed))
    rooms.wait(lambda: any(job["error"] == "It is nailed to the floor." for job in rooms.jobs(parcel)))
    assert rooms.state(parcel) == "ready"
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")


def test_a_job_that_runs_twice_finds_nothing_to_do(rooms: Rooms) -> None:
    parcel = rooms.bring("Twice")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")
    rooms.settle(parcel)
    before = rooms.row(parcel)
    for job in rooms.jobs(parcel):
        rooms.run_again(job)
    rooms.settle(parcel)
    assert rooms.row(parcel) == before
    assert all(job["state"] == "done" or job["due"] > now(job) for job in rooms.jobs(parcel))
