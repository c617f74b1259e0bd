"""A field kind of the site's own: how its values are written, judged and shown. It is stored as one of the product's.

`extensions/fields/<name>.py` holds it as `KIND`. It is also used while specs are checked, so it stands alone: it
imports nothing of the product but this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Like = Literal["text", "longtext", "integer", "decimal", "date"]


def _as_it_is(value: Any) -> Any:
    return value


def _every(_value: Any) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class FieldKind:
    """`normalise` gives the value as it is stored, and gives that again when asked twice; `show` what people read.

    `check` says what is wrong with a normalised value, in words that go on after "Enter the label ", or None. `length`
    is the most characters of a text that its spec gives no `max`; `hint` stands at every question for such a field.
    """

    name: str
    like: Like
    normalise: Callable[[Any], Any] = _as_it_is
    check: Callable[[Any], str | None] = _every
    show: Callable[[Any], str] = str
    length: int | None = None
    hint: str = ""
