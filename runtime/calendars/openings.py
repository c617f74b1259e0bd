"""When a calendar is open in a year: spans of absolute time.

It is open while the clock on the wall shows an open hour of an open day. So an hour that a change to summer time leaves
out is not there to be worked in, and one that comes twice counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from runtime.declarations.service_level import Calendar

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
MARGIN = 2 * DAY
"""Zones are less than two days from UTC."""
STEP = timedelta(hours=6)
"""No zone changes its clocks twice within it."""


class Span(NamedTuple):
    start: datetime
    end: datetime


def openings_of(calendar: Calendar, zone: ZoneInfo, year: int) -> Iterator[Span]:
    """In their order; those of dates of that year, where the zone is."""
    closed = closed_days(calendar.holidays, year)
    for span, offset in _offsets(zone, year):
        day = max((span.start + offset).date(), date(year, 1, 1))
        last = min((span.end + offset).date(), date(year, 12, 31))
        while day <= last:
            if day.weekday() in calendar.days and day not in closed:
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
                start = max(midnight + calendar.opens, span.start)
                end = min(midnight + calendar.closes, span.end)
                if start < end:
                    yield Span(start, end)
            day += DAY


def closed_days(place: str, year: int) -> frozenset[date]:
    """The public holidays of a country, or of a part of one."""
    if not place:
        return frozenset()
    country, _, part = place.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def _offsets(zone: ZoneInfo, year: int) -> Iterator[tuple[Span, timedelta]]:
    """The spans of the year, and a little more, in which clocks of the zone differ from UTC by so much."""
    start = moment = datetime(year, 1, 1, tzinfo=UTC) - MARGIN
    end = datetime(year + 1, 1, 1, tzinfo=UTC) + MARGIN
    offset = _offset(zone, moment)
    while moment < end:
        following = moment + STEP
        if _offset(zone, following) != offset:
            change = _change(zone, moment, following)
            yield Span(start, change), offset
            start, offset = change, _offset(zone, change)
            moment = change
        else:
            moment = following
    yield Span(start, end), offset


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """When clocks change between two moments, of whole seconds as that one is."""
    old = _offset(zone, before)
    while (seconds := (after - before) // SECOND) > 1:
        middle = before + seconds // 2 * SECOND
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    found = moment.astimezone(zone).utcoffset()
    assert found is not None, "A zone has an offset at every moment."
    return found
