"""Values as other systems send them, read into those that the service takes. Knows neither labels nor records."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from runtime.columns import DIGITS
from runtime.ids import read_id
from runtime.service.outcomes import Upload
from runtime.service.values import LARGEST
from runtime.web.contacts import mail_address, phone_number

LONGEST_SPAN = 10**12
MOST_FILES = 100
LONGEST_NAME = 500

_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)


class Unfit(ValueError):  # noqa: N818 - says what the value is
    """The value has not the form that its field takes; with words where they say more than the form."""


@dataclass(frozen=True, slots=True)
class Files:
    """New files, and the ids of those that stay."""

    added: tuple[Upload, ...] = ()
    kept: frozenset[int] = frozenset()


def text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise Unfit
    if len(value) > longest:
        raise Unfit(f"This must have at most {longest:,} characters.")
    return value


def email(value: str) -> str:
    """Blank is missing, as for any text."""
    try:
        return mail_address(value) if value.strip() else value
    except ValueError:
        raise Unfit from None


def phone(value: str) -> str:
    try:
        return phone_number(value) if value.strip() else value
    except ValueError:
        raise Unfit from None


def whole(value: object) -> int:
    number = _plain_number(value)
    if number.adjusted() > len(str(LARGEST)) or number != number.to_integral_value() or abs(int(number)) > LARGEST:
        raise Unfit
    return int(number)


def number(value: object, places: int) -> Decimal:
    """With as many digits as can be stored; nothing is rounded silently."""
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise Unfit
        found = Decimal(value)
    else:
        found = _plain_number(value)
    if found and found.adjusted() >= DIGITS - places:
        raise Unfit(f"This must have at most {DIGITS - places} digits before the point.")
    if found and _digits_after_point(found) > places:
        raise Unfit(f"This must have at most {places} digits after the point.")
    return found


def _plain_number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unfit
    return Decimal(value)


def _digits_after_point(number: Decimal) -> int:
    """Without noughts at the end."""
    _sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # it is no Infinity: those are no JSON
    noughts = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return -(exponent + noughts)


def day(value: object) -> date:
    try:
        return date.fromisoformat(_matching(_DAY, value))
    except ValueError:
        raise Unfit from None


def moment(value: object) -> datetime:
    try:
        return datetime.fromisoformat(_matching(_MOMENT, value).upper())
    except ValueError:
        raise Unfit from None


def clock(value: object) -> time:
    try:
        return time.fromisoformat(_matching(_CLOCK, value))
    except ValueError:
        raise Unfit from None


def span(value: object) -> timedelta:
    seconds = whole(value)
    if abs(seconds) > LONGEST_SPAN:
        raise Unfit
    return timedelta(seconds=seconds)


def yesno(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unfit
    return value


def choice(value: object, choices: Mapping[str, str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise Unfit(f"This must be one of: {', '.join(choices)}.")
    return value


def record_id(value: object) -> int:
    found = read_id(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit
    return found


def items(value: object, most: int) -> Sequence[object]:
    if not isinstance(value, list):
        raise Unfit
    if len(value) > most:
        raise Unfit(f"This must be at most {most:,}.")
    return value


def upload(value: object) -> Upload:
    """A new file: `{"name": …, "content": …}`."""
    if not isinstance(value, dict) or value.keys() != {"name", "content"}:
        raise Unfit
    name, content = value["name"], value["content"]
    if not isinstance(name, str) or not isinstance(content, str) or not 0 < len(name) <= LONGEST_NAME:
        raise Unfit
    try:
        stream = BytesIO(base64.b64decode(content, validate=True))
    except ValueError:
        raise Unfit("The content of a file must be in base64.") from None
    return Upload(name, "", stream)


def files(values: Sequence[object]) -> Files:
    stays = [each["id"] for each in values if isinstance(each, dict) and each.keys() == {"id"}]
    added = tuple(upload(each) for each in values if not (isinstance(each, dict) and each.keys() == {"id"}))
    return Files(added, frozenset(map(record_id, stays)))


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Unfit
    return value
