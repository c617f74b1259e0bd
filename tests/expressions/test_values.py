"""The functions that emitted Python calls: missing is missing, numbers are exact."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from runtime import values


def test_comparisons_with_missing_are_false() -> None:
    for compare in (values.equal, values.less, values.at_most, values.more, values.at_least):
        assert compare(None, None) is False
        assert compare(1, None) is False
        assert compare(None, 1) is False
    assert values.at_most(1, Decimal("1.0")) is True


@pytest.mark.parametrize(
    ("formula", "operands", "result"),
    [
        (lambda a, b: a / b, (1, 3), Decimal(1) / 3),
        (lambda a, b: a / b, (1, 0), None),
        (lambda a, b: a / b, (0, 0), None),
        (lambda a, b: a + b, (1, None), None),
        (lambda a, b: a * (100 - b) / 100, (Decimal("9.99"), 10), Decimal("8.991")),
        (lambda day: day + timedelta(days=10**6), (date(9999, 1, 1),), None),
    ],
)
def test_compute(formula, operands, result) -> None:  # noqa: ANN001
    found = values.compute(formula, *operands)
    assert found is None if result is None else abs(found - result) < Decimal("1e-25")


def test_aggregates_skip_missing() -> None:
    assert values.sum([]) == 0
    assert values.sum([1, None, Decimal("0.5")]) == Decimal("1.5")
    assert values.total([timedelta(days=1), None, timedelta(days=2)]) == timedelta(days=3)
    assert values.total([]) == timedelta()
    assert values.average([timedelta(days=1), None, timedelta(days=2)]) == timedelta(hours=36)
    assert values.average([1, None, 2]) == Decimal("1.5")
    assert values.average([None]) is None
    assert values.least([3, None, 2]) == 2
    assert values.most([]) is None
    assert values.count([0, None, ""]) == 2
    assert values.later(date(2026, 1, 1), None) == date(2026, 1, 1)
    assert values.earlier(None, None) is None


def test_durations() -> None:
    assert values.times(timedelta(hours=1), Decimal("1.5")) == timedelta(minutes=90)
    assert values.parts(timedelta(hours=1), 4) == timedelta(minutes=15)
    assert values.ratio(timedelta(days=1), timedelta(hours=8)) == 3


def test_paths() -> None:
    one, other = SimpleNamespace(id=1, price=5, maker=None), SimpleNamespace(id=2, price=5, maker=None)
    job = SimpleNamespace(parts=[one, other, one], company=None)
    owner = SimpleNamespace(jobs=[job, job])
    assert values.follow(job, "company", "holding", "name") is None
    assert values.members(owner, "jobs", "parts") == [one, other]
    assert values.members(owner, "jobs", "parts", "price") == [5, 5]
    assert values.members(owner, "jobs", "parts", "maker") == []
    assert values.holds(None, lambda _: True) is False


def test_nobody_has_nothing() -> None:
    given = values.Given(datetime(2026, 3, 14, tzinfo=UTC), ZoneInfo("Europe/London"))
    assert given.me.company_id is None
    assert values.members(given.me, "company", "jobs") == []
    assert values.follow(given.me, "company", "name") is None


def test_today_is_that_of_the_site() -> None:
    given = values.Given(datetime(2026, 7, 14, 23, 30, tzinfo=UTC), ZoneInfo("Europe/London"))
    assert given.today() == date(2026, 7, 15)
    assert given.today(-1) == date(2026, 7, 14)
    assert given.now(-3600) == datetime(2026, 7, 14, 22, 30, tzinfo=UTC)
