"""Values as analysts type them, read: numbers, dates, durations, sizes, addresses. Errors are ValueErrors in words."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator.names import shown

UNITS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
SIZES = {"B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
MOST_DIGITS = 18


def whole_number(text: str) -> int:
    if not re.fullmatch(rf"[+-]?[0-9]{{1,{MOST_DIGITS}}}", text, re.ASCII):
        raise ValueError(f"'{shown(text)}' is not a whole number")
    return int(text)


def decimal_number(text: str) -> Decimal:
    if not re.fullmatch(rf"[+-]?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DIGITS}}})?", text, re.ASCII):
        raise ValueError(f"'{shown(text)}' is not a number")
    return Decimal(text)


def yes_or_no(text: str) -> bool:
    try:
        return {"true": True, "yes": True, "false": False, "no": False}[text.lower()]
    except KeyError:
        raise ValueError(f"'{shown(text)}' is neither true nor false") from None


def duration(text: str) -> timedelta:
    found = re.fullmatch(r"([0-9]{1,6}) ?([mhdw])", text, re.ASCII)
    if not found:
        raise ValueError(f"'{shown(text)}' is not a duration: write 30m, 24h, 10d or 2w")
    return timedelta(seconds=int(found[1]) * UNITS[found[2]])


def size(text: str) -> int:
    """Bytes; a number alone is in MB."""
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(|B|KB|MB|GB)", text.upper(), re.ASCII)
    if not found or not Decimal(found[1]):
        raise ValueError(f"'{shown(text)}' is not a size: write 500 KB or 10 MB")
    return int(Decimal(found[1]) * SIZES[found[2] or "MB"])


def iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{shown(text)}' is not a date: write 2026-05-31") from None


def iso_time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{shown(text)}' is not a time: write 09:30") from None


def iso_datetime(text: str) -> datetime:
    """Without an offset it is meant in the site's zone, which is not known here."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{shown(text)}' is not a date with a time: write 2026-05-31T09:30") from None


def email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        raise ValueError(f"'{shown(text)}' is not an email address")
    return text


def web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]\S*", text):
        raise ValueError(f"'{shown(text)}' is not a web address: it starts with https://")
    return text


def phone(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9][0-9 ()/.-]{2,38}", text, re.ASCII):
        raise ValueError(f"'{shown(text)}' is not a telephone number: write +44 20 7946 0000")
    return text
