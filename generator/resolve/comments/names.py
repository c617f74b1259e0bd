"""What comments are called: in specs, and the record types that they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Text
from generator.spec import Record, Spec

MIXIN = "comments"
NEED = "comment"
"""What a move needs to ask for one."""
FILES = "comment_files"
"""The files of that comment, where they are sent with the move."""
ABOUT = "about"
"""The link of a comment to what it is about."""


@dataclass(frozen=True, slots=True)
class Sort:
    """`name` is what blocks list and the set of them at a record; `suffix` ends the key of the record type."""

    name: str
    suffix: str
    noun: str
    label: str
    internal: bool


COMMENTS = Sort("comments", "comment", "comment", "Comment", internal=False)
NOTES = Sort("internal_notes", "note", "internal note", "Internal note", internal=True)
SORTS = (COMMENTS, NOTES)
NAMES = frozenset(sort.name for sort in SORTS)


def mixed_in(record: Record, spec: Spec) -> Text | None:
    """Where the record type asks for comments. A site's own mixin of the name is an ordinary one."""
    mixin = spec.mixins.get(MIXIN)
    if mixin is None or mixin.fields or mixin.rules or mixin.checks or mixin.unique:
        return None
    return next((name for name in record.uses if name == MIXIN), None)


def key_of(record: str, sort: Sort) -> str:
    return f"{record}_{sort.suffix}"


def keys_of(record: str) -> Iterator[str]:
    return (key_of(record, sort) for sort in SORTS)
