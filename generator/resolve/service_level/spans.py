"""Spans of a calendar: under hours a day is a working day and a week is all of them; else 24 hours, and seven days."""

from __future__ import annotations

from datetime import timedelta

from generator.fields.reading import duration
from generator.names import shown
from generator.problems import Text
from generator.service_level import Calendar

LONGEST = timedelta(days=5 * 366)


def span_in(calendar: Calendar | None, text: Text) -> timedelta:
    """`calendar` is None around the clock. Raises ValueError in words."""
    span, unit = duration(text), text[-1]
    if calendar is not None and unit in "dw":
        day = calendar.closes - calendar.opens
        span = int(text[:-1]) * day * (len(calendar.days) if unit == "w" else 1)
    if not timedelta() < span <= LONGEST:
        raise ValueError(f"'{shown(text)}' is no time to promise: more than none, and at most five years")
    return span
