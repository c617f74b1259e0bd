"""Where a consequence leads: links and sets of records, one after the other, from the record that is moved."""

from __future__ import annotations

from typing import Protocol

from generator.expressions.types import RecordShape
from generator.problems import Problem, Text
from generator.resolve.context import Context
from generator.resolve.problems import missing, part
from generator.spec import Record


class Start(Protocol):
    """Where a path begins."""

    @property
    def record(self) -> Record: ...
    @property
    def context(self) -> Context: ...
    @property
    def problems(self) -> list[Problem]: ...


def follow(path: Text, key: str, where: str, place: Start) -> tuple[Record, tuple[str, ...]] | None:
    """The record type at its end, and the links and sets on the way; None and a problem where it leads nowhere."""
    records = place.context.vocabulary.records
    shape: RecordShape = records[place.record.key]
    steps: list[str] = []
    at = 0
    for word in str(path).split("."):
        name = shape.parent if word == "parent" and shape.parent else word
        target = _step(shape, name)
        if target is None or target not in records:
            if target is None:
                problem = missing(
                    f"'{key}' in {where}", "link or set", Text(word, part(path, at, len(word))), _ways(shape),
                    f"links and sets of '{shape.key}'",
                )  # fmt: skip
                place.problems.append(problem)
            return None  # a link with a wrong target has a problem of its own
        steps.append(name)
        shape = records[target]
        at += len(word) + 1
    return place.context.records[shape.key], tuple(steps)


def _step(shape: RecordShape, name: str) -> str | None:
    if name in shape.backs:
        return shape.backs[name].record
    field = shape.fields.get(name)
    if field is None or field.type.base not in ("link", "any"):
        return None
    return field.type.record or ""


def _ways(shape: RecordShape) -> list[str]:
    return [*(name for name, field in shape.fields.items() if field.type.base == "link"), *shape.backs]
