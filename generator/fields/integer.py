"""A whole number."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import whole_number

KIND = Kind("integer", "number", COLUMN | {"min", "max"}, whole_number)
