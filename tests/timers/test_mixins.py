"""A workflow and a service level that several record types have by one mixin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.timers.rooms import Rooms

DAY = timedelta(days=1)


@pytest.mark.parametrize(("address", "table"), [("repairs", "repair"), ("deliveries", "delivery")])
def test_record_types_share_a_workflow(rooms: Rooms, address: str, table: str) -> None:
    done, left = rooms.make(address, what="Done"), rooms.make(address, what="Left")
    assert rooms.client("cleo").post(f"/{address}/{done}/do/finish", {"revision": 1}).status == 200
    rooms.let_pass(left, 30 * DAY, table)
    rooms.wait(lambda: rooms.row(left, table)["state"] == "lapsed")
    assert rooms.row(done, table)["state"] == "finished"


def test_and_a_service_level(rooms: Rooms) -> None:
    row = rooms.row(rooms.make("repairs", what="Lamp"), "repair")
    assert row["due_by"] == row["created"] + 2 * DAY
