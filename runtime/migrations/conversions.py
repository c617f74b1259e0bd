"""What the values of one kind become in another: a closed table of pure functions. What does not fit is told in words.

A value that is missing stays missing and is not asked about. Nothing is rounded or cut: what would lose something does
not fit, except that a moment becomes its day or its time of day, since the old column keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from runtime.columns import DIGITS
from runtime.declarations.fields import TEXT_KINDS
from runtime.migrations import readings
from runtime.migrations.readings import UnfitError

__all__ = ["Form", "UnfitError", "converter", "pairs"]

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Form:
    """What a column holds. `choices`: stored value -> label. `zone` is the site's."""

    kind: str
    zone: tzinfo
    places: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def family(self) -> str:
        if self.kind in TEXT_KINDS:
            return "text"
        return "number" if self.kind in {"decimal", "percent", "money"} else self.kind


Conversion = Callable[[Any, Form, Form], Any]
"""conversion(value, source, target); raises UnfitError."""


def converter(source: Form, target: Form) -> Callable[[Any], Any]:
    """The function from values of the one to values of the other; where there is none, no value fits.

    Whatever else goes wrong with a value, it is the value that does not fit.
    """
    conversion = _TABLE.get((source.family, target.family), _none)

    def convert(value: Any) -> Any:
        try:
            return conversion(value, source, target)
        except (ValueError, ArithmeticError) as error:
            raise UnfitError("cannot be read") from error

    return convert


def pairs() -> frozenset[tuple[str, str]]:
    """The families that can be converted; `text` stands for all kinds of text, `number` for decimal, percent, money."""
    return frozenset(_TABLE)


def _none(_value: Any, source: Form, target: Form) -> Any:
    raise UnfitError(f"is {source.kind}, which cannot become {target.kind}")


def _same(value: Any, _source: Form, _target: Form) -> Any:
    return value


def _number(value: Decimal | int, _source: Form, target: Form) -> Decimal:
    number = Decimal(value)
    places = target.places or 0
    if not number.is_finite() or number.copy_abs() >= Decimal(10) ** (DIGITS - places):
        raise UnfitError("is too large")
    rounded = number.quantize(Decimal(1).scaleb(-places)) if number.copy_abs() < Decimal(10) ** DIGITS else number
    if rounded != number:
        raise UnfitError(f"has more than {places} digits after the point")
    return rounded


def _whole(value: Decimal, _source: Form, _target: Form) -> int:
    if value != value.to_integral_value():
        raise UnfitError("is not a whole number")
    return _in_range(int(value))


def _in_range(value: int) -> int:
    if abs(value) > LARGEST:
        raise UnfitError("is too large")
    return value


def _yes_or_no(value: int, _source: Form, _target: Form) -> bool:
    if value not in (0, 1):
        raise UnfitError("is neither 0 nor 1")
    return value == 1


def _midnight(value: date, _source: Form, target: Form) -> datetime:
    return datetime.combine(value, time(), target.zone)


def _day(value: datetime, source: Form, _target: Form) -> date:
    return value.astimezone(source.zone).date()


def _time_of_day(value: datetime, source: Form, _target: Form) -> time:
    return value.astimezone(source.zone).time()


def _write_number(value: Decimal, _source: Form, _target: Form) -> str:
    return f"{value:f}"


def _write_moment(value: datetime, source: Form, _target: Form) -> str:
    return value.astimezone(source.zone).isoformat(sep=" ")


def _write_duration(value: timedelta, _source: Form, _target: Form) -> str:
    return readings.write_duration(value)


def _write_choice(value: str, source: Form, _target: Form) -> str:
    return source.choices.get(value, value)


def _write_choices(value: tuple[str, ...], source: Form, _target: Form) -> str | None:
    return ", ".join(source.choices.get(each, each) for each in value) or None


def _read_integer(value: str, _source: Form, _target: Form) -> int:
    number = readings.read_number(value)
    return _whole(number, _source, _target)


def _read_number(value: str, source: Form, target: Form) -> Decimal:
    return _number(readings.read_number(value), source, target)


def _read_moment(value: str, _source: Form, target: Form) -> datetime:
    return readings.read_moment(value, target.zone)


def _read_choice(value: str, _source: Form, target: Form) -> str:
    return readings.read_choice(value, target.choices)


def _read_choices(value: str, _source: Form, target: Form) -> tuple[str, ...]:
    parts = [part.strip() for part in value.split(",")]
    return tuple(dict.fromkeys(readings.read_choice(part, target.choices) for part in parts if part))


def _other_choice(value: str, source: Form, target: Form) -> str:
    """The same value, else the one that is labelled alike."""
    return value if value in target.choices else readings.read_choice(source.choices.get(value, value), target.choices)


def _one_of(value: tuple[str, ...], source: Form, target: Form) -> str:
    if len(value) != 1:
        raise UnfitError(f"holds {len(value)} choices")
    return _other_choice(value[0], source, target)


def _by_label(read: Conversion) -> Conversion:
    """A choice or a yes or no, by the words that stand for it."""

    def convert(value: Any, source: Form, target: Form) -> Any:
        return read(_WRITTEN[source.family](value, source, target), source, target)

    return convert


_WRITTEN: Mapping[str, Conversion] = {
    "text": _same,
    "integer": lambda value, _source, _target: str(value),
    "number": _write_number,
    "date": lambda value, _source, _target: value.isoformat(),
    "datetime": _write_moment,
    "time": lambda value, _source, _target: value.isoformat(),
    "duration": _write_duration,
    "yesno": lambda value, _source, _target: "yes" if value else "no",
    "choice": _write_choice,
    "choices": _write_choices,
}
_READ: Mapping[str, Conversion] = {
    "integer": _read_integer,
    "number": _read_number,
    "date": lambda value, _source, _target: readings.read_date(value),
    "datetime": _read_moment,
    "time": lambda value, _source, _target: readings.read_time(value),
    "duration": lambda value, _source, _target: readings.read_duration(value),
    "yesno": lambda value, _source, _target: readings.read_yesno(value),
    "choice": _read_choice,
    "choices": _read_choices,
}
_TABLE: Mapping[tuple[str, str], Conversion] = {
    **{(family, "text"): write for family, write in _WRITTEN.items()},
    **{("text", family): read for family, read in _READ.items()},
    ("integer", "integer"): _same,
    ("integer", "number"): _number,
    ("integer", "yesno"): _yes_or_no,
    ("number", "integer"): _whole,
    ("number", "number"): _number,
    ("date", "date"): _same,
    ("date", "datetime"): _midnight,
    ("datetime", "datetime"): _same,
    ("datetime", "date"): _day,
    ("datetime", "time"): _time_of_day,
    ("time", "time"): _same,
    ("duration", "duration"): _same,
    ("yesno", "yesno"): _same,
    ("yesno", "integer"): lambda value, _source, _target: int(value),
    ("choice", "choice"): _other_choice,
    ("choice", "choices"): lambda value, source, target: (_other_choice(value, source, target),),
    ("choices", "choice"): _one_of,
    ("choices", "choices"): lambda value, source, target: tuple(_other_choice(each, source, target) for each in value),
    **{
        (one, other): _by_label(_READ[other])
        for one, other in (
            ("choice", "integer"),
            ("choice", "yesno"),
            ("integer", "choice"),
            ("yesno", "choice"),
        )
    },
}
