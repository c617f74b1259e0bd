"""What every kind of field says of itself. The kinds are modules beside this one, listed in `KINDS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator.expressions.types import Base

Scalar = str | bool | int | Decimal | date | time | datetime | timedelta
Reader = Callable[[str], Scalar]
"""Reads what an analyst typed; raises ValueError with words for the analyst."""

COLUMN = frozenset({"unique", "index", "default", "is"})
"""Keys for kinds that are one column."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`keys` are allowed beyond those of every field (label, hint, required, require, show, private, was).

    `literal_default`: a default is plain text, not an expression. `length` and `most` are characters: what a text may
    have if its spec says nothing, and at all. `limits`: it may have `min` and `max`. `listed`: fit for a list's column.
    """

    name: str
    base: Base
    keys: frozenset[str] = COLUMN
    read: Reader = str
    many: bool = False
    literal_default: bool = False
    length: int | None = None
    places: int | None = None
    size: int | None = None
    accept: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    listed: bool = True

    @property
    def limits(self) -> bool:
        return "min" in self.keys

    @property
    def column(self) -> bool:
        """Whether it is one column that can be compared: to be unique, or indexed."""
        return "index" in self.keys
