"""How many statements routing adds to a change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from tests.routing.counting import TIMES
from tests.routing.house import House
from tests.sites.place import ROOT

AREA = "SELECT area."
"""Read because `set` says `area.team`."""


JOBS = ("portal_job", "pg_notify", "strftime", "clock_timestamp")
"""Of the clocks, where routing sets what a promise goes by, and of `again_after`."""


def but_jobs(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not any(word in text for word in JOBS)]


def counted(house: House) -> Mapping[str, Mapping[str, Sequence[str]]]:
    (generation,) = (house.place.var / "generations").iterdir()
    url = house.place.database_url or f"sqlite:///{house.place.var / 'portal.db'}"
    command = [sys.executable, "-m", "tests.routing.counting", str(generation), url]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(done.stdout)
    return found


def test_a_turn_a_look_the_record_and_what_is_remembered(house: House) -> None:
    found = counted(house)
    added = {sort: len(but_jobs(each["routed"])) - len(but_jobs(each["plain"])) for sort, each in found.items()}
    areas = {sort: sum(text.startswith(AREA) for text in each["routed"]) for sort, each in found.items()}
    assert areas["turns"] == areas["least busy"] == areas["last resort"] == 1
    assert added["least busy"] == 4 + 1
    assert added["turns"] == 5 + 1  # its `when` follows a link, so the database is asked
    assert added["last resort"] == 2 + 1
    apart = bool(house.place.database_url)  # PostgreSQL: a record comes with its history where nothing more is to come
    assert added["many"] <= TIMES * (1 + apart) + 20  # each record is written once more, all else is done once
