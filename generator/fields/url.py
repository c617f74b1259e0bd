"""A web address."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import web_address

KIND = Kind("url", "text", COLUMN | {"max"}, web_address, literal_default=True, length=2_000)
