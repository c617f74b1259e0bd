"""A mixed day on the shipped portals with PostgreSQL: no error, and no worker that grows."""

import sys
from collections.abc import Iterator

import pytest

from bench.day import Day, Plan, filled, report, spend
from bench.memory import GROWTH, SLACK, has_grown
from bench.shipped import Suite

KINDS = {"log in", "home", "list", "search", "read", "create", "edit", "move", "export"}


@pytest.fixture(scope="module")
def suite() -> Iterator[Suite]:
    with filled() as found:
        yield found


@pytest.mark.parametrize(
    "plan",
    [pytest.param(Plan(10), id="short"), pytest.param(Plan(1800, pause=1.5), id="whole", marks=pytest.mark.soak)],
)
def test_a_mixed_day(suite: Suite, plan: Plan) -> None:
    day = spend(suite, plan)
    sys.stdout.write(f"{report(day)}\n")
    assert day.wrong == []
    assert {each.kind for each in day.requests} >= KINDS - {"move", "create", "edit"}
    assert sum(each.status == 303 for each in day.requests if each.kind in {"create", "edit", "move"}) > 0
    if plan.seconds > 60:  # a worker that has just started is still filling its stores
        assert day.grown == []


def test_growth_is_found() -> None:
    level, late = [100.0, 140.0, 101.0] * 30, [100.0] * 60 + [100.0 * GROWTH + SLACK + 1] * 30
    assert not has_grown(level)
    assert has_grown(late)
    day = Day([], [], {1: level, 2: late}, 90)
    assert day.grown == [2]
