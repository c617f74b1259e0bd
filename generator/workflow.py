"""A workflow resolved: every state, move, field and path in it is there. Part of `generator.app`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from generator.problems import Position

if TYPE_CHECKING:
    from generator.app import Value


@dataclass(frozen=True, slots=True)
class Do:
    """A move of records of type `record`, reached by the links and sets `through`; `where` is a candidates rule."""

    move: str
    record: str
    through: tuple[str, ...]
    where: str | None
    set: tuple[tuple[str, Value], ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Update:
    """Values of records of type `record`, reached as for `Do`."""

    record: str
    through: tuple[str, ...]
    where: str | None
    set: tuple[tuple[str, Value], ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Make:
    """New records of type `record`, as many as the rule `times` gives, or one."""

    record: str
    times: Value | None
    set: tuple[tuple[str, Value], ...]
    at: Position


Consequence = Do | Update | Make


@dataclass(frozen=True, slots=True)
class Timer:
    """When a move happens by itself: `after` so much time in the state, at the moment that the field `due` has, or at
    once; while all of the fields `holds` are true.

    `field` is the record's own field, if any, that says when.
    """

    after: timedelta | None = None
    due: str = ""
    field: str = ""
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """`by` are portals and roles, as "customer" or "staff.agent"; `when` is a rule's name. `timer`: it happens by
    itself."""

    name: str
    label: str
    source: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    not_by: tuple[str, ...]
    when: str | None
    within: timedelta | None
    needs: tuple[str, ...]
    set: tuple[tuple[str, Value], ...]
    say: str
    then: tuple[Consequence, ...]
    at: Position
    comment: str = ""  # the record type of the comment that it asks for
    timer: Timer | None = None

    @property
    def entered(self) -> tuple[str, ...]:
        """All that people enter with it."""
        return (*self.needs, *(["comment"] if self.comment else []))

    def open_to(self, portal: str, role: str) -> bool:
        """Whether people of this role there may do it, in some state."""
        return portal in self.by or f"{portal}.{role}" in self.by


@dataclass(frozen=True, slots=True)
class Workflow:
    start: str
    final: tuple[str, ...]
    moves: tuple[Move, ...]
    at: Position

    def move(self, name: str) -> Move | None:
        return next((move for move in self.moves if move.name == name), None)
