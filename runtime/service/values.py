"""Whether a value fits its field by itself, and how it is stored. Other fields and other records are not looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from runtime.columns import DIGITS
from runtime.declarations.fields import TEXT_KINDS, Field
from runtime.declarations.kinds import FieldKind
from runtime.service.line import MOST_LINES, Line
from runtime.words import inside, provide, sentence, with_article

ONE_LINE_KINDS = frozenset({"text", "email", "phone", "url"})
NUMBER_KINDS = frozenset({"decimal", "percent", "money"})
LONGEST_TEXT = 100_000
LONGEST_MARKDOWN = 20_000
"""Without a limit of its own; rendering takes longer than a text is long."""
MOST_LINKS = 1_000
LARGEST = 2**63 - 1

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TYPES: Mapping[str, type] = {
    **dict.fromkeys(TEXT_KINDS, str),
    **dict.fromkeys(NUMBER_KINDS, Decimal),
    "integer": int,
    "date": date,
    "datetime": datetime,
    "time": time,
    "duration": timedelta,
    "yesno": bool,
    "choice": str,
    "choices": tuple,
    "link": int,
    "account": int,
    "links": tuple,
    "lines": tuple,
}


def normalise(field: Field, value: Any) -> Any:
    """The value as it is stored: empty is missing, text trimmed, numbers rounded to their places, moments in UTC."""
    found = _normalised(field, value)
    if field.own is None or found is None or not _is_of(found, _TYPES[field.kind]):
        return found
    return _normalised(field, field.own.normalise(found))


def _normalised(field: Field, value: Any) -> Any:
    if value is None or (isinstance(value, str | tuple) and not value):
        return () if field.kind in {"choices", "links", "lines"} else None
    if field.kind in TEXT_KINDS and isinstance(value, str):
        return _text(field, value)
    if field.kind in NUMBER_KINDS and isinstance(value, Decimal | int) and not isinstance(value, bool):
        return _rounded(Decimal(value), field.places)
    if field.kind == "integer" and isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)  # what was computed
    if field.kind == "datetime" and isinstance(value, datetime) and value.tzinfo:
        return _in_utc(value)
    if field.kind in {"choices", "links"} and isinstance(value, tuple):
        return tuple(dict.fromkeys(value))
    return value


def find_fault(field: Field, value: Any) -> str | None:
    """What to do about a value that does not fit its field; None where it fits. Missing always fits."""
    if value is None or value == ():
        return None
    wanted = _TYPES.get(field.kind)  # files have none
    if wanted is None or (type(value) is not wanted and not _is_of(value, wanted)):
        return provide(field)
    judge = _JUDGES.get(field.kind)
    fault = judge(field, value) if judge else None
    return fault or (_own_fault(field.own, field, value) if field.own else None)


def _own_fault(own: FieldKind, field: Field, value: Any) -> str | None:
    words = own.check(value)
    return f"Enter {inside(field.label)} {words}" if words else None


def _is_of(value: object, wanted: type) -> bool:
    """A yes is no number, a moment no day."""
    return isinstance(value, wanted) and not (
        (wanted is int and isinstance(value, bool)) or (wanted is date and isinstance(value, datetime))
    )


def _text(field: Field, value: str) -> str | None:
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    if field.kind in ONE_LINE_KINDS:
        lines = " ".join(lines.split())
    if field.kind == "email":
        lines = lines.lower()
    return lines.strip() or None


def _rounded(value: Decimal, places: int) -> Decimal:
    try:
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    except InvalidOperation:  # too long to have that many places; find_fault says so
        return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:  # at the ends of time; find_fault says so
        return value


def _judge_text(field: Field, value: str) -> str | None:
    longest = field.length or (LONGEST_MARKDOWN if field.kind == "richtext" else LONGEST_TEXT)
    if len(value) > longest:
        return f"Shorten {inside(field.label)} to {longest:,} characters or fewer; it has {len(value):,}"
    if _UNPRINTABLE.search(value):
        return f"Remove the control characters from {inside(field.label)}"
    if field.kind == "url" and not _is_web_address(value):
        return f"Enter {inside(field.label)} as a web address, like https://www.example.org"
    if field.pattern and not _pattern(field.pattern).fullmatch(value):
        return f"Enter {inside(field.label)} in the right form" + (f": {field.hint}" if field.hint else "")
    return None


def _is_web_address(text: str) -> bool:
    """Others, as `javascript:`, are no addresses to go to."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _judge_number(field: Field, value: Decimal) -> str | None:
    if not value.is_finite() or value.copy_abs() >= Decimal(10) ** (DIGITS - field.places):
        return f"Enter a smaller number as {inside(field.label)}"
    return None


def _judge_integer(field: Field, value: int) -> str | None:
    return None if abs(value) <= LARGEST else f"Enter a smaller number as {inside(field.label)}"


def _judge_moment(field: Field, value: datetime) -> str | None:
    if value.tzinfo is None:
        return provide(field)
    in_range = _in_utc(value).utcoffset() == timedelta(0)
    return None if in_range else f"Enter {inside(field.label)} with another year"


def _judge_choice(field: Field, value: str) -> str | None:
    return None if value in field.choices else f"Choose one of the options for {inside(field.label)}"


def _judge_choices(field: Field, value: tuple[str, ...]) -> str | None:
    known = all(each in field.choices for each in value)
    return None if known else f"Choose from the options for {inside(field.label)}"


def _judge_link(field: Field, value: int) -> str | None:
    return None if 0 < value <= LARGEST else from_the_list(field)


def _judge_links(field: Field, value: tuple[int, ...]) -> str | None:
    if len(value) > MOST_LINKS:
        return f"Choose {MOST_LINKS:,} {inside(field.label)} at most"
    fitting = all(_is_of(each, int) and 0 < each <= LARGEST for each in value)
    return None if fitting else from_the_list(field)


def _judge_lines(field: Field, value: tuple[Line, ...]) -> str | None:
    """Of a whole list; what stands in a line is judged with the line."""
    if len(value) > MOST_LINES:
        return f"{sentence(inside(field.label))} can have {MOST_LINES} lines at most; there are {len(value):,}"
    return None if all(isinstance(each, Line) for each in value) else provide(field)


def from_the_list(field: Field) -> str:
    """What to do about a link to what may not be chosen."""
    words = inside(field.label) if field.kind == "links" else with_article(field.label)
    return f"Choose {words} from the list"


_JUDGES: Mapping[str, Callable[[Field, Any], str | None]] = {
    **dict.fromkeys(TEXT_KINDS, _judge_text),
    **dict.fromkeys(NUMBER_KINDS, _judge_number),
    "integer": _judge_integer,
    "datetime": _judge_moment,
    "choice": _judge_choice,
    "choices": _judge_choices,
    "link": _judge_link,
    "links": _judge_links,
    "lines": _judge_lines,
}


@cache
def _pattern(pattern: str) -> Any:
    import re2

    return re2.compile(pattern)
