"""A postal address, as its lines stand on an envelope."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("address", "text", frozenset({"default", "max"}), literal_default=True, length=500, listed=False)
