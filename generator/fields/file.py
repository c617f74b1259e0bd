"""One file."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("file", "file", frozenset({"accept", "size"}), size=10_000_000, listed=False)
