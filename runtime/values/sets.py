"""Aggregates and extremes: what is missing is skipped."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any


def count(values: Iterable[object]) -> int:
    return builtins.sum(1 for value in values if value is not None)


def sum(values: Iterable[Any]) -> Any:  # noqa: A001 - the language's word
    """Of numbers; the sum of nothing is 0."""
    return builtins.sum(_present(values))


def total(values: Iterable[timedelta | None]) -> timedelta:
    """The sum of durations; that of nothing lasts no time."""
    return builtins.sum(_present(values), timedelta())


def average(values: Iterable[Any]) -> Any:
    """Missing if there is none."""
    present = _present(values)
    if not present:
        return None
    if isinstance(present[0], timedelta):
        return total(present) / len(present)
    return Decimal(sum(present)) / len(present)


def least(values: Iterable[Any]) -> Any:
    """Missing if there is none."""
    return min(_present(values), default=None)


def most(values: Iterable[Any]) -> Any:
    """Missing if there is none."""
    return max(_present(values), default=None)


def later(*values: Any) -> Any:
    """The latest of those that are not missing."""
    return most(values)


def earlier(*values: Any) -> Any:
    """The earliest of those that are not missing."""
    return least(values)


def _present(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]
