"""What pages say of moves that happen by themselves: what is to come, as far as the reader sees what tells it, and who
did what has come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.timers.rooms import Rooms

DAY = timedelta(days=1)
COMING = "If nothing happens before"


@pytest.fixture
def rooms(rooms_on_sqlite: Rooms) -> Rooms:
    """Pages are the same on both databases."""
    return rooms_on_sqlite


def test_time_in_the_state_is_told(rooms: Rooms) -> None:
    record = rooms.make("deliveries", what="Lamp")
    lapses = rooms.row(record, "delivery")["state_since"] + 30 * DAY
    page = rooms.page("cleo", f"/deliveries/{record}")
    assert f"{COMING}, it will be “Nobody did it” by itself on {lapses.day} {lapses:%b %Y}" in page


def test_what_goes_by_a_rule_is_not_told(rooms: Rooms) -> None:
    parcel = rooms.bring("Under a rule")
    rooms.wait_for(parcel, "ready")
    assert COMING not in rooms.page("cleo", f"/parcels/{parcel}")


def test_a_date_is_told_to_whoever_sees_it(rooms: Rooms) -> None:
    parcel = rooms.bring("Dated", sale="2099-05-01T10:00:00+02:00")
    rooms.set(parcel, state="returned")
    assert f"{COMING}, it will be “Sold” by itself on 1 May 2099, 10:00." in rooms.page("cleo", f"/parcels/{parcel}")
    assert COMING not in rooms.page("rosa", f"/parcels/{parcel}")


def test_the_timeline_says_that_nobody_did_it(rooms: Rooms) -> None:
    parcel = rooms.bring("Told")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")
    for name in ("cleo", "rosa"):
        page = rooms.page(name, f"/parcels/{parcel}/history")
        assert "<strong>Give back</strong> by itself, after 14 days," in page
        assert "<strong>Release</strong> by itself," in page


def test_nobody_is_named_and_the_moment_is_told(rooms: Rooms) -> None:
    parcel = rooms.bring("Shown")
    rooms.wait_for(parcel, "ready")
    rooms.let_pass(parcel, 14 * DAY)
    rooms.wait_for(parcel, "returned")
    page = rooms.page("rosa", f"/parcels/{parcel}")
    assert "Give back: when" in page
    assert "Give back: by whom" not in page


def test_why_nobody_may_make_it(rooms: Rooms) -> None:
    parcel = rooms.bring("Explained")
    rooms.wait_for(parcel, "ready")
    told = rooms.place.portal("explain", f"parcel/{parcel}", "--as", "cleo@rooms.example").stdout
    assert "not open: it happens by itself, after 14 days" in told
