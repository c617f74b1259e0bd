"""`portal test --leaks` on the shipped specs and on the second business: nothing leaks, and every seeded bug is found.

Each site is built in a process of its own, since generated code is loaded once per process. The full form is the soak.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.servers.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
SHIPPED, OBSERVATORY = ROOT / "specs", ROOT / "tests/businesses/observatory/specs"
SPECS = {"shipped": SHIPPED, "observatory": OBSERVATORY}
BUGS = 20


@contextmanager
def database(kind: str, request: pytest.FixtureRequest) -> Iterator[tuple[str, ...]]:
    """The words of the command that name an empty database."""
    if kind == "sqlite":
        yield ()
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield "--database", url


def find_leaks(specs: Path, *words: str) -> dict[str, Any]:
    """The report; what was said on the way is in the message where the command fails."""
    command = [sys.executable, "-m", "portal", "--specs", str(specs), "test", "--leaks", "--format", "json", *words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
    done = subprocess.run(command, check=False, cwd=ROOT, env=kept, capture_output=True, text=True)
    assert done.stdout, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    return report


def assert_clean(report: dict[str, Any], requests: int, pairs: int) -> None:
    assert report["leaks"] == [], json.dumps(report["leaks"][:5], indent=1)
    assert report["requests"] >= requests
    assert report["pairs"] >= pairs
    assert {"list", "detail", "edit", "new", "csv", "xlsx", "search", "file", "home"} <= report["kinds"].keys()
    assert report["statuses"]["200"] > requests / 10  # it is no walk where every door is shut


def assert_proved(report: dict[str, Any]) -> None:
    missed = [proof["bug"] for proof in report["proofs"] if not proof["channel"]]
    assert not missed
    assert len(report["proofs"]) >= BUGS


def test_the_shipped_specs_leak_nothing() -> None:
    assert_clean(find_leaks(SHIPPED, "--requests", "300", "--pairs", "60"), 300, 60)


def test_the_second_business_leaks_nothing_and_every_bug_is_found() -> None:
    report = find_leaks(OBSERVATORY, "--requests", "400", "--pairs", "60", "--prove")
    assert_clean(report, 400, 60)
    assert_proved(report)


def test_the_second_business_leaks_nothing_on_postgresql(request: pytest.FixtureRequest) -> None:
    with database("postgresql", request) as words:
        report = find_leaks(OBSERVATORY, *words, "--requests", "150", "--pairs", "30")
    assert report["database"] == "postgresql"
    assert_clean(report, 150, 30)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("business", SPECS)
def test_nothing_leaks_and_every_bug_is_found(business: str, kind: str, request: pytest.FixtureRequest) -> None:
    with database(kind, request) as words:
        report = find_leaks(SPECS[business], *words, "--requests", "10000", "--pairs", "5000", "--prove")
    assert_clean(report, 10_000, 5_000)
    assert_proved(report)
