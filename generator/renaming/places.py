"""From a stretch of a text that was read to its place in the file: line and column, whatever quotes, folds and blocks
lie between. Reads YAML's own events again, since a text knows where it begins and not how it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import yaml

from generator.problems import Position
from generator.renaming.things import Mention

Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Spot = tuple[int, int]
"""Line and column from 0."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it stands in a file, from its first quote or bar to its end."""

    value: str
    style: str
    start: Spot
    end: Spot


class Places:
    """The scalars of one file. `lines` have no line breaks."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._scalars = dict(_scalars(lines))

    def find(self, mention: Mention) -> Position | None:
        """Where the mentioned name stands; None where it is not written in one piece, as with an escape in it."""
        scalar = self._scalars.get((mention.at.line - 1, mention.at.column - 1))
        if scalar is None:
            return None
        letters = list(_letters(scalar, self._lines))
        if [letter for letter, _ in letters] != [letter for letter in scalar.value if not letter.isspace()]:
            return None
        before = sum(not letter.isspace() for letter in scalar.value[: mention.start])
        spots = [spot for _, spot in letters[before : before + mention.length]]
        (line, column), *_ = spots
        if spots != [(line, column + index) for index in range(mention.length)]:
            return None
        return replace(mention.at, line=line + 1, column=column + 1, length=mention.length)


def _scalars(lines: Sequence[str]) -> Iterator[tuple[Spot, Scalar]]:
    """By the place that a text of the specs has: within the quotes, or where a block's first line begins."""
    parser = Parser("\n".join(lines))
    while parser.check_event():
        event: Any = parser.get_event()
        if isinstance(event, yaml.ScalarEvent):
            start, end = (cast(yaml.Mark, mark) for mark in (event.start_mark, event.end_mark))
            scalar = Scalar(event.value, event.style or "", (start.line, start.column), (end.line, end.column))
            yield _place(scalar, lines), scalar


def _place(scalar: Scalar, lines: Sequence[str]) -> Spot:
    line, column = scalar.start
    if scalar.style in ("|", ">"):
        filled = (number for number in range(line + 1, len(lines)) if lines[number].strip())
        first = next(filled, None)
        return scalar.start if first is None else (first, len(lines[first]) - len(lines[first].lstrip()))
    return (line, column + 1) if scalar.style else (line, column)


def _letters(scalar: Scalar, lines: Sequence[str]) -> Iterator[tuple[str, Spot]]:
    """What a scalar is written with but spaces, quotes and escapes, each letter with its spot."""
    (first, left), (last, right) = scalar.start, scalar.end
    if scalar.style in ("|", ">"):
        first, left = first + 1, 0
    elif scalar.style:
        left, right = left + 1, right - 1
    for number in range(first, min(last, len(lines) - 1) + 1):
        end = right if number == last else len(lines[number])
        yield from _of_line(lines[number], left if number == first else 0, end, number, scalar.style)


def _of_line(line: str, start: int, end: int, number: int, style: str) -> Iterator[tuple[str, Spot]]:
    column = start
    while column < end:
        letter = line[column]
        if (style == "'" and line[column : column + 2] == "''") or (style == '"' and letter == "\\"):
            column += 1
            letter = _escaped(line[column : column + 1], style)
        if letter and not letter.isspace():
            yield letter, (number, column)
        column += 1


def _escaped(letter: str, style: str) -> str:
    """What stands for itself behind a backslash; a line break or a space is neither needed nor asked for here."""
    return letter if style == "'" or letter in '"\\/' else ""
