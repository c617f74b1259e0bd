"""Where specs ask who did a move and when: `approve.by`, `approve.at`. Only what is asked for is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.problems import Text
from generator.spec import Mixin, Portal, Record, Spec

MENTION = re.compile(
    r"(?:(?P<path>\.)\s*|(?<![\w.]))(?P<move>[a-z][a-z0-9_]*)\s*\.\s*(?P<part>by|at)(?![\w.])", re.ASCII
)
PROSE = frozenset({"label", "plural", "hint", "say", "pattern", "key", "name", "number", "options", "at"})
"""Keys whose texts are for people, and places."""

Mention = tuple[str, str]
"""A move and a part of it: ("approve", "by")."""


def named_in(record: Record) -> frozenset[Mention]:
    """All that is named in a record type, of its own moves or of others'."""
    return frozenset((found["move"], found["part"]) for found in _mentions([record]))


def named_on_paths(parts: Iterable[Record | Mixin | Portal]) -> frozenset[Mention]:
    """What is named of records at the end of a path: nobody knows yet of which type they are."""
    return frozenset((found["move"], found["part"]) for found in _mentions(parts) if found["path"])


def mentioned(spec: Spec, in_records: Iterable[frozenset[Mention]]) -> frozenset[Mention]:
    """What is named at the end of paths anywhere in the specs, and in mails; `in_records`: in their record types."""
    in_mails = frozenset((found["move"], found["part"]) for found in _in_mails(spec))
    return named_on_paths([*spec.mixins.values(), *spec.portals.values()]).union(in_mails, *in_records)


def _in_mails(spec: Spec) -> Iterator[re.Match[str]]:
    """A mail may be of any record type. What stands there and names no move is asked of nothing."""
    for mail in spec.mails.values():
        for text in (mail.subject, mail.body):
            yield from MENTION.finditer(text)


def _mentions(parts: Iterable[object]) -> Iterator[re.Match[str]]:
    """In everything that is typed there but what is for people."""
    waiting = [*parts]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Text):
            if "." in value:
                yield from MENTION.finditer(value)
        elif isinstance(value, tuple):
            waiting += value
        elif isinstance(value, Mapping):
            waiting += value.values()
        else:
            names = getattr(value, "__dataclass_fields__", ())
            waiting += [each for name in names if name not in PROSE and (each := getattr(value, name))]
