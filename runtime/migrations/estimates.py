"""How long work on rows takes, by constants that were measured; an estimate and no promise."""

from __future__ import annotations

from collections.abc import Mapping

PER_ROW: Mapping[str, Mapping[str, float]] = {
    "sqlite": {"Convert": 55e-6, "Fill": 30e-6, "Compute": 300e-6, "MergeChoice": 110e-6, "Index": 2e-6},
    "postgresql": {"Convert": 110e-6, "Fill": 60e-6, "Compute": 300e-6, "MergeChoice": 220e-6, "Index": 4e-6},
}
"""Seconds for one row and kind of work. Measured on SQLite: 27 µs of the processor for a conversion, 14 for a fill, 55
for a merge, 2 for an index, and as long again so that others get their turn. PostgreSQL is taken to need twice that;
a computed value depends on its formula, so that it is a guess."""


def seconds_for(kind: str, rows: int, dialect: str) -> float:
    """What work of that kind on so many rows takes."""
    return PER_ROW[dialect].get(kind, 0.0) * rows
