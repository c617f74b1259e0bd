"""Whether a value fits its field by itself, and how it is stored. Other fields and other records are not looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import cache
from typing import Any

from runtime.declarations.fields import Field
from runtime.words import inside

TEXT_KINDS = frozenset({"text", "longtext", "richtext", "email", "phone", "url", "address"})
NUMBER_KINDS = frozenset({"decimal", "percent", "money"})
LONGEST_TEXT = 100_000
LARGEST = 2**63 - 1
DIGITS = 18

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def normalise(field: Field, value: Any) -> Any:
    """The value as it is stored: empty is missing, text trimmed, numbers rounded to their places, moments in UTC."""
    if value is None or (isinstance(value, str | tuple) and not value):
        return () if field.kind == "choices" else None
    if field.kind in TEXT_KINDS:
        return _text(field, value)
    if field.kind in NUMBER_KINDS and isinstance(value, Decimal | int):
        return _rounded(Decimal(value), field.places)
    if field.kind == "datetime" and isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC)
    return value


def find_fault(field: Field, value: Any) -> str | None:
    """What to do about a value that does not fit its field; None where it fits. Missing always fits."""
    if value is None or value == ():
        return None
    judge = _JUDGES.get(field.kind)
    return judge(field, value) if judge else None


def _text(field: Field, value: str) -> str | None:
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    if field.kind in {"text", "email", "phone", "url"}:
        lines = " ".join(lines.split())
    if field.kind == "email":
        lines = lines.lower()
    return lines.strip() or None


def _rounded(value: Decimal, places: int) -> Decimal:
    try:
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    except InvalidOperation:  # too long to have that many places; find_fault says so
        return value


def _judge_text(field: Field, value: str) -> str | None:
    longest = field.length or LONGEST_TEXT
    words = inside(field.label)
    if len(value) > longest:
        return f"Shorten {words} to {longest:,} characters or fewer; it has {len(value):,}"
    if _INVISIBLE.search(value):
        return f"Remove the control characters from {words}"
    if field.pattern and not _pattern(field.pattern).fullmatch(value):
        return f"Enter {words} in the right form" + (f": {field.hint}" if field.hint else "")
    return None


def _judge_number(field: Field, value: Decimal) -> str | None:
    if not value.is_finite() or abs(value) >= Decimal(10) ** (DIGITS - field.places):
        return f"Enter a smaller number as {inside(field.label)}"
    return None


def _judge_integer(field: Field, value: int) -> str | None:
    return None if abs(value) <= LARGEST else f"Enter a smaller number as {inside(field.label)}"


def _judge_choice(field: Field, value: str) -> str | None:
    return None if value in field.choices else f"Choose one of the options for {inside(field.label)}"


def _judge_choices(field: Field, value: tuple[str, ...]) -> str | None:
    known = all(each in field.choices for each in value)
    return None if known else f"Choose from the options for {inside(field.label)}"


_JUDGES: Mapping[str, Callable[[Field, Any], str | None]] = {
    **dict.fromkeys(TEXT_KINDS, _judge_text),
    **dict.fromkeys(NUMBER_KINDS, _judge_number),
    "integer": _judge_integer,
    "choice": _judge_choice,
    "choices": _judge_choices,
}


@cache
def _pattern(pattern: str) -> Any:
    import re2

    return re2.compile(pattern)
