"""Arithmetic and functions of single values: missing where an operand is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import Any

PRECISION = 50


def compute(formula: Callable[..., Any], *operands: Any) -> Any:
    """The formula of its operands; missing where one of them is, or where it divides by zero or grows without end."""
    if any(operand is None for operand in operands):
        return None
    try:
        with localcontext(prec=PRECISION):
            return formula(*(_exact(operand) for operand in operands))
    except ArithmeticError:
        return None


def times(length: timedelta, factor: Decimal | int) -> timedelta:
    """A duration so many times, to the second."""
    return timedelta(seconds=round(_seconds(length) * Decimal(factor)))


def parts(length: timedelta, number: Decimal | int) -> timedelta:
    """A duration divided, to the second."""
    return timedelta(seconds=round(_seconds(length) / Decimal(number)))


def ratio(one: timedelta, other: timedelta) -> Decimal:
    """How many times the other duration the one is."""
    return _seconds(one) / _seconds(other)


def days(number: Decimal | int | None) -> timedelta | None:
    return None if number is None else timedelta(days=float(number))


def hours(number: Decimal | int | None) -> timedelta | None:
    return None if number is None else timedelta(hours=float(number))


def year(day: date | None) -> int | None:
    return None if day is None else day.year


def month(day: date | None) -> int | None:
    return None if day is None else day.month


def lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def length(text: str | None) -> int | None:
    return None if text is None else len(text)


def _exact(operand: Any) -> Any:
    return Decimal(operand) if isinstance(operand, int) else operand


def _seconds(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1)) / 1_000_000
