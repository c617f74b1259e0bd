"""Text of several lines."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("longtext", "text", frozenset({"default", "is", "max", "pattern"}), literal_default=True, listed=False)
