"""Dates and moments in a language, by a pattern that is read once: Babel reads it for each value, which costs a list
half a millisecond. A pattern with a part that is not known here is left to Babel.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    get_date_format,
    get_datetime_format,
    get_time_format,
    parse_pattern,
)

WriteDate = Callable[[dt.date], str]
WriteMoment = Callable[[dt.datetime], str]

MEDIUM: Final = "medium"
_PARTS = re.compile(r"%\((\w+)\)s|%(%)|([^%]+)")
_NUMBERS = {
    "d": ("%d", "day"),
    "dd": ("%02d", "day"),
    "M": ("%d", "month"),
    "MM": ("%02d", "month"),
    "y": ("%d", "year"),
    "yyyy": ("%04d", "year"),
    "H": ("%d", "hour"),
    "HH": ("%02d", "hour"),
    "mm": ("%02d", "minute"),
    "ss": ("%02d", "second"),
}
"""How the part of a pattern is written, and of what."""
_MONTHS = {"MMM": ("format", "abbreviated"), "MMMM": ("format", "wide"), "LLL": ("stand-alone", "abbreviated")}


def date_writer(pattern: str, locale: Locale) -> WriteDate:
    """`pattern`: "medium", which is the language's own, or one of the Unicode notation (UTS 35), as "d MMM yyyy"."""
    write = _writer(_format_of_days(pattern, locale), locale)
    return write or (lambda value: str(format_date(value, pattern, locale=locale)))


def moment_writer(pattern: str, locale: Locale) -> WriteMoment:
    """The same for moments, which are written by the clock that they have."""
    write = _writer(_format_of_moments(pattern, locale), locale)
    return write or (lambda value: str(format_datetime(value, pattern, tzinfo=value.tzinfo, locale=locale)))


def _format_of_days(pattern: str, locale: Locale) -> str:
    return str((get_date_format(MEDIUM, locale) if pattern == MEDIUM else parse_pattern(pattern)).format)


def _format_of_moments(pattern: str, locale: Locale) -> str:
    if pattern != MEDIUM:
        return str(parse_pattern(pattern).format)
    joined = str(get_datetime_format(MEDIUM, locale)).replace("'", "")
    clock, day = str(get_time_format(MEDIUM, locale).format), _format_of_days(MEDIUM, locale)
    return joined.replace("{0}", clock).replace("{1}", day)


def _writer(template: str, locale: Locale) -> Callable[[Any], str] | None:
    """None where a part is not known here, or figures are those of another script.

    There is a template for each month, since its name is the one part that is no number.
    """
    parts = _PARTS.findall(template)
    names = [name for name, _percent, _literal in parts if name and name not in _MONTHS]
    if locale.default_numbering_system != "latn" or not _NUMBERS.keys() >= {*names} or len(names) < 2:
        return None
    numbers = attrgetter(*(_NUMBERS[name][1] for name in names))
    months = {month: "".join(_part(part, month, locale) for part in parts) for month in range(1, 13)}
    return lambda value: months[value.month] % numbers(value)


def _part(part: tuple[str, str, str], month: int, locale: Locale) -> str:
    name, percent, literal = part
    if name in _MONTHS:
        context, width = _MONTHS[name]
        return str(locale.months[context][width][month]).replace("%", "%%")
    return _NUMBERS[name][0] if name else percent * 2 or literal
