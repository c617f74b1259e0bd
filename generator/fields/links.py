"""Any number of other records of one type."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("links", "link", frozenset({"to", "where", "back"}), many=True, needs=("to",), listed=False)
