"""How records of a type move from state to state: which moves there are, whose they are, and what follows from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from runtime.declarations.rules import Candidates, Formula, Rule

if TYPE_CHECKING:
    from runtime.declarations.access import Value

STATE, SINCE = "state", "state_since"
"""The fields that every record type with a workflow has."""


@dataclass(frozen=True, slots=True)
class Do:
    """Each record of type `record` that `through` leads to, and for which `where` holds, makes the move `move`.

    `through` are links and back links, from the record that moved.
    """

    move: str
    record: str
    through: tuple[str, ...]
    where: Candidates | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Each record of type `record` that `through` leads to, and for which `where` holds, gets these values.

    The formulas are those of the record that moved.
    """

    record: str
    through: tuple[str, ...]
    set: Mapping[str, Value]
    where: Candidates | None = None


@dataclass(frozen=True, slots=True)
class Make:
    """A new record of type `record` with these values, or as many as `times` says; formulas as of `Update`."""

    record: str
    set: Mapping[str, Value]
    times: Formula | None = None


Consequence = Do | Update | Make


@dataclass(frozen=True, slots=True)
class Move:
    """From one of the states `source` to `target`.

    `by` are portals, or roles as "<portal>.<role>"; without any, it happens only as a consequence. `not_by` are moves
    that the person must not have made of this record, `within` the time in the present state. `needs` are fields that
    its form asks for and that must have a value then.
    """

    name: str
    label: str
    place: str
    source: tuple[str, ...]
    target: str
    by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    when: Rule | None = None
    within: timedelta | None = None
    needs: tuple[str, ...] = ()
    set: Mapping[str, Value] = field(default_factory=dict)
    say: str = ""
    then: tuple[Consequence, ...] = ()

    def is_of(self, portal: str, role: str) -> bool:
        """Whether people of this role may make it at all."""
        return portal in self.by or f"{portal}.{role}" in self.by


@dataclass(frozen=True, slots=True)
class Workflow:
    """New records are in the state `start`; what is in one of the states `final` stays there."""

    start: str
    final: tuple[str, ...]
    moves: Mapping[str, Move]
