"""Where specs ask who did a move and when: `approve.by`, `approve.at`. Only what is asked for is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from generator.problems import Text
from generator.spec import Mixin, Portal, Record, Spec

MENTION = re.compile(
    r"(?:(?P<path>\.)\s*|(?<![\w.]))(?P<move>[a-z][a-z0-9_]*)\s*\.\s*(?P<part>by|at)(?![\w.])", re.ASCII
)
PROSE = frozenset({"label", "plural", "hint", "say", "pattern", "key", "name", "number", "options"})
"""Keys whose texts are for people."""

Mention = tuple[str, str]
"""A move and a part of it: ("approve", "by")."""


def named_in(record: Record) -> frozenset[Mention]:
    """All that is named in a record type, of its own moves or of others'."""
    return frozenset((found["move"], found["part"]) for text in _texts(record) for found in MENTION.finditer(text))


def named_on_paths(parts: Iterable[Record | Mixin | Portal]) -> frozenset[Mention]:
    """What is named of records at the end of a path: nobody knows yet of which type they are."""
    found = (each for part in parts for text in _texts(part) for each in MENTION.finditer(text))
    return frozenset((each["move"], each["part"]) for each in found if each["path"])


def mentioned(spec: Spec, in_records: Iterable[frozenset[Mention]]) -> frozenset[Mention]:
    """What is named at the end of paths anywhere in the specs; `in_records`: in their record types."""
    return named_on_paths([*spec.mixins.values(), *spec.portals.values()]).union(*in_records)


def _texts(value: object) -> Iterator[Text]:
    """Everything that is typed there but what is for people."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in PROSE:
                yield from _texts(getattr(value, field.name))
