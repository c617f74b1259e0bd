"""Another record."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind

KIND = Kind("link", "link", (COLUMN - {"is"}) | {"to", "where", "back"}, needs=("to",))
