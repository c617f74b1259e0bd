"""Mails: a head of `key: text` lines, an empty line, and the text below it. Read as a mapping like any other spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.problems import Position, Problem, Text
from generator.sources.nodes import Node, Table

HEAD = re.compile(r"([a-z][a-z0-9_]*):(\s+)(\S.*?)\s*", re.ASCII)
BODY = "text"
"""The key under which the text stands, which is no key of the head."""
HINT = "begin with a line 'subject: …', leave the next one empty, and write the text below it"


def compose_letter(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The mapping, or None and what is wrong with the head."""
    lines = text.split("\n")
    head = [*_head(lines)]
    problems: list[Problem] = []
    table = Table(Position(file, 1, 1))
    for number in head:
        found = HEAD.fullmatch(lines[number])
        if found is None or found[1] == BODY:
            problems.append(Problem("S360", "this line is no part of a mail's head", _at(lines, number, file), HINT))
        elif found[1] in table:
            at = Position(file, number + 1, 1, len(found[1]))
            problems.append(Problem("S011", f"key '{found[1]}' is typed twice", at, "remove one of them"))
        else:
            key = Text(found[1], Position(file, number + 1, 1, len(found[1])))
            table[key] = Text(found[3], Position(file, number + 1, found.start(3) + 1, len(found[3])))
    first = next((number for number in range(len(head), len(lines)) if lines[number].strip()), None)
    if first is not None:
        key = Text(BODY, Position(file, first + 1, 1))
        table[key] = Text("\n".join(lines[first:]).rstrip(), _at(lines, first, file))
    return (None, problems) if problems or not table else (table, problems)


def _head(lines: Sequence[str]) -> Iterator[int]:
    """The lines until the first empty one."""
    for number, line in enumerate(lines):
        if not line.strip():
            return
        yield number


def _at(lines: Sequence[str], number: int, file: str) -> Position:
    return Position(file, number + 1, 1, max(len(lines[number].rstrip()), 1))
