"""A length of time: 30m, 24h, 10d or 2w."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import duration

KIND = Kind("duration", "duration", COLUMN | {"min", "max"}, duration)
