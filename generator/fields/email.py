"""An email address."""

from __future__ import annotations

from generator.fields.kind import COLUMN, Kind
from generator.fields.reading import email

KIND = Kind("email", "text", COLUMN | {"max"}, email, literal_default=True, length=254)
