"""The fields that a service level brings: when the answer and the end are due, what is due next, and what the clocks
remember."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from generator.problems import Problem, Text
from generator.spec import Field, Record

COURSE = "service_course"
"""What the clocks remember; nobody sees it."""


def fields_of_level(record: Record) -> Iterator[Field]:
    level = record.service_level
    if level is None:
        return
    for name, words, is_there in (
        ("respond_by", "Answer due", level.respond is not None),
        ("resolve_by", "End due", level.resolve is not None),
        ("due_by", "Due", True),
    ):
        if is_there:
            kind, words_at = Text("datetime", level.at), Text(words, level.at)
            yield Field(Text(name, level.at), kind, level.at, label=words_at, index=name == "due_by", kept=True)
    words_at = Text("Course of the clocks", level.at)
    kind = Text("longtext", level.at)
    yield Field(Text(COURSE, level.at), kind, level.at, label=words_at, private=True, kept=True)


def twice_named(record: Record, asked: Set[tuple[str, str]], level: Mapping[Text, Field]) -> Iterator[Problem]:
    """A move `resolve` of which it is asked who did it would have its answer where the service level has its own."""
    moves = record.workflow.moves if record.workflow else {}
    whose = {str(name) for move in moves.values() for name in move.not_by}
    for move in moves:
        if f"{move}_by" in level and ((str(move), "by") in asked or move in whose):
            message = f"who did move '{move}' cannot be asked: the service level brings the field '{move}_by'"
            yield Problem("S270", message, move.at, "call the move something else")


def taken_by_level(name: Text) -> Problem:
    message = f"the service level brings the field '{name}', so there cannot be another one"
    return Problem("S270", message, name.at, "remove it, or call it something else")
