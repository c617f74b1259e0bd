"""A line of text."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind

KIND = Kind("text", "text", COLUMN | {"max", "pattern"}, literal_default=True, length=200)
