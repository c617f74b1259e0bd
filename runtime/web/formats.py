"""Values as text in a language: dates, numbers, money. Made once per language, zone and currency; no HTML here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time
from babel.numbers import format_currency, format_decimal

from runtime.declarations.fields import Field
from runtime.web.dates import date_writer, moment_writer

Write = Callable[[Any], str]

NUMERIC_KINDS = frozenset({"integer", "decimal", "percent", "money"})
UNITS = ((604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Formats:
    """`text(field, value)` for a value that is there; links, files and rich text have their own ways.

    `moment` writes a moment by the clock of the zone.
    """

    locale: Locale
    zone: ZoneInfo
    currency: str
    day: Callable[[dt.date], str]
    moment: Callable[[dt.datetime], str]

    def text(self, field: Field, value: Any) -> str:
        return self.of(field)(value)

    def of(self, field: Field) -> Write:
        """How values of this field are written."""
        return field.own.show if field.own is not None else _BY_KIND.get(field.kind, _plain)(self, field)


@lru_cache(maxsize=64)
def formats(language: str, zone: str, currency: str) -> Formats:
    locale = Locale.parse(language.replace("-", "_"))
    english = locale.language == "en"
    day = date_writer("d MMM yyyy" if english else "medium", locale)
    clock = moment_writer("d MMM yyyy, HH:mm" if english else "medium", locale)
    return Formats(locale, ZoneInfo(zone), currency, day, _moments(clock, ZoneInfo(zone)))


def _moments(clock: Callable[[dt.datetime], str], zone: ZoneInfo) -> Callable[[dt.datetime], str]:
    @lru_cache(maxsize=16384)
    def moment(value: dt.datetime) -> str:
        """Kept: what changed of late stands in list after list."""
        return clock(value.astimezone(zone))

    return moment


def duration(value: dt.timedelta) -> str:
    """ "2 hours 30 minutes"; exact to the second."""
    seconds = abs(round(value.total_seconds()))
    parts: list[str] = []
    for size, unit in UNITS[1:]:
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number} {unit}{'' if number == 1 else 's'}")
    words = " ".join(parts) or "0 minutes"
    return f"minus {words}" if value < dt.timedelta(0) else words


def _plain(_to: Formats, _field: Field) -> Write:
    return str


def _yesno(_to: Formats, _field: Field) -> Write:
    return lambda value: "Yes" if value else "No"


class _Words(dict[str, str]):
    """The words of choices; one that there is no longer stands for itself."""

    def __missing__(self, choice: str) -> str:
        return choice


def _choice(_to: Formats, field: Field) -> Write:
    return _Words(field.choices).__getitem__


def _choices(_to: Formats, field: Field) -> Write:
    return lambda value: ", ".join(field.choices.get(each, each) for each in value)


def _whole(to: Formats, _field: Field) -> Write:
    return lambda value: _number(Decimal(value), to.locale, 0, 0)


def _decimal(to: Formats, field: Field) -> Write:
    return lambda value: _number(value, to.locale, field.places, field.places)


def _percent(to: Formats, field: Field) -> Write:
    return lambda value: f"{_number(value, to.locale, 0, field.places)}\N{NO-BREAK SPACE}%"


def _money(to: Formats, _field: Field) -> Write:
    return lambda value: _amount(value, to.currency, to.locale)


def _date(to: Formats, _field: Field) -> Write:
    return to.day


def _datetime(to: Formats, _field: Field) -> Write:
    return to.moment


def _time(to: Formats, _field: Field) -> Write:
    return lambda value: str(format_time(value, "short", locale=to.locale))


def _duration(_to: Formats, _field: Field) -> Write:
    return duration


_BY_KIND: dict[str, Callable[[Formats, Field], Write]] = {
    "yesno": _yesno,
    "choice": _choice,
    "choices": _choices,
    "integer": _whole,
    "decimal": _decimal,
    "percent": _percent,
    "money": _money,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "duration": _duration,
}


@lru_cache(maxsize=4096)
def _number(value: Decimal, locale: Locale, least: int, most: int) -> str:
    fraction = "0" * least + "#" * (most - least)
    return str(format_decimal(value, f"#,##0.{fraction}" if fraction else "#,##0", locale=locale))


@lru_cache(maxsize=4096)
def _amount(value: Decimal, currency: str, locale: Locale) -> str:
    return str(format_currency(value, currency, locale=locale))
