"""Limits of values: patterns, and whether constants keep to the limits that the same field sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from generator import app
from generator.app import Constant
from generator.problems import Problem, Text
from generator.spec import Field


@cache
def compiled(pattern: str) -> Any:
    """The pattern on the linear-time engine; raises ValueError with the engine's words."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        words = error.args[0] if error.args else ""
        raise ValueError(words.decode() if isinstance(words, bytes) else str(words)) from None


def pattern_problem(pattern: Text) -> Problem | None:
    try:
        compiled(str(pattern))
    except ValueError as error:
        return Problem("S218", f"this pattern cannot be read: {error}", pattern.at)
    return None


def check_limits(field: app.Field, spec: Field) -> list[Problem]:
    """Minimum against maximum, and the default against both, its length and its pattern, where all are constants."""
    problems = []
    low, high = _constant(field.minimum), _constant(field.maximum)
    if low is not None and high is not None and low > high:
        assert spec.max is not None
        problems.append(
            Problem("S217", f"'max' is {_words(high)}, which is less than 'min', which is {_words(low)}", spec.max.at)
        )
    default = _constant(field.default)
    if default is not None and spec.default is not None:
        problems += [Problem("S217", f"the default {words}", spec.default.at) for words in refusals(field, default)]
    return problems


def refusals(field: app.Field, value: Any) -> list[str]:
    """What is wrong with a value of the field, in words that follow "the default" or the like."""
    low, high = _constant(field.minimum), _constant(field.maximum)
    found: list[str] = []
    if isinstance(value, datetime) and value.tzinfo is None:
        return found  # which moment it is depends on the site's zone
    if low is not None and high is not None and low > high:
        return []  # reported at the limits
    if low is not None and value < low:
        found.append(f"is less than {_words(low)}")
    if high is not None and value > high:
        found.append(f"is more than {_words(high)}")
    if isinstance(value, str) and field.length is not None and len(value) > field.length:
        found.append(f"has {len(value)} characters, and {field.length} are allowed")
    if isinstance(value, str) and field.pattern and not _matches(field.pattern, value):
        found.append(f"does not fit the pattern {field.pattern}")
    return found


def _words(limit: Any) -> str:
    """As it was typed, in hours where it is a duration."""
    return f"{limit.total_seconds() / 3_600:g}h" if isinstance(limit, timedelta) else str(limit)


def _matches(pattern: str, value: str) -> bool:
    try:
        return compiled(pattern).fullmatch(value) is not None
    except ValueError:
        return True  # reported at the pattern


def _constant(value: app.Value | None) -> Any:
    return value.value if isinstance(value, Constant) else None
