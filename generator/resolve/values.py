"""Values of a spec that are literals or expressions: defaults, limits, presets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from generator.app import Constant, RuleName, Value
from generator.expressions.types import Names, Type, Use
from generator.fields.kind import Kind
from generator.names import NAME, shown
from generator.problems import Problem, Text
from generator.resolve.rulebook import RuleBook
from generator.suggestion import did_you_mean

PLAIN = re.compile(r"[+-]?[0-9][0-9.:T +-]*|[0-9]+ *[a-z]+|true|false", re.ASCII)
"""What is certainly no expression: a number, a date, a time, a duration, yes or no."""

SPEAKING = frozenset({"me", "now", "today"})
"""Expressions that are a good name for the rule that they become."""


def literal(text: Text, kind: Kind, options: Sequence[str], problems: list[Problem]) -> Constant | None:
    """The value that `text` is for a field of this kind."""
    if kind.base == "choice":
        if text in options:
            return Constant(str(text))
        hint = did_you_mean(text, options, "choices")
        problems.append(Problem("S210", f"'{shown(text)}' is not one of the choices", text.at, hint))
        return None
    try:
        value = kind.read(text)
    except ValueError as error:
        problems.append(Problem("S215", str(error), text.at))
        return None
    if isinstance(value, datetime) and value.tzinfo is None:
        message = f"'{shown(text)}' is a different moment in each time zone"
        problems.append(Problem("S215", message, text.at, f"write its offset: {text}+00:00"))
        return None
    return Constant(value)


def literal_or_expression(
    text: Text,
    kind: Kind,
    expected: Type,
    *,
    book: RuleBook,
    askers: Sequence[Names],
    name: str,
    problems: list[Problem],
) -> Value | None:
    """A constant where `text` can only be one, else the rule `name` that computes the value."""
    if expected.base == "choice" and not expected.many and (text in expected.options or _may_be_choice(text, book)):
        return literal(text, kind, expected.options, problems)
    if kind.base != "text" and PLAIN.fullmatch(text) and not _is_arithmetic(text, kind):
        return literal(text, kind, expected.options, problems)
    rule = book.rule(text, Use.VALUE, askers, str(text) if text in SPEAKING else name, expected)
    return RuleName(rule) if rule else None


def _may_be_choice(text: str, book: RuleBook) -> bool:
    return NAME.fullmatch(text) is not None and not book.knows(text)


def _is_arithmetic(text: str, kind: Kind) -> bool:
    """`10 - 3` is to be computed; `2026-05-31` is a date."""
    return kind.base == "number" and any(sign in text[1:] for sign in "+- ")
