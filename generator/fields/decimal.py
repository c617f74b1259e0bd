"""A number with `places` digits after the point."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import decimal_number

KIND = Kind("decimal", "number", COLUMN | {"min", "max", "places"}, decimal_number, places=2)
