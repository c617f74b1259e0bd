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
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal

from runtime.declarations.fields import Field

NUMERIC_KINDS = frozenset({"integer", "decimal", "percent", "money"})
UNITS = ((604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Formats:
    """`text(field, value)` for a value that is there; links, files and rich text have their own ways."""

    locale: Locale
    zone: ZoneInfo
    currency: str

    def text(self, field: Field, value: Any) -> str:
        if field.own is not None:
            return field.own.show(value)
        return _BY_KIND.get(field.kind, _plain)(self, field, value)

    def day(self, value: dt.date) -> str:
        return _day(value, self.locale)

    def moment(self, value: dt.datetime) -> str:
        return _moment(value, self.locale, self.zone)


@lru_cache(maxsize=64)
def formats(language: str, zone: str, currency: str) -> Formats:
    return Formats(Locale.parse(language.replace("-", "_")), ZoneInfo(zone), currency)


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


def _plain(_to: Formats, _field: Field, value: object) -> str:
    return str(value)


def _yesno(_to: Formats, _field: Field, value: object) -> str:
    return "Yes" if value else "No"


def _choice(_to: Formats, field: Field, value: str) -> str:
    return field.choices.get(value, value)


def _choices(_to: Formats, field: Field, value: tuple[str, ...]) -> str:
    return ", ".join(field.choices.get(each, each) for each in value)


def _whole(to: Formats, _field: Field, value: int) -> str:
    return _number(Decimal(value), to.locale, 0, 0)


def _decimal(to: Formats, field: Field, value: Decimal) -> str:
    return _number(value, to.locale, field.places, field.places)


def _percent(to: Formats, field: Field, value: Decimal) -> str:
    return f"{_number(value, to.locale, 0, field.places)}\N{NO-BREAK SPACE}%"


def _money(to: Formats, _field: Field, value: Decimal) -> str:
    return _amount(value, to.currency, to.locale)


def _date(to: Formats, _field: Field, value: dt.date) -> str:
    return _day(value, to.locale)


def _datetime(to: Formats, _field: Field, value: dt.datetime) -> str:
    return _moment(value, to.locale, to.zone)


def _time(to: Formats, _field: Field, value: dt.time) -> str:
    return str(format_time(value, "short", locale=to.locale))


def _duration(_to: Formats, _field: Field, value: dt.timedelta) -> str:
    return duration(value)


_BY_KIND: dict[str, Callable[[Formats, Field, Any], str]] = {
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
def _day(value: dt.date, locale: Locale) -> str:
    return str(format_date(value, "d MMM yyyy" if locale.language == "en" else "medium", locale=locale))


@lru_cache(maxsize=4096)
def _moment(value: dt.datetime, locale: Locale, zone: ZoneInfo) -> str:
    pattern = "d MMM yyyy, HH:mm" if locale.language == "en" else "medium"
    return str(format_datetime(value, pattern, tzinfo=zone, locale=locale))


@lru_cache(maxsize=4096)
def _number(value: Decimal, locale: Locale, least: int, most: int) -> str:
    fraction = "0" * least + "#" * (most - least)
    return str(format_decimal(value, f"#,##0.{fraction}" if fraction else "#,##0", locale=locale))


@lru_cache(maxsize=4096)
def _amount(value: Decimal, currency: str, locale: Locale) -> str:
    return str(format_currency(value, currency, locale=locale))
