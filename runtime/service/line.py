"""A line as a person sends it, within the values of the record that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_LINES = 200
"""Of one record: they all stand in one form."""


@dataclass(frozen=True, slots=True)
class Line:
    """New without an `id`; else fields that are not in `values` stay. Lines that are not sent along are removed."""

    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None


def place_of_line(lines: str, index: int, name: str = "") -> str:
    """How faults name a line, or a field of it: `items.2`, `items.2.quantity`, counted from 0 as they were sent."""
    return f"{lines}.{index}.{name}" if name else f"{lines}.{index}"
