"""What values may be, and what they become in another kind: a table of its own, for the product's to be judged by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random
from typing import Any

Labels = Mapping[str, str]
"""Stored value -> label."""

NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


class Unfit(Exception):  # noqa: N818 - no error: an answer
    """The value cannot be of that kind."""


TEXTS = ("12", "7", "-3.50", "1,200", "yes", "no", "1", "0", "red", "Blue", "tan", "2026-02-28", "abc", "a b c", "x")
POOLS: Mapping[str, Callable[[Random], Any]] = {
    "text": lambda random: random.choice(TEXTS),
    "longtext": lambda random: random.choice((*TEXTS, "two\nlines")),
    "email": lambda random: f"{random.choice('abc')}{random.randrange(99)}@harbour.example",
    "integer": lambda random: random.choice((0, 1, 2, 7, 12, -5, 1200, 10**9)),
    "decimal": lambda random: Decimal(random.randrange(-99999, 99999)).scaleb(-2),
    "money": lambda random: random.choice((Decimal("12.00"), Decimal(random.randrange(-99999, 99999)).scaleb(-2))),
    "date": lambda random: date(2020, 1, 1 + random.randrange(28)),
    "datetime": lambda random: datetime(2021, 5, 1 + random.randrange(28), random.choice((0, 13)), 30, tzinfo=UTC),
    "yesno": lambda random: random.random() < 0.5,
}


def _number(value: str) -> Decimal:
    if not NUMBER.fullmatch(value):
        raise Unfit
    return Decimal(value.replace(",", ""))


def _whole(value: Decimal) -> int:
    if value != int(value):
        raise Unfit
    return int(value)


def _cents(value: Decimal | int) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Unfit from None


def _either(value: str) -> bool:
    if value.lower() not in ("yes", "no", "1", "0"):
        raise Unfit
    return value.lower() in ("yes", "1")


def _bit(value: int) -> bool:
    if value not in (0, 1):
        raise Unfit
    return value == 1


def _chosen(value: str, labels: Labels) -> str:
    for stored, label in labels.items():
        if value.lower() in (stored.lower(), label.lower()):
            return stored
    raise Unfit


def _known(value: str, labels: Labels) -> str:
    return value if value in labels else _chosen(value, labels)


def _single(value: tuple[str, ...]) -> str:
    if len(value) != 1:
        raise Unfit
    return value[0]


TABLE: Mapping[tuple[str, str], Callable[[Any, Labels, Labels], Any]] = {
    ("text", "integer"): lambda value, old, new: _whole(_number(value)),
    ("text", "money"): lambda value, old, new: _cents(_number(value)),
    ("text", "date"): lambda value, old, new: _day(value),
    ("text", "yesno"): lambda value, old, new: _either(value),
    ("text", "choice"): lambda value, old, new: _chosen(value, new),
    ("integer", "text"): lambda value, old, new: str(value),
    ("integer", "money"): lambda value, old, new: _cents(value),
    ("integer", "yesno"): lambda value, old, new: _bit(value),
    ("money", "text"): lambda value, old, new: f"{value:f}",
    ("money", "integer"): lambda value, old, new: _whole(value),
    ("date", "text"): lambda value, old, new: value.isoformat(),
    ("date", "datetime"): lambda value, old, new: datetime.combine(value, time(), UTC),
    ("datetime", "date"): lambda value, old, new: value.date(),
    ("yesno", "text"): lambda value, old, new: "yes" if value else "no",
    ("yesno", "integer"): lambda value, old, new: int(value),
    ("choice", "text"): lambda value, old, new: old.get(value, value),
    ("choice", "choices"): lambda value, old, new: (_known(value, new),),
    ("choices", "choice"): lambda value, old, new: _known(_single(value), new),
}
ALIKE = (("text", "longtext"), ("longtext", "text"), ("text", "email"), ("email", "text"), ("decimal", "money"))
"""Kinds that share a column, as far as values do."""


def becomes(value: Any, kinds: tuple[str, str], old: Labels, new: Labels) -> Any:
    """The value in the other kind; None stays None. Raises Unfit."""
    return None if value is None else TABLE[kinds](value, old, new)
