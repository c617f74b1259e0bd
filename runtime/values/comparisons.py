"""Comparisons: false where an operand is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def equal(left: Any, right: Any) -> bool:
    return left is not None and right is not None and bool(left == right)


def less(left: Any, right: Any) -> bool:
    return left is not None and right is not None and bool(left < right)


def at_most(left: Any, right: Any) -> bool:
    return left is not None and right is not None and bool(left <= right)


def more(left: Any, right: Any) -> bool:
    return left is not None and right is not None and bool(left > right)


def at_least(left: Any, right: Any) -> bool:
    return left is not None and right is not None and bool(left >= right)


def among(value: object, members: Iterable[object]) -> bool:
    """The value is in the set; what is missing is in none."""
    return value is not None and value in members


def has(choices: Iterable[str] | None, choice: str | None) -> bool:
    """A field of several choices holds this one."""
    return choice is not None and choice in (choices or ())


def contains(text: str | None, part: str | None) -> bool:
    return bool(text) and bool(part) and str(part) in str(text)


def starts_with(text: str | None, part: str | None) -> bool:
    return bool(text) and bool(part) and str(text).startswith(str(part))


def ends_with(text: str | None, part: str | None) -> bool:
    return bool(text) and bool(part) and str(text).endswith(str(part))
