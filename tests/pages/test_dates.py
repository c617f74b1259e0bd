"""Dates and moments are written as Babel writes them, in all languages that it knows."""

import datetime as dt
import random

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.localedata import locale_identifiers

from runtime.web.dates import date_writer, moment_writer

PATTERNS = ("medium", "d MMM yyyy")
MOMENTS = {"medium": "medium", "d MMM yyyy": "d MMM yyyy, HH:mm"}


def test_all_languages_write_them_as_babel_does() -> None:
    chance = random.Random(7)
    years = [1900 + chance.randrange(200) for _ in range(12)]
    days = [
        dt.datetime(year, month, chance.randrange(1, 29), 23, 5, 9, tzinfo=dt.UTC)
        for month, year in enumerate(years, 1)
    ]
    for name in locale_identifiers():
        locale = Locale.parse(name)
        for pattern in PATTERNS:
            write_date, write_moment = date_writer(pattern, locale), moment_writer(MOMENTS[pattern], locale)
            for moment in days:
                assert write_date(moment.date()) == format_date(moment, pattern, locale=locale), name
                expected = format_datetime(moment, MOMENTS[pattern], locale=locale, tzinfo=dt.UTC)
                assert write_moment(moment) == expected, name


def test_a_pattern_that_is_not_known_is_left_to_babel() -> None:
    german = Locale("de")
    day = dt.date(2026, 11, 30)
    assert date_writer("EEEE, d. MMMM y", german)(day) == "Montag, 30. November 2026"
    assert date_writer("d. MMMM y", german)(day) == "30. November 2026"
    assert date_writer("QQQ", german)(day) == "Q4"
