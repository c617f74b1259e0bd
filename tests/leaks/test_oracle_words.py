"""The oracle on the bicycle workshop: nobody tells states under one word apart, and slips in that are found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from leaks.seeded_words import WORD_BUGS
from tests.leaks.test_oracle import ROOT

SHOP = ROOT / "tests/words/specs"
OF_WORDS = """
import json, os
import leaks.proving as proving
from portal.__main__ import main
bugs_of = proving.bugs_of
wanted = json.loads(os.environ["BUGS"])
proving.bugs_of = lambda app: {name: bug for name, bug in bugs_of(app).items() if name in wanted}
main()
"""
FOUND_SOON = ("state under a word shown", "filter by a state under a word")


def find_leaks_of_words(bugs: Sequence[str], *words: str) -> dict[str, Any]:
    command = [sys.executable, "-c", OF_WORDS, "--specs", str(SHOP), "test", "--leaks", "--format", "json", *words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
    kept["BUGS"] = json.dumps(bugs)
    done = subprocess.run(command, check=False, cwd=ROOT, env=kept, capture_output=True, text=True)
    assert done.stdout, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def assert_found(report: dict[str, Any], bugs: Sequence[str]) -> None:
    assert report["leaks"] == [], json.dumps(report["leaks"][:5], indent=1)
    found = {proof["bug"]: proof["channel"] for proof in report["proofs"]}
    assert found.keys() == set(bugs)
    assert all(found.values()), found


def test_no_word_is_told_apart_and_bugs_are_found() -> None:
    assert_found(find_leaks_of_words(FOUND_SOON, "--requests", "200", "--pairs", "120", "--prove"), FOUND_SOON)


@pytest.mark.soak
@pytest.mark.parametrize("seed", ["1", "2"])
def test_much_is_asked_and_no_word_is_told_apart(seed: str) -> None:
    report = find_leaks_of_words(tuple(WORD_BUGS), "--requests", "5000", "--pairs", "3000", "--prove", "--seed", seed)
    assert_found(report, tuple(WORD_BUGS))
