"""Rules of routing resolved: every field, move and path in them is there. Part of `generator.app`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from generator.problems import Position

if TYPE_CHECKING:
    from generator.app import Value

REASON = "routed"
"""It tells how the house works, so it is for those inside."""
ROUTING_FIELDS = (REASON, "routed_since")
"""What routing keeps on a record: why it was given to whom it was, and since when."""
CREATED = "created"
"""What a rule waits for that names no move."""
LEAST_BUSY, ROUND_ROBIN, FIRST = PICKS = ("least_busy", "round_robin", "first")


@dataclass(frozen=True, slots=True)
class Route:
    """`after` is a move, "" for the creation. `when`, `candidates`, `barred` and `busy` are names of rules: about the
    record, then about a candidate."""

    after: str
    when: str | None
    set: tuple[tuple[str, Value], ...]
    fill: str
    candidates: str | None
    barred: str | None
    pick: str
    busy: str | None
    again_after: timedelta | None
    at: Position
