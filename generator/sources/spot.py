"""Where the YAML parser gave up: its marks and words, the lines, and what was read last. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import yaml
from yaml.events import Event, ScalarEvent

from generator.problems import Position


@dataclass(frozen=True, slots=True)
class Read:
    """What was read last: a text, or a list or mapping (then `style` is "end")."""

    start: tuple[int, int]
    end: tuple[int, int]
    style: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the parser gave up. Lines and columns count from 0; `begin` is where the construct began, `last` what was
    read last, `opened` the innermost bracket that is not closed."""

    file: str
    lines: Sequence[str]
    line: int
    column: int
    begin: tuple[int, int] | None
    opened: tuple[int, int] | None
    context: str
    words: str
    last: Read | None

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def rest(self) -> str:
        return self.text[self.column :]

    @property
    def is_first(self) -> bool:
        """Nothing but spaces stands before it on its line."""
        return not self.text[: self.column].strip()

    def at(self, line: int, column: int, length: int = 1) -> Position:
        return Position(self.file, line + 1, column + 1, max(length, 1))

    @property
    def here(self) -> Position:
        return self.at(self.line, self.column)

    @property
    def goes_on(self) -> bool:
        """What was read last ended on this line."""
        return self.last is not None and self.last.end[0] == self.line and self.last.end[1] > 0


def find_spot(
    error: yaml.MarkedYAMLError, last: Event | None, opened: Sequence[tuple[int, int]], lines: Sequence[str], file: str
) -> Spot:
    line, column = _within(error.problem_mark or error.context_mark, lines) or (0, 0)
    return Spot(
        file=file,
        lines=lines,
        line=line,
        column=column,
        begin=_within(error.context_mark, lines),
        opened=opened[-1] if opened else None,
        context=str(error.context or ""),
        words=str(error.problem or ""),
        last=_read(last),
    )


def _within(mark: object, lines: Sequence[str]) -> tuple[int, int] | None:
    """Line and column of a mark; the end of the last line that is not blank for one behind it."""
    if mark is None:
        return None
    place = cast(yaml.Mark, mark)
    end = max((number for number, text in enumerate(lines) if text.strip()), default=0)
    return (place.line, place.column) if place.line <= end else (end, len(lines[end].rstrip()))


def _read(event: Event | None) -> Read | None:
    if event is None:
        return None
    start, end = (cast(yaml.Mark, mark) for mark in (event.start_mark, event.end_mark))
    style = str(event.style or "") if isinstance(event, ScalarEvent) else "end"
    return Read((start.line, start.column), (end.line, end.column), style)
