"""A moment: a day and a time."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import iso_datetime

KIND = Kind("datetime", "datetime", COLUMN | {"min", "max"}, iso_datetime)
