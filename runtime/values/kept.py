"""How the history keeps values, in JSON: the one place that says it, for who writes it and for who reads it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from runtime.declarations.fields import Field

Plain = str | int | bool | list[str] | list[int] | None


def value_of(field: Field, kept: Plain) -> Any:
    """The value that `plain` made this of; text where it was kept while the field was of another kind."""
    try:
        return _value_of(field, kept)
    except (ArithmeticError, TypeError, ValueError):
        return ", ".join(map(str, kept)) if isinstance(kept, list) else str(kept)


def _value_of(field: Field, kept: Plain) -> Any:
    if field.kind == "choices" and isinstance(kept, list):
        return tuple(field.stored_choices.present(str(each)) for each in kept)
    read = _READING.get(field.own.like if field.own is not None else field.kind)
    if field.kind == "choice":
        return field.stored_choices.present(str(kept))
    return str(kept) if read is None else read(kept)


def _whole(kept: Any) -> int:
    return int(str(kept))


def _flag(kept: Any) -> bool:
    if not isinstance(kept, bool | int):
        raise TypeError
    return bool(kept)


def _decimal(kept: Any) -> Decimal:
    return Decimal(str(kept))


def _seconds(kept: Any) -> timedelta:
    return timedelta(seconds=int(kept))


_READING: Mapping[str, Callable[[Any], Any]] = {
    "integer": _whole,
    "yesno": _flag,
    "decimal": _decimal,
    "percent": _decimal,
    "money": _decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "duration": _seconds,
}


def plain(value: object) -> Plain:
    """As JSON has it; nothing chosen is missing."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    assert isinstance(value, tuple)
    return list(value) or None
