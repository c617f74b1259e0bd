"""A portal's own words for states and moves, as written. Part of `generator.spec`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Position, Text


@dataclass(frozen=True, slots=True)
class Word:
    """What a portal calls some states: one state there. Without `of` it is the state of the same name."""

    name: Text
    at: Position
    label: Text | None = None
    of: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveWords:
    """What a portal calls a move, and says when it is done."""

    at: Position
    label: Text | None = None
    say: Text | None = None
