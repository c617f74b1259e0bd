"""Several workers at once, with clocks that are wrong by a day: each move happens once, and not before its time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.served import read_served
from tests.levels.depot import aware
from tests.timers.rooms import Rooms

ROOT = Path(__file__).resolve().parents[2]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LOOKS = 3
"""Jobs for each parcel, of which one is enough."""


@contextmanager
def working(rooms: Rooms, clocks: Sequence[timedelta]) -> Iterator[None]:
    """Workers beside that of the servers, until the block ends."""
    place = rooms.place
    served = read_served(place.var)
    assert served is not None
    url = place.database_url or f"sqlite:///{place.var / 'portal.db'}"
    generation = str(place.var / "generations" / served.generation)
    commands = [
        [sys.executable, "-W", "ignore", "-m", "tests.timers.program", url, str(place.var), generation, str(ahead)]
        for ahead in (clock.total_seconds() for clock in clocks)
    ]
    workers = [subprocess.Popen(each, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) for each in commands]
    try:
        yield
    finally:
        for worker in workers:
            worker.terminate()
        assert {worker.wait(timeout=300) for worker in workers} == {0}


def add_parcels(rooms: Rooms, count: int, first: datetime) -> dict[int, datetime]:
    """Ready for nearly two weeks, with jobs that look when that is over; by id, when that is."""
    parcels, jobs = rooms.table("parcel"), rooms.table("portal_job")
    start = int(first.timestamp()) * 1000
    due = {start + number: first + number * SECOND / 5 for number in range(count)}
    links = {"receiver_id": rooms.id("receiver", "Rosa"), "room_id": rooms.id("room", "South")}
    plain = {"revision": 1, "state": "ready", "weight": 1, "insured": False, "give_back_holds": True, **links}
    with rooms.engine.begin() as connection:
        for number, moment in due.items():
            since = moment - 14 * DAY
            row = {"id": number, "what": f"P{number}", "created": since, "updated": since, "state_since": since}
            connection.execute(sa.insert(parcels), row | plain)
            for look in range(LOOKS):
                words = f'{{"table": "parcel", "id": {number}}}'
                job = {"id": number * 10 + look, "kind": "timer", "key": f"parcel/{number}/{look}", "arguments": words}
                waits = {"state": "waiting", "due": moment, "tries": 0, "created": since}
                connection.execute(sa.insert(jobs), job | waits)
    return due


def keep_time(rooms: Rooms, clocks: Sequence[timedelta], count: int) -> None:
    with working(rooms, clocks):
        time.sleep(1)
        due = add_parcels(rooms, count, datetime.now(UTC) + 4 * SECOND)
        jobs = rooms.table("portal_job")
        left = sa.select(sa.func.count()).where(
            jobs.c.kind == "timer",
            jobs.c.state == "waiting",
            jobs.c.id.in_([n * 10 + k for n in due for k in range(LOOKS)]),
        )

        def over() -> bool:
            with rooms.engine.begin() as connection:
                return connection.scalar(left) == 0

        rooms.wait(over)
    kept = rooms.table("portal_history").c
    with rooms.engine.begin() as connection:
        wanted = sa.select(kept.record_id, kept.move, kept.at).where(kept.record_id.in_(due))
        made = [(record, move, aware(at)) for record, move, at in connection.execute(wanted)]
    assert Counter((record, move) for record, move, _ in made) == dict.fromkeys(((n, "give_back") for n in due), 1)
    assert not [record for record, _, at in made if at < due[record] - SECOND]


def test_workers_that_disagree_by_days(rooms: Rooms) -> None:
    keep_time(rooms, [DAY, -DAY], 20)


@pytest.mark.soak
@pytest.mark.parametrize("workers", [2, 3, 4, 5, 6, 7, 8])
def test_two_to_eight_workers(rooms: Rooms, workers: int) -> None:
    keep_time(rooms, [(number % 3 - 1) * DAY for number in range(workers)], 100)
