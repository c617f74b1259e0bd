"""One of a list of choices."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind

KIND = Kind("choice", "choice", COLUMN | {"of"}, literal_default=True, needs=("of",))
