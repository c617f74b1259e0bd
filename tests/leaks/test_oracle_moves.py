"""The oracle on a parcel depot, where moves are open to some, now or not, and reach records that nobody may see.

The walk asks for moves and for the records that have them only: the other channels have tests of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from tests.leaks.test_oracle import ROOT

DEPOT = ROOT / "tests/leaks/depot"
OF_MOVES = """
import json, os
import leaks.proving as proving, leaks.run as run
from portal.__main__ import main
bugs_of, plan = proving.bugs_of, run.plan
wanted = json.loads(os.environ["BUGS"])
kinds = ("move", "api move", "detail", "api record")
proving.bugs_of = lambda app: {name: bug for name, bug in bugs_of(app).items() if name in wanted}
run.plan = proving.plan = lambda *given: (turn for turn in plan(*given) if turn.request.kind in kinds)
main()
"""
FOUND_SOON = (
    "move by anybody",
    "move of any record",
    "page of a move of any record",
    "move from any state",
    "move though its condition fails",
    "move without what it needs",
    "state of an unseen record told",
)
FOUND_LATER = (
    "move that is too late",
    "move by who made the one before",
    "hidden state told where a move is not open",
    "consequence for what is not ready",
    "consequence without its condition",
    "hidden record named where it is not ready",
    "faults of hidden records told",
    "field entered with a move that does not need it",
)


def find_leaks_of_moves(bugs: Sequence[str], *words: str) -> dict[str, Any]:
    command = [sys.executable, "-c", OF_MOVES, "--specs", str(DEPOT), "test", "--leaks", "--format", "json", *words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
    kept["BUGS"] = json.dumps(bugs)
    done = subprocess.run(command, check=False, cwd=ROOT, env=kept, capture_output=True, text=True)
    assert done.stdout, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def assert_moves(report: dict[str, Any], bugs: Sequence[str], moves: int) -> None:
    assert report["leaks"] == [], json.dumps(report["leaks"][:5], indent=1)
    assert report["moves"] >= moves
    assert {"200", "303", "404", "409", "422"} <= report["statuses"].keys()
    found = {proof["bug"]: proof["channel"] for proof in report["proofs"]}
    assert found.keys() == set(bugs)
    assert all(found.values()), found


def test_no_move_leaks_and_bugs_are_found() -> None:
    report = find_leaks_of_moves(FOUND_SOON, "--requests", "350", "--pairs", "60", "--prove")
    assert_moves(report, FOUND_SOON, 8)


@pytest.mark.soak
@pytest.mark.parametrize("seed", ["1", "2"])
def test_no_move_leaks_and_every_bug_is_found(seed: str) -> None:
    bugs = (*FOUND_SOON, *FOUND_LATER)
    report = find_leaks_of_moves(bugs, "--requests", "4000", "--pairs", "1500", "--prove", "--seed", seed)
    assert_moves(report, bugs, 150)
