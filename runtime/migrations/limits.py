"""Whether a value that is there keeps to a narrower limit, by the same judges that forms go by where there are any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from runtime.declarations.fields import Field
from runtime.migrations.vocabulary import Limit
from runtime.service.values import find_fault

Judge = Callable[[Any], str | None]
"""What is wrong with a value; None where it fits."""


def judge(limit: Limit, zone: tzinfo) -> Judge:
    if limit.limit == "length":
        return _by_field(Field("", limit.kind, "it", length=int(limit.value)))
    if limit.limit == "pattern":
        return _by_field(Field("", limit.kind, "it", pattern=str(limit.value)))
    if limit.limit == "kind":
        return _by_field(Field("", str(limit.value), "it", places=limit.places or 0))
    bound = _value(limit, zone)
    if limit.limit == "max":
        return lambda value: f"is more than {limit.value}" if value > bound else None
    return lambda value: f"is less than {limit.value}" if value < bound else None


def breaks(limit: Limit) -> str:
    """What such values do: "is longer than 20 characters"."""
    return {
        "length": f"is longer than {limit.value} characters",
        "pattern": f"does not match {limit.value}",
        "kind": f"is no {limit.value}",
        "max": f"is more than {limit.value}",
        "min": f"is less than {limit.value}",
    }[limit.limit]


def _by_field(field: Field) -> Judge:
    return lambda value: find_fault(field, value)


def _value(limit: Limit, zone: tzinfo) -> Any:
    """The bound, as a value of its kind: dates and times in ISO form, durations in seconds."""
    text = str(limit.value)
    match limit.kind:
        case "date":
            return date.fromisoformat(text)
        case "datetime":
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        case "time":
            return time.fromisoformat(text)
        case "duration":
            return timedelta(seconds=int(text))
        case "integer":
            return int(text)
    return Decimal(text)
