"""Notices and the mails that they send, as written in the specs. Part of `generator.spec`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Position, Text


@dataclass(frozen=True, slots=True)
class Mail:
    """`mails/<key>.md`: a head, and a text in Markdown. Both name fields in braces."""

    key: Text
    at: Position
    subject: Text
    body: Text
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told, and when: `after` a record was made or has moved, or `before` the moment of a field."""

    at: Position
    to: Text
    after: tuple[Text, ...] = ()
    before: Text | None = None
    by: Text | None = None
    where: Text | None = None
    when: Text | None = None
    mail: Text | None = None
    say: Text | None = None
    always: bool = False
