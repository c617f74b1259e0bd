"""A share: 19 means 19 %."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import decimal_number

KIND = Kind("percent", "number", COLUMN | {"min", "max", "places"}, decimal_number, places=2)
