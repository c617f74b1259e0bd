"""The oracle on the bazaar: canaries in lines of another company, of hidden lines, and what may be done to lines."""

from __future__ import annotations

import pytest

from tests.leaks.test_oracle import assert_clean, assert_proved, find_leaks
from tests.lines.conftest import SPECS

BUGS = {"lines without their own rule", "line removed though its condition fails"}


def test_no_line_leaks() -> None:
    report = find_leaks(SPECS, "--requests", "500", "--pairs", "150")
    report["kinds"].setdefault("file", 0)  # there are none
    assert_clean(report, 500, 150)


@pytest.mark.soak
def test_bugs_about_lines_are_found() -> None:
    report = find_leaks(SPECS, "--requests", "2000", "--pairs", "500", "--prove")
    report["kinds"].setdefault("file", 0)
    assert_clean(report, 2000, 500)
    assert_proved(report)
    assert {proof["bug"] for proof in report["proofs"]} >= BUGS
