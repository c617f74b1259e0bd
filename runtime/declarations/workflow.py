"""The states of a record type and the moves between them, as generated code states them. Who does a move, and how, is
the service's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.declarations.access import Value
    from runtime.declarations.rules import Candidates, Formula, Rule

STATE, SINCE = "state", "state_since"
"""Fields of every record type with a workflow."""


@dataclass(frozen=True, slots=True)
class Do:
    """A move of the records of type `record` that are reached by the links and sets `through`, as a consequence.

    Only those for which `where` holds, about which the database is asked; `set` are values about the moved record.
    """

    move: str
    record: str
    through: tuple[str, ...]
    where: Candidates | None = None
    set: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Update:
    """Values of the records of type `record` that are reached by the links and sets `through`, as for `Do`."""

    record: str
    through: tuple[str, ...]
    set: Mapping[str, Value]
    where: Candidates | None = None


@dataclass(frozen=True, slots=True)
class Make:
    """New records of type `record`, one or as many as `times` gives; `set` are values about the moved record."""

    record: str
    set: Mapping[str, Value]
    times: Formula | None = None


Consequence = Do | Update | Make

TIMER = "timer"
"""The kind of the jobs that look whether a move is due that happens by itself."""
TIMERS = "timers"
"""The kind of the jobs that see to the timers of records that were there before a move."""


@dataclass(frozen=True, slots=True)
class Timer:
    """When a move happens by itself: `after` so much time in the state, at the moment that the field `due` has, or at
    once; while all of the fields `holds` are true.

    `due` and `holds` are computed fields that nobody sees; `field` is the record's own date, if any, that `due` is.
    """

    after: timedelta | None = None
    due: str = ""
    field: str = ""
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one of the states `source` to `target`.

    `by`: portals and roles, "customer" or "staff.agent"; without any it happens by itself, if it has a `timer`, or as a
    consequence. `not_by`: moves
    whose doer may not do this one. `needs`: fields that have a value afterwards, and are entered with the move. `set`
    are values about the record as it is then. `comment` is the record type of the comment that is entered with it.
    """

    name: str
    label: str
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
    comment: str = ""
    timer: Timer | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """The state of a record stands in its field `state`, the time since when in `state_since`.

    Of a move that something names, `<move>_by` and `<move>_at` say who did it last and when.
    """

    start: str
    final: tuple[str, ...]
    moves: Mapping[str, Move]
