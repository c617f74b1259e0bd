"""Whom records of a type are given to, as generated code states it. How one is chosen is `runtime.routing`'s matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.declarations.access import Value
    from runtime.declarations.rules import Candidates, Measure, Rule

REASON, SINCE = "routed", "routed_since"
"""The fields that routing brings."""

PASSING_ON = "routing"
"""The kind of the jobs that look whether a record is to go to the next one."""

LEAST_BUSY, ROUND_ROBIN, FIRST = "least_busy", "round_robin", "first"


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """A rule: it counts for records that the move `after` was made of, or for new ones ("").

    `because` is `when` in words. `fill` is the link that it fills with one of the `candidates`, but none of those
    `barred`; without it only `set` counts. `again_after`: when the next one has their turn.
    """

    after: str = ""
    when: Rule | None = None
    because: str = ""
    set: Mapping[str, Value] = field(default_factory=dict)
    fill: str = ""
    candidates: Candidates | None = None
    barred: Candidates | None = None
    pick: str = FIRST
    busy: Measure | None = None
    again_after: timedelta | None = None
