"""A telephone number."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import phone

KIND = Kind("phone", "text", COLUMN, phone, literal_default=True, length=40)
