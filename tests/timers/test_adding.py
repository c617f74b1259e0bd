"""Moves that happen by themselves from now on: the plan says how many records that is about, and the first server that
has the moves sees to it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place
from tests.timers.conftest import SPECS

TIMED = re.compile(r"(after|as_soon_as|at): [\w.]+(,| \}|$)", re.MULTILINE)
"""What parcels wait for; those of checks stand at their own."""
DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A site whose people make all moves."""
    with ExitStack() as stack:
        url = None
        if request.param == "postgres":
            server: Postgres = request.getfixturevalue("postgres_server")
            url = stack.enter_context(server.database())
        found = make_place(SPECS, tmp_path / "rooms", url)
        parcels = found.specs / "records" / "parcel.yaml"
        head, workflow, tail = re.split(r"(?=^workflow:|^rules:)", parcels.read_text(), flags=re.MULTILINE)
        parcels.write_text(head + TIMED.sub(r"by: staff\2", workflow) + tail)
        found.build()
        yield found


def rows(place: Place, table: str, *names: str) -> list[tuple[Any, ...]]:
    engine = sa.create_engine(place.database_url or f"sqlite:///{place.var / 'portal.db'}")
    try:
        found = sa.Table(table, sa.MetaData(), autoload_with=engine)
        with engine.begin() as connection:
            wanted = sa.select(*(found.c[name] for name in names)).order_by(found.c.id)
            return [tuple(row) for row in connection.execute(wanted)]
    finally:
        engine.dispose()


def add_parcels(place: Place) -> None:
    """Past the portals: one that waits without fees, three that are ready for 20, 13 and, insured, 20 days."""
    engine = sa.create_engine(place.database_url or f"sqlite:///{place.var / 'portal.db'}")
    found = sa.Table("parcel", sa.MetaData(), autoload_with=engine)
    now = datetime.now(UTC)
    with engine.begin() as connection:
        names = {
            name: connection.scalar(sa.select(sa.column("id")).select_from(sa.table(name)).limit(1))
            for name in ("receiver", "room")
        }
        for number, (state, days, insured) in enumerate(
            [("waiting", 20, False), ("ready", 20, False), ("ready", 13, False), ("ready", 20, True)]
        ):
            since = now - days * DAY
            row = {"id": 1000 + number, "created": since, "updated": since, "revision": 1, "what": f"P{number}"}
            links = {"receiver_id": names["receiver"], "room_id": names["room"]}
            more = {"state": state, "state_since": since, "insured": insured, "weight": 1}
            connection.execute(sa.insert(found), row | links | more)
    engine.dispose()


def wait(ends: Callable[[], bool]) -> None:
    for _ in range(300):
        if ends():
            return
        time.sleep(0.1)
    raise AssertionError("nothing came of it")


def test_records_from_before_are_told_of_and_make_their_moves(place: Place) -> None:
    add_parcels(place)
    parcels = place.specs / "records" / "parcel.yaml"
    parcels.write_text((SPECS / "records" / "parcel.yaml").read_text())
    assert planned(place) == {("release", 1, False), ("give_back", 2, False), ("clear", 4, False)}
    text = place.portal("plan").stdout
    assert "up to 2 records of parcel will make move give_back by themselves once served." in text
    applied = place.portal("apply")
    assert applied.returncode == 0, applied.stderr
    assert not planned(place)
    with place.serving():
        wait(lambda: states(place) == ["ready", "returned", "ready", "ready"])
    parcels.write_text(parcels.read_text().replace("after: 14d", "after: 10d"))
    assert planned(place) == {("give_back", 2, False)}
    assert place.portal("apply").returncode == 0
    with place.serving():
        wait(lambda: states(place) == ["ready", "returned", "returned", "ready"])
    made = [(record, move) for record, move in rows(place, "portal_history", "record_id", "move") if move]
    assert sorted(made) == [(1000, "release"), (1001, "give_back"), (1002, "give_back")]
    asked = [kind for kind, state in rows(place, "portal_job", "kind", "state") if (kind, state) == ("timers", "done")]
    assert len(asked) == len(("release", "give_back", "sell", "clear", "lapse", "lapse", "give_back anew"))


def states(place: Place) -> list[str]:
    return [state for (state,) in rows(place, "parcel", "state")]


def planned(place: Place) -> set[tuple[str, int, bool]]:
    plan = json.loads(place.portal("plan", "--format", "json").stdout)
    return {(each["move"], each["rows"], each["exact"]) for each in plan["moves"]}
