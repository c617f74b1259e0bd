"""Any number of choices of a list."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("choices", "choice", frozenset({"default", "of"}), many=True, needs=("of",))
