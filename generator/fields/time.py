"""A time of day."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import iso_time

KIND = Kind("time", "time", COLUMN | {"min", "max"}, iso_time)
