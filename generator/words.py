"""A portal's own words for states and moves, resolved; and which moves would tell states under one word apart, by their
names or by who did them and when. Part of `generator.app`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

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

    def label_of_move(self, name: str) -> str:
        """What a move is called there; "" where it is called as everywhere."""
        return next((move.label for move in self.moves if move.name == name), "")

    def label_of(self, state: str) -> str | None:
        """What a state is called there; None where it is called as everywhere."""
        return next((word.label for word in self.states if state in word.states), None)


AS_EVERYWHERE = Words()


class Way(Protocol):
    """A move, as written or resolved."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> tuple[str, ...]: ...
    @property
    def target(self) -> str: ...


States = Collection[str]
"""Those under one word."""


def untold_moves(moves: Iterable[Way], starts: Iterable[str], joined: Iterable[States]) -> Iterator[str]:
    """`starts`: the states in which records begin. A move tells if it leads from some of the states only, from one to
    another of them, or into them where others lead into other ones."""
    moves, starts, joined = list(moves), set(starts), list(joined)
    for move in moves:
        if any(_tells(move, states, moves, starts) for states in joined):
            yield str(move.name)


def is_within(move: Way, states: States) -> bool:
    """Whether it may lead from one of the states to another."""
    return move.target in states and any(state in states for state in move.source)


def divides(some: Iterable[str], states: States) -> bool:
    """Whether some of the states are among them, and others not."""
    return 0 < len(set(some) & set(states)) < len(set(states))


def _tells(move: Way, states: States, moves: list[Way], starts: set[str]) -> bool:
    if is_within(move, states) or divides(move.source, states):
        return True
    return move.target in states and len(_entries(states, moves, starts)) > 1


def _entries(states: States, moves: list[Way], starts: set[str]) -> set[str]:
    led = {str(move.target) for move in moves if not set(move.source) <= set(states)}
    return (led | starts) & set(states)
