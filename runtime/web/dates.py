"""Dates and moments in a language, by a pattern that is read once: Babel reads it for each value, which costs a list
half a millisecond. A pattern with a part that is not known here is left to Babel.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

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
Piece = Callable[[dt.datetime], str]

MEDIUM: Final = "medium"
_PARTS = re.compile(r"%\((\w+)\)s|%(%)|([^%]+)")
_NUMBERS: dict[str, Piece] = {
    "d": lambda value: str(value.day),
    "dd": lambda value: f"{value.day:02}",
    "M": lambda value: str(value.month),
    "MM": lambda value: f"{value.month:02}",
    "y": lambda value: str(value.year),
    "yy": lambda value: f"{value.year % 100:02}",
    "yyyy": lambda value: f"{value.year:04}",
    "H": lambda value: str(value.hour),
    "HH": lambda value: f"{value.hour:02}",
    "mm": lambda value: f"{value.minute:02}",
    "ss": lambda value: f"{value.second:02}",
}
_MONTHS = {"MMM": ("format", "abbreviated"), "MMMM": ("format", "wide"), "LLL": ("stand-alone", "abbreviated")}


def date_writer(pattern: str, locale: Locale) -> WriteDate:
    """`pattern`: "medium", which is the language's own, or one of the Unicode notation (UTS 35), as "d MMM yyyy"."""
    pieces = _pieces(_format_of_days(pattern, locale), locale)
    if pieces is None:
        return lambda value: str(format_date(value, pattern, locale=locale))
    return lambda value: "".join([piece(value) for piece in pieces])  # type: ignore[arg-type] # a date has no clock


def moment_writer(pattern: str, locale: Locale) -> WriteMoment:
    """The same for moments, which are written by the clock that they have."""
    pieces = _pieces(_format_of_moments(pattern, locale), locale)
    if pieces is None:
        return lambda value: str(format_datetime(value, pattern, tzinfo=value.tzinfo, locale=locale))
    return lambda value: "".join([piece(value) for piece in pieces])


def _format_of_days(pattern: str, locale: Locale) -> str:
    return str((get_date_format(MEDIUM, locale) if pattern == MEDIUM else parse_pattern(pattern)).format)


def _format_of_moments(pattern: str, locale: Locale) -> str:
    if pattern != MEDIUM:
        return str(parse_pattern(pattern).format)
    joined = str(get_datetime_format(MEDIUM, locale)).replace("'", "")
    clock, day = str(get_time_format(MEDIUM, locale).format), _format_of_days(MEDIUM, locale)
    return joined.replace("{0}", clock).replace("{1}", day)


def _pieces(template: str, locale: Locale) -> list[Piece] | None:
    """None where a part is not known here, or an era, or figures of another script."""
    if locale.default_numbering_system != "latn":
        return None
    found = [_piece(*parts, locale=locale) for parts in _PARTS.findall(template)]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


def _piece(name: str, percent: str, literal: str, *, locale: Locale) -> Piece | None:
    if not name:
        text = percent or literal
        return lambda _value: text
    if name in _MONTHS:
        context, width = _MONTHS[name]
        months = locale.months[context][width]
        return lambda value: str(months[value.month])
    return _NUMBERS.get(name)
