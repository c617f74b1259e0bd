"""Who of several candidates is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from runtime.declarations.routing import LEAST_BUSY, ROUND_ROBIN


@dataclass(frozen=True, slots=True)
class Candidate:
    """`busy` is how much they have, `turn` when they were given one last: 0 for never, else the higher the later."""

    id: int
    busy: int | Decimal = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody was given since they were looked at: so many, the last at that turn."""

    count: int
    turn: int


NOTHING = Given(0, 0)


def next_of(pick: str, candidates: Sequence[Candidate], since: Mapping[int, Given]) -> Candidate | None:
    """None where there is nobody. `candidates` stand in their own order, which counts where nothing else does; `since`
    is by candidate, for those who have been given something."""
    if pick == LEAST_BUSY:
        return min(candidates, key=lambda each: _least_busy(each, since.get(each.id, NOTHING)), default=None)
    if pick == ROUND_ROBIN:
        return min(candidates, key=lambda each: _longest_ago(each, since.get(each.id, NOTHING)), default=None)
    return next(iter(candidates), None)


def _least_busy(candidate: Candidate, given: Given) -> tuple[int | Decimal, int, int]:
    return candidate.busy + given.count, *_longest_ago(candidate, given)


def _longest_ago(candidate: Candidate, given: Given) -> tuple[int, int]:
    return max(candidate.turn, given.turn), candidate.id
