"""The shipped site, asked by several people at once; and how much each request asks of the database."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.sites.place import ROOT, Place, make_place

soak = pytest.mark.soak


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = make_place(ROOT / "specs", tmp_path_factory.mktemp("desk"))
    made.build()
    return made


def run(place: Place, what: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.load.desk", str(place.var), what, str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("count", [100, pytest.param(2000, marks=soak)])
def test_four_threads_of_four_companies_mix_up_nothing(place: Place, count: int) -> None:
    found = run(place, "mix", count)
    assert sum(found["done"].values()) == 4 * count
    assert len(found["done"]) == 10, "every sort of request was made"
    assert found["seen"] > 100, "the answers held rows to judge"
    assert found["wrong_rows"] == []
    assert found["wrong_keys"] == []
    sys.stdout.write(f"{found}\n")


@pytest.mark.parametrize("forms", [20, pytest.param(100, marks=soak)])
def test_five_clicks_at_once_make_one_record(place: Place, forms: int) -> None:
    found = run(place, "clicks", forms)
    assert found == {"records": forms, "statuses": {"303": 5 * forms}, "addresses_per_form": {"1": forms}}


@pytest.mark.parametrize("rounds", [10, pytest.param(50, marks=soak)])
def test_of_four_editors_one_is_accepted(place: Place, rounds: int) -> None:
    found = run(place, "edits", rounds)
    assert found == {
        "statuses": {"303": rounds, "409": 3 * rounds},
        "revision": 2 + rounds,
        "history": rounds,
    }  # routed, then edited


@pytest.fixture(scope="module")
def statements(place: Place) -> dict[str, list[str]]:
    return run(place, "statements", 1)


@pytest.mark.parametrize(
    ("request_", "most"),
    [
        ("list", 3),
        ("list with a search", 3),
        ("detail", 2 + 2),  # of returns, and comments
        ("detail of a product", 2 + 6),  # of articles, downloads, order positions, purchases, versions, tickets
        ("form", 2 + 2),  # a product and its version
        ("export", 2 + 1),  # that it is made stands in the log before its first byte
        # two links; a rule of uniqueness; the company's count of open tickets; jobs; routing; whether it is seen
        ("create", 4 + 2 + 1 + 3 + 2 + 5 + 1),
    ],
)
def test_statements_that_reach_the_driver(statements: dict[str, list[str]], request_: str, most: int) -> None:
    texts = statements[request_]
    assert len(texts) <= most, "\n".join(texts)


def test_the_session_is_one_of_them(statements: dict[str, list[str]]) -> None:
    for texts in statements.values():
        assert sum("portal_session" in text for text in texts) == 1
