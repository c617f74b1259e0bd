"""Calendars: days of the week, hours of the day, countries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from generator.names import shown
from generator.problems import Problem, Text
from generator.promised import Calendar
from generator.resolve.problems import missing
from generator.service_level import ALWAYS
from generator.service_level import Calendar as Resolved

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"([0-2]?\d):([0-5]\d) ?- ?([0-2]?\d):([0-5]\d)", re.ASCII)
EVERY_DAY = tuple(range(len(DAYS)))
MIDNIGHT = timedelta(hours=24)


def resolve_calendar(calendar: Calendar, problems: list[Problem]) -> Resolved:
    """What cannot be read is told, and has a stand-in here."""
    if calendar.name == ALWAYS:
        hint = "it is around the clock; choose another name"
        problems.append(Problem("S271", "every site has a calendar 'always' already", calendar.at, hint))
    days = tuple(sorted({day for text in calendar.days for day in _days(text, calendar, problems)})) or EVERY_DAY
    opens, closes = _hours(calendar.hours, calendar, problems)
    if calendar.holidays is not None:
        _check_place(calendar.holidays, calendar, problems)
    return Resolved(str(calendar.name), days, opens, closes, str(calendar.holidays or ""))


def _days(text: Text, calendar: Calendar, problems: list[Problem]) -> Sequence[int]:
    first, dash, last = text.replace(" ", "").lower().partition("-")
    if first not in DAYS or (last or first) not in DAYS or (dash and not last):
        message = f"'{shown(text)}' of calendar '{calendar.name}' is not a day of the week"
        hint = f"write mon-fri, or a list of {', '.join(DAYS)}"
        problems.append(Problem("S271", message, text.at, hint))
        return ()
    start, end = DAYS.index(first), DAYS.index(last or first)
    return [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]


def _hours(text: Text, calendar: Calendar, problems: list[Problem]) -> tuple[timedelta, timedelta]:
    found = HOURS.fullmatch(text.replace("–", "-"))
    if found:
        opens, closes = (timedelta(hours=int(found[n]), minutes=int(found[n + 1])) for n in (1, 3))
        if opens < closes <= MIDNIGHT:
            return opens, closes
    message = f"'{shown(text)}' are no hours of a day for calendar '{calendar.name}'"
    hint = 'write for example "09:00-17:30", in quotes; the day ends at 24:00, and hours over midnight do not exist'
    problems.append(Problem("S271", message, text.at, hint))
    return timedelta(), MIDNIGHT


def _check_place(place: Text, calendar: Calendar, problems: list[Problem]) -> None:
    import holidays  # it takes time, and few specs need it

    country, _, part = place.partition("-")
    known = holidays.list_supported_countries(include_aliases=False)
    where = f"'holidays' of calendar '{calendar.name}'"
    if country not in known:
        problems.append(missing(where, "country", Text(country, place.at), known, "countries"))
    elif part and part not in known[country]:
        candidates = [f"{country}-{each}" for each in known[country]]
        problems.append(missing(where, "part of a country", place, candidates, f"parts of {country}"))
