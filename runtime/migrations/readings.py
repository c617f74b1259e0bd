"""Values out of text that people wrote: only forms that can be read in one way. Everything else does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
_DURATION = re.compile(r"(-)?(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?", re.ASCII)
_DATE_FORMS = ("%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_YES, _NO = frozenset({"yes", "true", "1", "y", "on"}), frozenset({"no", "false", "0", "n", "off"})


class UnfitError(Exception):
    """A value that cannot be taken over; the words follow on it: "'abc' is not a number"."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_number(text: str) -> Decimal:
    """`12`, `-3.50`, `1,234.5`."""
    if not _NUMBER.fullmatch(text.strip()):
        raise UnfitError("is not a number")
    return Decimal(text.strip().replace(",", ""))


def read_date(text: str) -> date:
    """`2026-01-31`, `31.01.2026`, `31 January 2026`."""
    words = text.strip()
    with suppress(ValueError):
        return date.fromisoformat(words)
    for form in _DATE_FORMS:
        with suppress(ValueError):
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
    raise UnfitError("is not a date")


def read_moment(text: str, zone: tzinfo) -> datetime:
    """In ISO form, in the zone where none is given; a day alone is its first moment. In UTC."""
    words = text.strip()
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        moment = datetime.combine(read_date(words), time())
    try:
        return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(UTC)
    except OverflowError:
        raise UnfitError("is not a date") from None


def read_time(text: str) -> time:
    """`9:30`, `09:30`, `09:30:15`."""
    words = text.strip()
    with suppress(ValueError):
        found = time.fromisoformat(words if len(words.partition(":")[0]) > 1 else f"0{words}")
        if found.tzinfo is None:
            return found
    raise UnfitError("is not a time of day")


def read_duration(text: str) -> timedelta:
    """`45m`, `3h`, `1d 2h 30m`."""
    found = _DURATION.fullmatch(text.strip().lower())
    if not found or not any(found.groups()[1:]):
        raise UnfitError("is not a length of time, like 1h 30m")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise UnfitError("is too long") from None
    return -length if found[1] else length


def write_duration(length: timedelta) -> str:
    """As `read_duration` reads it; without days, since a working day is none of 24 hours."""
    seconds = abs(round(length.total_seconds()))
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s"))
    words = " ".join(f"{number}{unit}" for number, unit in parts if number) or "0m"
    return f"-{words}" if length < timedelta() else words


def read_yesno(text: str) -> bool:
    word = text.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise UnfitError("is neither yes nor no")


def read_choice(text: str, choices: Mapping[str, str]) -> str:
    """The stored value that is written so, or whose label is."""
    word = text.strip().lower()
    for stored, label in choices.items():
        if word in (stored.lower(), label.lower()):
            return stored
    raise UnfitError("is not one of the choices")
