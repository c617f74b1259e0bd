"""The fields that routing brings: why a record was given to whom it was, and since when."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, Text
from generator.routing import REASON
from generator.spec import Field, Record


def fields_of_routing(record: Record) -> Iterator[Field]:
    if record.routing:
        at = record.routing[0].at
        for name, kind, words in ((REASON, "longtext", "Routing"), ("routed_since", "datetime", "Routed at")):
            yield Field(Text(name, at), Text(kind, at), at, label=Text(words, at), kept=True)


def taken_by_routing(name: Text) -> Problem:
    message = f"routing brings the field '{name}', so there cannot be another one"
    return Problem("S350", message, name.at, "remove it, or call it something else")
