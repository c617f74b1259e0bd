"""An apply that is killed at any moment leaves a site that serves, and the next apply brings it to its end.

Each round changes the specs there and back, kills the apply with SIGKILL somewhere between two of its words, looks at
what is left, and applies again, sometimes other specs than those of the killed one.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.pending import Pending, begin
from runtime.engine import open_engines
from tests.generation.conftest import TOOLSHED
from tests.rollout.conftest import rows
from tests.sites.place import Place, make_place

FIELDS = "  value:     { type: money }\n"
CHANGES = (
    FIELDS,
    f"{FIELDS}  weight:    {{ type: integer }}\n",
    f"{FIELDS}  shared:    {{ type: yesno, required: true, default: false }}\n",
    "  value:     { type: text, from_now: true }\n",
    "",
)
"""What stands in the place of one field: added, required with a default, converted, retired; each leads to each."""
ROWS, KILLS = 300, 100


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Place:
    place = make_place(TOOLSHED, tmp_path, database_url)
    place.build()
    (place.specs / "demo" / "tool.yaml").unlink()
    _fill(database_url)
    return place


def _fill(url: str) -> None:
    """More tools than fit into one batch, each with a worth of its own."""
    engines = open_engines(url).made_by("operator")
    with engines.write.begin() as connection:
        columns = "created, created_by, updated, updated_by, revision, condition, keeper_id, bought"
        connection.execute(
            sa.text(
                f"INSERT INTO tool (id, name, value, {columns}) "
                f"SELECT :id, :name, value + :id, {columns} FROM tool WHERE name = 'Saw'"
            ),
            [{"id": number, "name": f"Tool {number}"} for number in range(1, ROWS + 1)],
        )
    engines.dispose()


def write_change(place: Place, number: int) -> None:
    file = place.specs / "records" / "tool.yaml"
    text = (TOOLSHED / "records" / "tool.yaml").read_text()
    file.write_text(text.replace(FIELDS, CHANGES[number]))


def kill_an_apply(place: Place, chance: random.Random) -> bool:
    """Whether it was killed before its end: after a word of its that is drawn by lot, and a while."""
    command = place._command("apply")
    process = subprocess.Popen(
        command, cwd=place.folder, env=place._environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    left = chance.randint(1, 9)
    for _line in process.stderr:
        left -= 1
        if not left:
            time.sleep(chance.random() * 0.15)
            os.killpg(process.pid, signal.SIGKILL)
            break
    process.stderr.close()
    return process.wait() == -signal.SIGKILL


def judge_what_is_left(place: Place, tools: int) -> None:
    """Something whole is served, and no row is gone."""
    name = (place.var / "current").read_text().strip()
    assert (place.var / "generations" / name / "generated" / "manifest.json").exists()
    assert rows(place, "SELECT count(*) FROM tool") == [(tools,)]


def judge_the_end(place: Place, tools: int) -> None:
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    assert place.portal("plan").stdout == "No changes.\n"
    assert not (place.var / "applying.json").exists() and not (place.var / "preparing.json").exists()
    assert rows(place, "SELECT count(*) FROM tool") == [(tools,)]


def run_rounds(place: Place, rounds: int, seed: int) -> int:
    """How many of the applies were killed before their end."""
    chance = random.Random(seed)
    (tools,) = (int(str(count)) for (count,) in rows(place, "SELECT count(*) FROM tool"))
    killed, present = 0, 0
    for _ in range(rounds):
        wanted = chance.choice([number for number in range(len(CHANGES)) if number != present])
        write_change(place, wanted)
        killed += kill_an_apply(place, chance)
        judge_what_is_left(place, tools)
        if chance.random() < 0.3:  # the admin thinks better of it
            wanted = chance.randrange(len(CHANGES))
            write_change(place, wanted)
        judge_the_end(place, tools)
        present = wanted
    return killed


def judge_values(place: Place) -> None:
    """Every worth that was entered is still there, in one column or another."""
    write_change(place, 0)
    judge_the_end(place, ROWS + 2)
    (column,) = [
        line.partition(" as ")[2].split()[0] if " as " in line else "value"
        for line in (place.specs / "spec.lock.yaml").read_text().splitlines()
        if line.startswith("records.tool.value:") and "money" in line
    ]
    found = rows(place, f"SELECT count(DISTINCT {column}), count({column}) FROM tool WHERE id <= {ROWS}")
    assert found == [(ROWS, ROWS)]


def test_an_apply_that_is_killed_is_mended_by_the_next(site: Place) -> None:
    assert any(run_rounds(site, 1, seed) for seed in range(4, 12)), "none was killed before its end"
    judge_values(site)


def test_what_is_edited_before_a_killed_apply_is_finished_is_applied_after_it(tmp_path: Path) -> None:
    place = make_place(TOOLSHED, tmp_path)
    place.build(demo=False)
    name = (place.var / "current").read_text().strip()
    lock = (place.specs / "spec.lock.yaml").read_text()
    begin(place.var, Pending("apply", name, None, "ada", lock, lock))
    write_change(place, 1)
    done = place.portal("apply")
    assert f"Finishing what was interrupted: apply of generation {name}." in done.stderr
    assert "weight = F.integer(" in (place.out / "models" / "tool.py").read_text()
    assert place.portal("plan").stdout == "No changes.\n"


@pytest.mark.soak
def test_a_hundred_kills_lose_nothing(site: Place) -> None:
    killed, seeds = 0, count()
    while killed < KILLS:
        killed += run_rounds(site, 10, next(seeds))
        sys.stdout.write(f"{killed} of {KILLS} kills\n")
    judge_values(site)
