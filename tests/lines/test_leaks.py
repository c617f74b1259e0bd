"""The oracle on the bazaar: canaries in lines of another company, of hidden lines, and what may be done to lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.leaks.test_oracle import ROOT, assert_clean, find_leaks
from tests.lines.conftest import SPECS

ONLY_LINES = """
import leaks.proving as proving
from portal.__main__ import main
kept = proving.bugs_of
proving.bugs_of = lambda app: {name: bug for name, bug in kept(app).items() if name.startswith("lines")}
main()
"""


def test_no_line_leaks() -> None:
    report = find_leaks(SPECS, "--requests", "500", "--pairs", "150")
    report["kinds"].setdefault("file", 0)  # there are none
    assert_clean(report, 500, 150)


@pytest.mark.soak
def test_lines_shown_without_their_own_rule_are_found() -> None:
    words = (
        "--specs",
        str(SPECS),
        "test",
        "--leaks",
        "--format",
        "json",
        "--requests",
        "300",
        "--pairs",
        "0",
        "--prove",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
    command = [sys.executable, "-c", ONLY_LINES, *words]
    done = subprocess.run(command, check=False, cwd=ROOT, env=kept, capture_output=True, text=True)
    report = json.loads(done.stdout)
    found = {proof["bug"]: proof["channel"] for proof in report["proofs"]}
    assert found["lines without their own rule"], found
