"""A day."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import iso_date

KIND = Kind("date", "date", COLUMN | {"min", "max"}, iso_date)
