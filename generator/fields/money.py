"""An amount in the site's currency, which says how many digits stand after the point."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import decimal_number

KIND = Kind("money", "number", COLUMN | {"min", "max"}, decimal_number)
