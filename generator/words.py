"""A portal's own words for states and moves, resolved. Part of `generator.app`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Position


@dataclass(frozen=True, slots=True)
class Word:
    """What people of a portal know for one state; `states` are those that it stands for."""

    name: str
    label: str
    states: tuple[str, ...]
    at: Position

    @property
    def joins(self) -> bool:
        """Whether it stands for several, which nobody there can tell apart."""
        return len(self.states) > 1


@dataclass(frozen=True, slots=True)
class MoveWords:
    """What a move is called, and what is said when it is done; "" where it is as everywhere."""

    name: str
    label: str
    say: str
    at: Position


@dataclass(frozen=True, slots=True)
class Words:
    """`states` are all that can be met there, each state of the record type under one of them; none: as everywhere.

    `untold` are the moves whose names would tell states under one word apart. `updated` and `revision` are the fields
    in which the product keeps when people there could last notice a change; "" where no word stands for several states.
    """

    states: tuple[Word, ...] = ()
    moves: tuple[MoveWords, ...] = ()
    untold: tuple[str, ...] = ()
    updated: str = ""
    revision: str = ""

    @property
    def joined(self) -> tuple[Word, ...]:
        """The words that stand for several states."""
        return tuple(word for word in self.states if word.joins)

    def word_of(self, state: str) -> str:
        return next((word.name for word in self.states if state in word.states), state)

    def label_of(self, state: str) -> str | None:
        """What a state is called there; None where it is called as everywhere."""
        return next((word.label for word in self.states if state in word.states), None)


AS_EVERYWHERE = Words()
