"""Calculation where an operand may be missing: of numbers exactly, of dates and durations to the second."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal, localcontext
from typing import Any

PRECISION = 50
_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def calculate(sign: str, left: Any, right: Any) -> Any:
    """Missing where an operand is, where it divides by zero, and beyond the ends of time."""
    if left is None or right is None:
        return None
    try:
        with localcontext(prec=PRECISION):
            return _calculated(sign, _exact(left), _exact(right))
    except ArithmeticError:
        return None


def aggregate(function: str, present: Sequence[Any], *, lasting: bool) -> Any:
    """`sum avg count min max` of what is there; `lasting`: of durations."""
    if function == "count":
        return len(present)
    if function == "sum":
        return sum(present, timedelta() if lasting else 0)
    if not present:
        return None
    if function == "avg":
        return sum(present, timedelta()) / len(present) if lasting else Decimal(sum(present)) / len(present)
    return min(present) if function == "min" else max(present)


def _calculated(sign: str, left: Any, right: Any) -> Any:
    if sign == "*" and isinstance(right, timedelta):
        left, right = right, left
    if sign in ("*", "/") and isinstance(left, timedelta):
        seconds = _SIGNS[sign](_seconds(left), _seconds(right) if isinstance(right, timedelta) else right)
        return seconds if isinstance(right, timedelta) else timedelta(seconds=round(seconds))
    return _SIGNS[sign](left, right)


def _exact(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) else value


def _seconds(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1)) / 1_000_000
