"""Wordings that many parts of resolving share."""

from __future__ import annotations

from collections.abc import Iterable

from generator.names import shown
from generator.problems import Position, Problem, Text
from generator.suggestion import did_you_mean


def missing(where: str, what: str, name: Text, candidates: Iterable[str], known: str = "") -> Problem:
    """`where` names a thing that does not exist: missing("'rows' of portal customer", "rule", name, rules)."""
    message = f"{where} refers to {what} '{shown(name)}', which does not exist"
    return Problem("S210", message, name.at, did_you_mean(name, candidates, known or f"{what}s"))


def part(text: Text, start: int, length: int) -> Position:
    """The place of a stretch of a text; of the whole text where it is not one piece of a line."""
    at = text.at
    if at.length != len(text):
        return at
    return Position(at.file, at.line, at.column + start, length)


def unique_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, sorted by place: what is shared - a mixin, a rule, the block of another portal - is looked at often.

    Of the rules of meaning, S3.., several may break at one place.
    """
    once: dict[tuple[Position, str, str], Problem] = {}
    for problem in problems:
        words = problem.message if problem.code.startswith("S3") else ""
        once.setdefault((problem.position, problem.code, words), problem)
    return sorted(once.values(), key=lambda problem: (problem.position, problem.code))
