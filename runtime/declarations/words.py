"""A portal's own words for states and moves, as generated code states them. Where rows come from, they are put in the
place of what the database holds; that is `runtime.scope`'s matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MoveWords:
    """What a move is called there, and what is said when it is done; "" where it is as everywhere."""

    label: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """`labels` are the states as people know them there, in order; none: as everywhere. `of` has the word for each
    state that is called otherwise there, or is one with others.

    `untold` are the moves whose names would tell such states apart. `updated` and `revision` are the fields that hold
    when people there could last notice a change of the record, and how many they could; "" where no states are one.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, MoveWords] = field(default_factory=dict)
    untold: tuple[str, ...] = ()
    updated: str = ""
    revision: str = ""

    def word(self, state: str) -> str:
        return self.of.get(state, state)

    @property
    def kept(self) -> tuple[str, ...]:
        return tuple(name for name in (self.updated, self.revision) if name)


AS_EVERYWHERE = Words()
