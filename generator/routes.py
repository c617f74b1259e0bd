"""Rules of routing as written. Part of `generator.spec`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.problems import Position, Text


@dataclass(frozen=True, slots=True)
class Route:
    """Whom a record is given to. `candidates` is the key `from`, `barred` the key `except`."""

    at: Position
    after: Text | None = None
    when: Text | None = None
    set: Mapping[Text, Text] = field(default_factory=dict)
    fill: Text | None = None
    candidates: Text | None = None
    barred: Text | None = None
    pick: Text | None = None
    busy: Text | None = None
    again_after: Text | None = None
