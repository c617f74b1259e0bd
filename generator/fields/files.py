"""Any number of files."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("files", "file", frozenset({"accept", "size"}), many=True, size=10_000_000, listed=False)
