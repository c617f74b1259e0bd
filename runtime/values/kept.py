"""How the history keeps values, in JSON: the one place that says it, for who writes it and for who reads it back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

Plain = str | int | bool | list[str] | list[int] | None


def plain(value: object) -> Plain:
    """As JSON has it; nothing chosen is missing."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, tuple):
        return list(value) or None
    assert value is None or isinstance(value, str | int)
    return value
