"""Which moves would tell states under one word apart, by their names or by who did them and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol


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
