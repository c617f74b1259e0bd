"""Notices resolved: every field, move, path and mail in them is there. Part of `generator.app`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from generator.problems import Position

CREATED = "created"
"""What `after` calls it that a record was made."""


@dataclass(frozen=True, slots=True)
class Mail:
    """`body` is Markdown; it and the subject name fields in braces."""

    key: str
    label: str
    subject: str
    body: str
    file: str


@dataclass(frozen=True, slots=True)
class Named:
    """A field that the words of a notice name, as it is typed there: `number`, `owner.name`. `path` are the fields on
    the way to it, of which all but the last are links."""

    name: str
    path: tuple[str, ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Notice:
    """`name` tells it from the others of the record type. It goes to `people`, a record type, reached by the links and
    sets `through`; or to the address in the field `email`. `where` is a candidates rule, `when` a rule.

    `after`: "created" and moves; or `before`, a field, by that much. `mail` or `say` has the words, which name `named`.
    """

    name: str
    after: tuple[str, ...]
    before: str
    by: timedelta
    people: str
    through: tuple[str, ...]
    where: str | None
    email: str
    when: str | None
    mail: Mail | None
    say: str
    always: bool
    named: tuple[Named, ...]
    at: Position
