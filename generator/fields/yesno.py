"""Yes or no."""

from __future__ import annotations

from generator.fields.kind import Kind
from generator.fields.reading import yes_or_no

KIND = Kind("yesno", "yesno", frozenset({"default", "index", "is"}), yes_or_no, literal_default=True)
