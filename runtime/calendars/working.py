"""Working time of a calendar: between two moments, and after one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Protocol
from zoneinfo import ZoneInfo

from runtime.calendars.openings import openings_of
from runtime.declarations.service_level import ALWAYS, Calendar

NONE = timedelta()


class WorkingTime(Protocol):
    def between(self, start: datetime, end: datetime) -> timedelta:
        """Nothing where the end is before the start."""

    def after(self, start: datetime, span: timedelta) -> datetime:
        """The first moment at which so much working time has passed since the start."""


class AroundTheClock:
    def between(self, start: datetime, end: datetime) -> timedelta:
        return max(end - start, NONE)

    def after(self, start: datetime, span: timedelta) -> datetime:
        return start + span


@dataclass(frozen=True, slots=True)
class _Year:
    """The openings of a year; `sums` is the working time before each of them, and at last that of the whole year."""

    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    sums: tuple[timedelta, ...]

    @property
    def whole(self) -> timedelta:
        return self.sums[-1]

    def until(self, moment: datetime) -> timedelta:
        """Working time of the year before the moment."""
        at = bisect_right(self.starts, moment) - 1
        return self.sums[at] + min(moment, self.ends[at]) - self.starts[at] if at >= 0 else NONE

    def moment(self, worked: timedelta) -> datetime:
        """The first at which so much of the year's working time has passed: more than none, at most the whole."""
        at = bisect_left(self.sums, worked) - 1
        return self.starts[at] + worked - self.sums[at]


class OpeningHours:
    """A calendar in a time zone. What it has found out about a year it keeps."""

    def __init__(self, calendar: Calendar, zone: ZoneInfo) -> None:
        self._calendar = calendar
        self._zone = zone
        self._years: dict[int, _Year] = {}

    def between(self, start: datetime, end: datetime) -> timedelta:
        if end <= start:
            return NONE
        first, last = self._year_of(start), self._year_of(end)
        whole = sum((self._year(year).whole for year in range(first, last)), NONE)
        return whole + self._year(last).until(end) - self._year(first).until(start)

    def after(self, start: datetime, span: timedelta) -> datetime:
        """Raises OverflowError where that is after all years."""
        if span <= NONE:
            return start
        number = self._year_of(start)
        left = self._year(number).until(start) + span
        while left > self._year(number).whole:
            left -= self._year(number).whole
            number += 1
        return self._year(number).moment(left)

    def _year_of(self, moment: datetime) -> int:
        return moment.astimezone(self._zone).year

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            spans = list(openings_of(self._calendar, self._zone, number))
            sums = accumulate((span.end - span.start for span in spans), initial=NONE)
            starts, ends = (tuple(span[side] for span in spans) for side in (0, 1))
            self._years[number] = _Year(starts, ends, tuple(sums))
        return self._years[number]


def working_times(calendars: Mapping[str, Calendar], time_zone: str) -> Mapping[str, WorkingTime]:
    """Of all calendars of a site, `always` included."""
    zone = ZoneInfo(time_zone)
    return {ALWAYS: AroundTheClock(), **{name: OpeningHours(each, zone) for name, each in calendars.items()}}
