"""The JSON of a request, read strictly: one object, each key once, no number that is none. Fields are judged later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from flask import request

from runtime.web.api.answers import refuse

DIGITS = 100
"""The most characters of a number."""
MOST_FIELDS = 1_000
"""Of one object: what is said of each that is unknown takes longer than to send it."""
MOST_VALUES = 500_000
"""Of a body: small ones take a hundred times the memory of their text."""


def read_object() -> dict[str, object]:
    """The request's body. Answers 415 for another type than JSON, 400 for what is no JSON object, 413 on the way."""
    if request.mimetype != "application/json":
        refuse(415)
    try:
        text = _moderate(request.get_data()).decode()
        body = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_constant,
        )
    except RecursionError:
        refuse(400, "The JSON is nested too deep.")
    except ValueError as error:  # JSON and UTF-8 that are none, too
        refuse(400, f"The body is not JSON: {error if isinstance(error, _Refused) else 'it cannot be read'}.")
    if not isinstance(body, dict):
        refuse(400, "The body must be a JSON object.")
    return body


class _Refused(ValueError):  # noqa: N818 - says so itself
    """What JSON allows and we do not."""


def _moderate(content: bytes) -> bytes:
    """Values are told apart by these characters; files, as base64, have none of them."""
    if sum(content.count(each) for each in (b",", b"[", b"{")) > MOST_VALUES:
        raise _Refused(f"it has more than {MOST_VALUES:,} values")
    return content


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > MOST_FIELDS:
        raise _Refused(f"an object in it has more than {MOST_FIELDS:,} fields")
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _Refused(f"“{name[:60]}” is in it twice")
        found[name] = value
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(_short(text))
    except InvalidOperation:
        raise _Refused("a number is too long") from None


def _whole(text: str) -> int:
    return int(_short(text))


def _short(text: str) -> str:
    if len(text) > DIGITS:
        raise _Refused("a number is too long")
    return text


def _constant(text: str) -> object:
    raise _Refused(f"{text} is no number")
